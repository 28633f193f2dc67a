import 'server-only';
import { NotFound, Refused } from './absence';
import type { Account } from './accounts';
import { recordEvent } from './audit';
import { inTransaction, pool } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

export type Scope = 'read' | 'write';

/** A script's way in, as its owner sees it: the secret itself is nowhere. */
export type ApiToken = {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
};

const mostTokens = 100;

const columns = `t.id, t.name, t.scope, t.created_at AS "createdAt", t.expires_at AS "expiresAt",
  t.last_used_at AS "lastUsedAt"`;

type Row = Omit<ApiToken, 'createdAt' | 'expiresAt' | 'lastUsedAt'> & {
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
};

const token = (row: Row): ApiToken => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

export async function createToken(
  owner: Owner,
  wish: { readonly name: string; readonly scope: Scope; readonly days: number; readonly secretHash: string },
): Promise<ApiToken> {
  return inTransaction(async (client) => {
    // The account is held, so that tokens made at once are counted one after the other.
    const { rows: held } = await client.query('SELECT FROM accounts WHERE user_id = $1 FOR UPDATE', [owner]);
    if (held.length === 0) throw new NotFound('account');
    const { rows: before } = await client.query(
      'SELECT count(*)::int AS count FROM api_tokens WHERE account_id = $1 AND expires_at > now()',
      [owner],
    );
    if (before[0].count >= mostTokens)
      throw new Refused('too_many_tokens', '/name', `an account has at most ${mostTokens} tokens; revoke one first`);
    const { rows } = await client.query(
      `INSERT INTO api_tokens AS t (account_id, name, secret_hash, scope, expires_at)
       VALUES ($1, $2, $3, $4, now() + make_interval(days => $5)) RETURNING ${columns}`,
      [owner, wish.name, wish.secretHash, wish.scope, wish.days],
    );
    await recordEvent(client, owner, 'token_created', {
      subjectId: rows[0].id,
      detail: { name: wish.name, scope: wish.scope },
    });
    return token(rows[0]);
  });
}

/** The owner's tokens, newest first, with those that have run out. */
export async function listTokens(owner: Owner): Promise<ApiToken[]> {
  const { rows } = await pool().query(
    `SELECT ${columns} FROM api_tokens t WHERE t.account_id = $1 ORDER BY t.created_at DESC, t.id DESC`,
    [owner],
  );
  return rows.map(token);
}

export async function requireToken(owner: Owner, id: string): Promise<ApiToken> {
  if (!isUuid(id)) throw new NotFound('token');
  const { rows } = await pool().query(`SELECT ${columns} FROM api_tokens t WHERE t.id = $1 AND t.account_id = $2`, [
    id,
    owner,
  ]);
  if (rows.length === 0) throw new NotFound('token');
  return token(rows[0]);
}

/** Takes a token back for good; `NotFound` where it is not one of the owner's. */
export async function revokeToken(owner: Owner, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFound('token');
  await inTransaction(async (client) => {
    const { rows } = await client.query(
      'DELETE FROM api_tokens WHERE id = $1 AND account_id = $2 RETURNING name, scope',
      [id, owner],
    );
    if (rows.length === 0) throw new NotFound('token');
    await recordEvent(client, owner, 'token_revoked', { subjectId: id, detail: rows[0] });
  });
}

/** Whose token a secret is; null where it is nobody's, or has run out. That it was used is written down once a minute. */
export async function tokenBy(
  secretHash: string,
): Promise<{ readonly tokenId: string; readonly scope: Scope; readonly account: Account } | null> {
  const { rows } = await pool().query({
    name: 'token by',
    text: `SELECT t.id AS "tokenId", t.scope,
            coalesce(t.last_used_at < now() - interval '1 minute', true) AS "isUnseen",
            a.user_id AS id, a.name, a.is_administrator AS "isAdministrator", a.created_at AS "createdAt"
       FROM api_tokens t JOIN accounts a ON a.user_id = t.account_id
      WHERE t.secret_hash = $1 AND t.expires_at > now()`,
    values: [secretHash],
  });
  if (rows.length === 0) return null;
  const { tokenId, scope, isUnseen, id, name, isAdministrator, createdAt } = rows[0];
  if (isUnseen) await pool().query('UPDATE api_tokens SET last_used_at = now() WHERE id = $1', [tokenId]);
  return { tokenId, scope, account: { id, name, isAdministrator, createdAt: createdAt.toISOString() } };
}

export async function isTokenGood(tokenId: string): Promise<boolean> {
  const { rowCount } = await pool().query('SELECT FROM api_tokens WHERE id = $1 AND expires_at > now()', [tokenId]);
  return rowCount === 1;
}
