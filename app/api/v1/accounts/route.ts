import { answer, json } from '@/app/api/answer';
import { pagedWhole } from '@/app/api/paged';
import { cookieOf } from '@/app/api/session-answer';
import { accountDocument } from '@/lib/api/access';
import { passwordFault } from '@/lib/auth/account-rules';
import { hashPassword } from '@/lib/auth/password';
import { hashOf, newSecret } from '@/lib/auth/secret';
import { Refused } from '@/lib/db/absence';
import { openSession } from '@/lib/db/account-sessions';
import { createAccount, listAccounts } from '@/lib/db/accounts';

export const GET = answer('GET /api/v1/accounts', async ({ query }) =>
  pagedWhole(await listAccounts(), query, ({ id }) => id, accountDocument),
);

export const POST = answer('POST /api/v1/accounts', async ({ request, caller, body }) => {
  const fault = passwordFault(body.password, body.name);
  if (fault) throw new Refused('password_refused', '/password', fault);
  const isFirst = caller!.account === null;
  const account = await createAccount({
    name: body.name,
    passwordHash: await hashPassword(body.password),
    isAdministrator: body.is_administrator,
    isFirst,
  });
  const headers = new Headers({ location: `/api/v1/accounts/${account.id}` });
  // Whoever makes the first account on a page is signed in with it, and does not stand outside their own door.
  if (isFirst && request.headers.get('origin') !== null) {
    const secret = newSecret();
    const session = {
      secretHash: hashOf(secret),
      address: caller!.address,
      userAgent: request.headers.get('user-agent'),
    };
    const { expiresAt } = await openSession(account.id, account.name, session);
    headers.set('set-cookie', cookieOf(request, { secret, expiresAt }));
  }
  return json(accountDocument(account), { status: 201, headers: Object.fromEntries(headers) });
});
