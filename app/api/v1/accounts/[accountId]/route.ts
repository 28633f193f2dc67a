import { answer } from '@/app/api/answer';
import { accountDocument } from '@/lib/api/access';
import { Refused } from '@/lib/db/absence';
import { deleteAccount, listAccounts, requireAccount } from '@/lib/db/accounts';

export const GET = answer('GET /api/v1/accounts/{accountId}', async ({ params }) =>
  accountDocument(await requireAccount(params.accountId)),
);

/** The last account is not deleted here: nobody would have to sign in any more, wherever they are. */
export const DELETE = answer('DELETE /api/v1/accounts/{accountId}', async ({ params }) => {
  const account = await requireAccount(params.accountId);
  if ((await listAccounts()).length === 1)
    throw new Refused('last_account', '/account_id', 'the last account is deleted with npm run account alone');
  await deleteAccount(account.id);
});
