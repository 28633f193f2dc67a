import 'server-only';
import { NotFound } from './absence';
import type { Account } from './accounts';
import { recordEvent } from './audit';
import { inTransaction, pool } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

/** A session may be unused for so long, and lasts for so long whatever is done with it. */
export const sessionLife = { idleHours: 72, wholeDays: 30 } as const;
/** After so long its secret is replaced; the one before is good for so long once the new one was used. */
const renewal = { everyMinutes: 60, graceSeconds: 60 } as const;

const isAlive = `s.expires_at > now() AND s.last_seen_at > now() - interval '${sessionLife.idleHours} hours'`;

/** A session that is good, with the account it belongs to. */
export type SignedIn = {
  readonly sessionId: string;
  readonly account: Account;
  readonly expiresAt: string;
  /** Whether its secret is due to be replaced. */
  readonly isDue: boolean;
};

/** Opens a session and clears away those that have run out, whosever they are. */
export async function openSession(
  owner: Owner,
  accountName: string,
  session: { readonly secretHash: string; readonly address: string | null; readonly userAgent: string | null },
): Promise<{ readonly expiresAt: string }> {
  return inTransaction(async (client) => {
    await client.query(`DELETE FROM account_sessions s WHERE NOT (${isAlive})`);
    const { rows } = await client.query(
      `INSERT INTO account_sessions (account_id, secret_hash, address, user_agent, expires_at)
       VALUES ($1, $2, $3, $4, now() + interval '${sessionLife.wholeDays} days') RETURNING id, expires_at AS "expiresAt"`,
      [owner, session.secretHash, session.address?.slice(0, 45) ?? null, session.userAgent?.slice(0, 200) ?? null],
    );
    await recordEvent(client, owner, 'signed_in', { accountName, subjectId: rows[0].id });
    return { expiresAt: rows[0].expiresAt.toISOString() };
  });
}

/**
 * Whose session a secret is of; null where it is of none that is good. The first use of a replaced secret makes it the
 * session's own. That it was seen is written down once a minute.
 */
export async function signedInBy(secretHash: string): Promise<SignedIn | null> {
  const { rows } = await pool().query({
    name: 'signed in by',
    text: `SELECT s.id AS "sessionId", s.expires_at AS "expiresAt", s.next_hash = $1 AS "isNext",
            s.secret_hash = $1 AND s.renewed_at < now() - interval '${renewal.everyMinutes} minutes' AS "isDue",
            s.last_seen_at < now() - interval '1 minute' AS "isUnseen",
            a.user_id AS id, a.name, a.is_administrator AS "isAdministrator", a.created_at AS "createdAt"
       FROM account_sessions s JOIN accounts a ON a.user_id = s.account_id
      WHERE (s.secret_hash = $1 OR s.next_hash = $1 OR (s.previous_hash = $1 AND s.previous_until > now())) AND ${isAlive}`,
    values: [secretHash],
  });
  if (rows.length === 0) return null;
  const { sessionId, expiresAt, isNext, isDue, isUnseen, id, name, isAdministrator, createdAt } = rows[0];
  if (isNext)
    await pool().query(
      `UPDATE account_sessions
          SET previous_hash = secret_hash, previous_until = now() + interval '${renewal.graceSeconds} seconds',
              secret_hash = next_hash, next_hash = NULL, renewed_at = now(), last_seen_at = now()
        WHERE id = $1 AND next_hash = $2`,
      [sessionId, secretHash],
    );
  else if (isUnseen) await pool().query('UPDATE account_sessions SET last_seen_at = now() WHERE id = $1', [sessionId]);
  return {
    sessionId,
    account: { id, name, isAdministrator, createdAt: createdAt.toISOString() },
    expiresAt: expiresAt.toISOString(),
    isDue,
  };
}

/**
 * Notes the secret that a session goes on with; false where another request was first, whose answer hands out another. A
 * secret that nobody takes up, since its answer was lost, is followed by a further one in due time.
 */
export async function renewSession(sessionId: string, nextHash: string): Promise<boolean> {
  const { rowCount } = await pool().query(
    `UPDATE account_sessions SET next_hash = $2, renewed_at = now()
      WHERE id = $1 AND renewed_at < now() - interval '${renewal.everyMinutes} minutes'`,
    [sessionId, nextHash],
  );
  return rowCount === 1;
}

/** Replaces a session's secret at once: what was known before is good for nothing. */
export async function replaceSecret(sessionId: string, secretHash: string): Promise<void> {
  await pool().query(
    `UPDATE account_sessions SET secret_hash = $2, next_hash = NULL, previous_hash = NULL, previous_until = NULL,
            renewed_at = now() WHERE id = $1`,
    [sessionId, secretHash],
  );
}

export async function isSessionGood(sessionId: string): Promise<boolean> {
  const { rowCount } = await pool().query(`SELECT FROM account_sessions s WHERE s.id = $1 AND ${isAlive}`, [sessionId]);
  return rowCount === 1;
}

/** A session as its owner sees it in the list. */
export type ListedSession = {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly address: string | null;
  readonly userAgent: string | null;
};

/** The owner's sessions that are good, the one seen last first. */
export async function listSessions(owner: Owner): Promise<ListedSession[]> {
  const { rows } = await pool().query(
    `SELECT s.id, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt", s.address,
            s.user_agent AS "userAgent"
       FROM account_sessions s WHERE s.account_id = $1 AND ${isAlive} ORDER BY s.last_seen_at DESC, s.id DESC`,
    [owner],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/** Ends one session of the owner's; `NotFound` where it is not one of theirs. */
export async function endSession(owner: Owner, id: string, action: 'signed_out' | 'session_ended'): Promise<void> {
  if (!isUuid(id)) throw new NotFound('session');
  await inTransaction(async (client) => {
    const { rowCount } = await client.query('DELETE FROM account_sessions WHERE id = $1 AND account_id = $2', [
      id,
      owner,
    ]);
    if (rowCount === 0) throw new NotFound('session');
    await recordEvent(client, owner, action, { subjectId: id });
  });
}

/** Ends every session of the owner's. */
export async function endSessions(owner: Owner, accountName: string): Promise<number> {
  return inTransaction(async (client) => {
    const { rowCount } = await client.query('DELETE FROM account_sessions WHERE account_id = $1', [owner]);
    await recordEvent(client, owner, 'signed_out_everywhere', { accountName, detail: { sessions: rowCount ?? 0 } });
    return rowCount ?? 0;
  });
}
