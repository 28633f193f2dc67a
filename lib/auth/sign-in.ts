import 'server-only';
import { openSession } from '../db/account-sessions';
import { accountNamed, rehashPassword } from '../db/accounts';
import { asActor, recordEvent } from '../db/audit';
import { pool } from '../db/client';
import { clearAttempts, countAttempt, forgiveAttempt } from '../db/sign-in-attempts';
import { AccessRefused } from './access-refused';
import { checkPassword, hashPassword } from './password';
import { hashOf, newSecret } from './secret';

/** Attempts in a quarter of an hour: of one address at one name, of one address, and at one name from anywhere. */
const limits = { pair: 5, address: 30, name: 100 } as const;

/** The part of an address that one household or attacker has at their disposal: of IPv6 the first four groups. */
export function addressPart(address: string | null): string {
  if (!address?.includes(':')) return address ?? '';
  const [head, tail] = address.split('%')[0].split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - front.length - back.length)).fill('0');
  return [...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/**
 * Opens a session for who knows an account's password, and answers its secret. A name that nobody has takes as long as
 * one that somebody has, and reads the same; so does a name that is throttled, whoever's it is.
 */
export async function signIn(attempt: {
  readonly name: string;
  readonly password: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}): Promise<{ readonly secret: string; readonly expiresAt: string }> {
  const name = attempt.name.normalize('NFKC').trim().toLowerCase();
  const { address } = attempt;
  const part = addressPart(address);
  const key = {
    pair: hashOf(`pair\n${part}\n${name}`),
    address: hashOf(`address\n${part}`),
    name: hashOf(`name\n${name}`),
  };
  const refusal = await countAttempt([
    { key: key.pair, limit: limits.pair },
    { key: key.address, limit: limits.address },
    { key: key.name, limit: limits.name },
  ]);
  const account = await accountNamed(name);
  // What was typed as a name may be a password; only the names of accounts are written down.
  const actor = { via: 'sign-in', accountName: account?.name ?? null, address } as const;
  if (refusal) {
    if (refusal.isFirst) await asActor(actor, () => recordEvent(pool(), account?.id ?? null, 'sign_in_throttled'));
    throw new AccessRefused(
      429,
      'too_many_attempts',
      'too many attempts to sign in; wait a while and try again',
      refusal.waitSeconds,
    );
  }
  const { isRight, isOld } = await checkPassword(attempt.password, account?.passwordHash ?? null);
  if (!account || !isRight) {
    await asActor(actor, () => recordEvent(pool(), account?.id ?? null, 'sign_in_failed'));
    throw new AccessRefused(401, 'sign_in_refused', 'the name or the password is not right');
  }
  await forgiveAttempt([key.pair], [key.address, key.name]);
  await clearAttempts();
  if (isOld) await rehashPassword(account.id, account.passwordHash, await hashPassword(attempt.password));
  const secret = newSecret();
  const session = { secretHash: hashOf(secret), address, userAgent: attempt.userAgent };
  const { expiresAt } = await asActor(actor, () => openSession(account.id, account.name, session));
  return { secret, expiresAt };
}
