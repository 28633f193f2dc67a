import 'server-only';
import { Refused } from '../db/absence';
import { replaceSecret } from '../db/account-sessions';
import { accountNamed, setPassword } from '../db/accounts';
import { AccessRefused } from './access-refused';
import { passwordFault } from './account-rules';
import type { Caller } from './caller';
import { checkPassword, hashPassword } from './password';
import { hashOf, newSecret } from './secret';
import { throttled } from './throttle';

/**
 * Gives the caller's account another password, where they know the one it has. Every other session ends, and this one
 * goes on with another secret, which is answered.
 */
export async function changePassword(
  { account, sessionId, expiresAt, address }: Caller,
  current: string,
  wanted: string,
): Promise<{ readonly secret: string; readonly expiresAt: string }> {
  if (!account || !sessionId || !expiresAt)
    throw new AccessRefused(409, 'account_needed', 'there is no account to have a password');
  const fault = passwordFault(wanted, account.name);
  if (fault) throw new Refused('password_refused', '/new_password', fault);
  // Whoever finds a signed-in browser must not be able to guess on from there.
  await throttled(account.name, address, async () => {
    const { isRight } = await checkPassword(current, (await accountNamed(account.name))?.passwordHash ?? null);
    if (!isRight) throw new Refused('password_refused', '/current_password', 'is not the password');
  });
  await setPassword(account.id, await hashPassword(wanted), sessionId);
  const secret = newSecret();
  await replaceSecret(sessionId, hashOf(secret));
  return { secret, expiresAt };
}
