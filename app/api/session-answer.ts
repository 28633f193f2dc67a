import 'server-only';
import { accountDocument, type SessionDocument } from '@/lib/api/access';
import { AccessRefused } from '@/lib/auth/access-refused';
import type { Caller } from '@/lib/auth/caller';
import { sessionCookie } from '@/lib/auth/session-cookie';
import { headersOf, visitor } from '@/lib/visitor';

/** Refuses what no page of ours sends: a script has nothing to do with cookies. The gate has held them against the host. */
export function requirePage(request: Request): void {
  if (request.headers.get('origin') !== null || request.headers.get('sec-fetch-site') === 'same-origin') return;
  throw new AccessRefused(403, 'origin_needed', 'signing in is for pages; a script sends a token');
}

/** Whether the browser asks by https: it says so in its own Origin, or a trusted proxy does. */
const isHttps = (request: Request): boolean =>
  visitor().isHttps || headersOf(request.headers)('origin')?.startsWith('https://') === true;

/** The header that gives the browser of a request a session's secret. */
export const cookieOf = (request: Request, session: { readonly secret: string; readonly expiresAt: string }): string =>
  sessionCookie(session.secret, session.expiresAt, isHttps(request));

export const sessionDocument = (caller: Pick<Caller, 'account' | 'via' | 'scope' | 'expiresAt'>): SessionDocument => ({
  sign_in: caller.via === 'open' ? 'not_needed' : 'needed',
  account: caller.account && accountDocument(caller.account),
  via: caller.via,
  scope: caller.scope,
  expires_at: caller.expiresAt,
});
