import 'server-only';
import { openSession } from '../db/account-sessions';
import { type Account, accountNamed, rehashPassword } from '../db/accounts';
import { asActor, recordEvent } from '../db/audit';
import { pool } from '../db/client';
import { AccessRefused } from './access-refused';
import { checkPassword, hashPassword } from './password';
import { hashOf, newSecret } from './secret';
import { throttled } from './throttle';

/**
 * Opens a session for who knows an account's password, and answers its secret. A name that nobody has takes as long as
 * one that somebody has, and reads the same; so does a name that is throttled, whoever's it is.
 */
export async function signIn(attempt: {
  readonly name: string;
  readonly password: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}): Promise<{ readonly account: Account; readonly secret: string; readonly expiresAt: string }> {
  const name = attempt.name.normalize('NFKC').trim().toLowerCase();
  const { address, password, userAgent } = attempt;
  // A text that can be nobody's name is looked up as any other, but for a NUL, which the database does not take.
  const account = name.includes('\0') ? null : await accountNamed(name);
  // What was typed as a name may be a password; only the names of accounts are written down.
  const actor = { via: 'sign-in', accountName: account?.name ?? null, address } as const;
  const record = (action: 'sign_in_failed' | 'sign_in_throttled') =>
    asActor(actor, () => recordEvent(pool(), account?.id ?? null, action));
  const { known, isOld } = await throttled(
    name,
    address,
    async () => {
      const { isRight, isOld } = await checkPassword(password, account?.passwordHash ?? null);
      if (account && isRight) return { known: account, isOld };
      await record('sign_in_failed');
      throw new AccessRefused(401, 'sign_in_refused', 'the name or the password is not right');
    },
    () => record('sign_in_throttled'),
  );
  if (isOld) await rehashPassword(known.id, known.passwordHash, await hashPassword(password));
  const secret = newSecret();
  const session = { secretHash: hashOf(secret), address, userAgent };
  const { expiresAt } = await asActor(actor, () => openSession(known.id, known.name, session));
  const { passwordHash, ...shown } = known;
  return { account: shown, secret, expiresAt };
}
