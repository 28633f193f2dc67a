import { answer } from '@/app/api/answer';
import { pagedWhole } from '@/app/api/paged';
import { listedSessionDocument } from '@/lib/api/access';
import { noSessionCookies } from '@/lib/auth/session-cookie';
import { endSessions, listSessions } from '@/lib/db/account-sessions';

export const GET = answer('GET /api/v1/sessions', async ({ owner, caller, query }) =>
  pagedWhole(
    await listSessions(owner),
    query,
    ({ id }) => id,
    (one) => listedSessionDocument(one, caller?.sessionId ?? null),
  ),
);

/** Signs out everywhere, here too. */
export const DELETE = answer('DELETE /api/v1/sessions', async ({ owner, caller }) => {
  if (caller?.account) await endSessions(owner, caller.account.name);
  const response = new Response(null, { status: 204 });
  for (const cookie of noSessionCookies) response.headers.append('set-cookie', cookie);
  return response;
});
