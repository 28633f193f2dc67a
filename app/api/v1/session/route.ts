import { requireCallerOf } from '@/app/api/access';
import { answer, json } from '@/app/api/answer';
import { cookieOf, requirePage, sessionDocument } from '@/app/api/session-answer';
import type { SessionDocument } from '@/lib/api/access';
import { AccessRefused } from '@/lib/auth/access-refused';
import { noSessionCookies } from '@/lib/auth/session-cookie';
import { signIn } from '@/lib/auth/sign-in';
import { endSession } from '@/lib/db/account-sessions';
import { hasAccounts } from '@/lib/db/accounts';
import { visitor } from '@/lib/visitor';

const nobodyYet: SessionDocument = { sign_in: 'needed', account: null, via: null, scope: null, expires_at: null };

export const GET = answer('GET /api/v1/session', async ({ request }) => {
  try {
    return sessionDocument((await requireCallerOf(request, {}))!);
  } catch (error) {
    if (error instanceof AccessRefused && error.code === 'sign_in_needed') return nobodyYet;
    throw error;
  }
});

export const POST = answer('POST /api/v1/session', async ({ request, body }) => {
  requirePage(request);
  if (!(await hasAccounts())) throw new AccessRefused(409, 'account_needed', 'there is no account to sign in with');
  const { address } = visitor();
  const session = await signIn({ ...body, address, userAgent: request.headers.get('user-agent') });
  const { account, expiresAt } = session;
  return json(sessionDocument({ account, via: 'session', scope: 'write', expiresAt }), {
    headers: { 'set-cookie': cookieOf(request, session) },
  });
});

export const DELETE = answer('DELETE /api/v1/session', async ({ owner, caller }) => {
  if (caller?.sessionId) await endSession(owner, caller.sessionId, 'signed_out');
  return withoutCookies();
});

function withoutCookies(): Response {
  const response = new Response(null, { status: 204 });
  for (const cookie of noSessionCookies) response.headers.append('set-cookie', cookie);
  return response;
}
