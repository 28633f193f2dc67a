import 'server-only';
import { isSessionGood, renewSession, signedInBy } from '../db/account-sessions';
import { type Account, hasAccounts } from '../db/accounts';
import { isTokenGood, type Scope, tokenBy } from '../db/api-tokens';
import type { Actor } from '../db/audit';
import { localOwner, type Owner } from '../db/owner';
import type { Visitor } from '../visitor';
import { AccessRefused } from './access-refused';
import { hashOf, isToken, newSecret } from './secret';
import { sessionCookie, sessionIn } from './session-cookie';

/** Who asks, whose data it is about, and by what right. */
export type Caller = {
  readonly owner: Owner;
  /** Null while there is no account at all. */
  readonly account: Account | null;
  readonly via: 'open' | 'session' | 'token';
  readonly scope: Scope;
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  readonly address: string | null;
  /** When the session ends at the latest. */
  readonly expiresAt: string | null;
  /** Whether the session's secret is due to be replaced, and whether its cookie is one of https. */
  readonly isDue: boolean;
  readonly isHttps: boolean;
};

/** What a route asks of its caller beyond being somebody. */
export type Right = 'session' | 'administrator' | 'administrator-session';

type Asked = { readonly method: string; readonly header: (name: string) => string | null };

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

const nothingElse = { sessionId: null, tokenId: null, expiresAt: null, isDue: false, isHttps: false } as const;

async function bearer(authorization: string, address: string | null): Promise<Caller> {
  const [, secret = ''] = /^Bearer ([^\s]+)$/i.exec(authorization) ?? [];
  const found = isToken(secret) ? await tokenBy(hashOf(secret)) : null;
  if (!found) throw new AccessRefused(401, 'token_refused', 'the token is unknown, revoked or has run out');
  const { account, scope, tokenId } = found;
  return { ...nothingElse, owner: account.id, account, via: 'token', scope, tokenId, address };
}

/** While there is no account this computer's owner is whoever sits at it, and nobody else. */
function thisComputer({ header }: Asked, { isLocal, address }: Visitor): Caller {
  if (!isLocal || !loopback.test(header('host') ?? ''))
    throw new AccessRefused(
      403,
      'account_needed',
      'without an account Ballast answers this computer alone; make one there: npm run account -- create NAME',
    );
  return { ...nothingElse, owner: localOwner, account: null, via: 'open', scope: 'write', address };
}

/**
 * Who asks. A token goes before a session, and where it is refused nothing else is tried. A session that is to change
 * something must say by Origin or Sec-Fetch-Site that a page of ours asks, which the gate has held against the host: a
 * cookie alone is sent along with anybody's request. Throws `AccessRefused` where it is nobody.
 */
export async function callerOf(asked: Asked, visitor: Visitor): Promise<Caller> {
  const { method, header } = asked;
  const { address } = visitor;
  const authorization = header('authorization');
  if (authorization !== null) return bearer(authorization, address);

  const sent = sessionIn(header('cookie'));
  const session = sent === null ? null : await signedInBy(hashOf(sent.secret));
  if (session === null) {
    if (await hasAccounts()) throw new AccessRefused(401, 'sign_in_needed', 'sign in, or send a token');
    return thisComputer(asked, visitor);
  }
  if (!safeMethods.has(method) && header('origin') === null && header('sec-fetch-site') !== 'same-origin')
    throw new AccessRefused(
      403,
      'origin_needed',
      'a session changes something from a page alone; a script sends a token',
    );
  const { account, ...rest } = session;
  return {
    ...nothingElse,
    ...rest,
    owner: account.id,
    account,
    via: 'session',
    scope: 'write',
    isHttps: sent!.isHttps,
    address,
  };
}

/** Throws `AccessRefused` where the caller may not do what the method, or the route, asks for. */
export function requireRight({ via, scope, account }: Caller, method: string, right: Right | undefined): void {
  if (scope === 'read' && !safeMethods.has(method))
    throw new AccessRefused(403, 'scope_insufficient', 'this token reads, and changes nothing');
  // While there is no account everything is allowed; what is about an account says so itself.
  if (via === 'open' || right === undefined) return;
  if (right !== 'administrator' && via !== 'session')
    throw new AccessRefused(403, 'session_needed', 'a token does not do this; sign in');
  if (right !== 'session' && !account?.isAdministrator)
    throw new AccessRefused(403, 'administrator_needed', 'this is for an administrator');
}

/** The cookie that the caller's session goes on with; null where its secret is not due, or the session has gone. */
export async function renewedCookie({ isDue, sessionId, expiresAt, isHttps }: Caller): Promise<string | null> {
  if (!isDue) return null;
  const next = newSecret();
  return (await renewSession(sessionId!, hashOf(next))) ? sessionCookie(next, expiresAt!, isHttps) : null;
}

/** Whether the right by which somebody came in still stands. What takes long asks again. */
export async function isStillGood({ via, sessionId, tokenId }: Caller): Promise<boolean> {
  if (via === 'session') return isSessionGood(sessionId!);
  if (via === 'token') return isTokenGood(tokenId!);
  return !(await hasAccounts());
}

export const actorOf = ({ via, account, address }: Caller): Actor => ({
  via,
  accountName: account?.name ?? null,
  address,
});
