import { hashOf, newSecret, newToken } from '@/lib/auth/secret';
import { openSession } from '@/lib/db/account-sessions';
import { type Account, createAccount } from '@/lib/db/accounts';
import { createToken } from '@/lib/db/api-tokens';
import type { Owner } from '@/lib/db/owner';

/** A password's hash that no password has: accounts of tests come in by sessions and tokens. */
const noPassword = `$scrypt$ln=10,r=8,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

type Sent = Readonly<Record<string, string>>;

/** Somebody with an account, and what a page and a script of theirs send along. */
export type Tenant = {
  readonly owner: Owner;
  readonly account: Account;
  readonly page: Sent;
  readonly script: Sent;
  readonly reader: Sent;
};

/** What a page sends that belongs to a session. */
export async function pageOf(account: Account): Promise<Sent> {
  const secret = newSecret();
  await openSession(account.id, account.name, { secretHash: hashOf(secret), address: '127.0.0.1', userAgent: null });
  return { cookie: `ballast_session=${secret}`, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };
}

/** What a script sends that has a token. */
export async function scriptOf(account: Account, scope: 'read' | 'write'): Promise<Sent> {
  const secret = newToken();
  await createToken(account.id, { name: scope, scope, days: 1, secretHash: hashOf(secret) });
  return { authorization: `Bearer ${secret}` };
}

/** Makes an account; the first one administers and has what was there before. */
export async function makeTenant(name: string): Promise<Tenant> {
  const account = await createAccount({ name, passwordHash: noPassword });
  return {
    owner: account.id,
    account,
    page: await pageOf(account),
    script: await scriptOf(account, 'write'),
    reader: await scriptOf(account, 'read'),
  };
}
