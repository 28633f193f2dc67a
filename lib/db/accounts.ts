import 'server-only';
import { NotFound, Refused } from './absence';
import { recordEvent } from './audit';
import { inTransaction, pool, type Queryable } from './client';
import { localOwner, type Owner } from './owner';
import { isUuid } from './uuid';

/** One person's way in. Its id is the owner that portfolios name. */
export type Account = {
  readonly id: Owner;
  readonly name: string;
  readonly isAdministrator: boolean;
  readonly createdAt: string;
};

const columns = `a.user_id AS id, a.name, a.is_administrator AS "isAdministrator", a.created_at AS "createdAt"`;

const account = (row: Omit<Account, 'createdAt'> & { createdAt: Date }): Account => ({
  id: row.id,
  name: row.name,
  isAdministrator: row.isAdministrator,
  createdAt: row.createdAt.toISOString(),
});

/** Whether anybody has to sign in. */
export async function hasAccounts(client: Queryable = pool()): Promise<boolean> {
  const { rows } = await client.query({ name: 'has accounts', text: 'SELECT EXISTS (SELECT FROM accounts) AS some' });
  return rows[0].some;
}

/** Accounts come and go one at a time, so that there is one first and never none that may administer. */
const lockAccounts = (client: Queryable) =>
  client.query(`SELECT pg_advisory_xact_lock(hashtextextended('ballast accounts', 0))`);

/**
 * Makes an account. The first one is the administrator's and takes over what this computer owned until then; `isFirst`
 * asks for that one alone, and is refused where there is another by now.
 */
export async function createAccount(wish: {
  readonly name: string;
  readonly passwordHash: string;
  readonly isAdministrator?: boolean;
  readonly isFirst?: boolean;
}): Promise<Account> {
  return inTransaction(async (client) => {
    await lockAccounts(client);
    const isFirst = !(await hasAccounts(client));
    if (wish.isFirst && !isFirst)
      throw new Refused('account_exists', '/name', 'there is an account by now; sign in with it');
    const { rows: taken } = await client.query('SELECT FROM accounts WHERE name = $1', [wish.name]);
    if (taken.length > 0) throw new Refused('name_taken', '/name', 'there is an account of that name');
    const id = isFirst ? localOwner : await newUser(client, wish.name);
    const { rows } = await client.query(
      `INSERT INTO accounts AS a (user_id, name, password_hash, is_administrator) VALUES ($1, $2, $3, $4)
       RETURNING ${columns}`,
      [id, wish.name, wish.passwordHash, isFirst || (wish.isAdministrator ?? false)],
    );
    await recordEvent(client, id, 'account_created', { accountName: wish.name });
    return account(rows[0]);
  });
}

async function newUser(client: Queryable, name: string): Promise<Owner> {
  const { rows } = await client.query('INSERT INTO users (name) VALUES ($1) RETURNING id', [name]);
  return rows[0].id;
}

export async function listAccounts(): Promise<Account[]> {
  const { rows } = await pool().query(`SELECT ${columns} FROM accounts a ORDER BY a.created_at, a.user_id`);
  return rows.map(account);
}

export async function requireAccount(id: string): Promise<Account> {
  if (!isUuid(id)) throw new NotFound('account');
  const { rows } = await pool().query(`SELECT ${columns} FROM accounts a WHERE a.user_id = $1`, [id]);
  if (rows.length === 0) throw new NotFound('account');
  return account(rows[0]);
}

/** The account of a name with what its password is held against; null where there is none. */
export async function accountNamed(name: string): Promise<(Account & { readonly passwordHash: string }) | null> {
  const { rows } = await pool().query(
    `SELECT ${columns}, a.password_hash AS "passwordHash" FROM accounts a WHERE a.name = $1`,
    [name],
  );
  return rows.length === 0 ? null : { ...account(rows[0]), passwordHash: rows[0].passwordHash };
}

/**
 * Gives an account another password and ends its sessions but the one that asks: whoever knew the old one is out. Its
 * tokens stay, they are secrets of their own.
 */
export async function setPassword(id: Owner, passwordHash: string, keptSessionId: string | null): Promise<void> {
  await inTransaction(async (client) => {
    const { rows } = await client.query(
      'UPDATE accounts SET password_hash = $2, password_set_at = now() WHERE user_id = $1 RETURNING name',
      [id, passwordHash],
    );
    if (rows.length === 0) throw new NotFound('account');
    await client.query('DELETE FROM account_sessions WHERE account_id = $1 AND id IS DISTINCT FROM $2', [
      id,
      keptSessionId,
    ]);
    await recordEvent(client, id, 'password_changed', { accountName: rows[0].name });
  });
}

/** The same password, kept in the way that is used by now. */
export async function rehashPassword(id: Owner, before: string, after: string): Promise<void> {
  await pool().query('UPDATE accounts SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2', [
    id,
    before,
    after,
  ]);
}

/**
 * Deletes an account with its sessions and tokens and with everything it owns. What the very last account owns is left
 * to this computer instead, and nobody has to sign in from then on.
 */
export async function deleteAccount(id: string): Promise<{ readonly wasLast: boolean }> {
  if (!isUuid(id)) throw new NotFound('account');
  return inTransaction(async (client) => {
    await lockAccounts(client);
    const { rows } = await client.query(`SELECT ${columns} FROM accounts a WHERE a.user_id = $1`, [id]);
    if (rows.length === 0) throw new NotFound('account');
    const gone = account(rows[0]);
    const { rows: rest } = await client.query(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE is_administrator)::int AS administrators
         FROM accounts WHERE user_id <> $1`,
      [id],
    );
    const wasLast = rest[0].all === 0;
    if (!wasLast && rest[0].administrators === 0)
      throw new Refused('last_administrator', '/account_id', 'the last administrator goes last');
    await recordEvent(client, gone.id, 'account_deleted', { accountName: gone.name });
    await client.query('DELETE FROM accounts WHERE user_id = $1', [id]);
    if (wasLast) await leaveToThisComputer(client, gone.id);
    else await forget(client, gone.id);
    return { wasLast };
  });
}

const owned = ['portfolios', 'imports', 'market_refreshes'] as const;

async function leaveToThisComputer(client: Queryable, id: Owner): Promise<void> {
  if (id === localOwner) return;
  // The same refresh may wait for both of them already, and one is enough.
  await client.query(`DELETE FROM market_refreshes WHERE owner_id = $1 AND state = 'queued'`, [id]);
  for (const table of owned)
    await client.query(`UPDATE ${table} SET owner_id = $2 WHERE owner_id = $1`, [id, localOwner]);
  await client.query('DELETE FROM users WHERE id = $1', [id]);
}

/** The user whom the base migration made stays, for the work of the program itself goes by its id. */
async function forget(client: Queryable, id: Owner): Promise<void> {
  for (const table of owned) await client.query(`DELETE FROM ${table} WHERE owner_id = $1`, [id]);
  if (id !== localOwner) await client.query('DELETE FROM users WHERE id = $1', [id]);
}
