import 'server-only';
import { NotFound, Refused } from './absence';
import { pool } from './client';

/** The days of each security whose large move a person has confirmed. */
export async function acceptedMoves(securityIds: readonly number[]): Promise<Map<number, string[]>> {
  const { rows } = await pool().query({
    name: 'accepted moves of',
    text: `SELECT security_id AS id, array_agg(date ORDER BY date) AS dates FROM accepted_moves
      WHERE security_id = ANY($1) GROUP BY security_id`,
    values: [securityIds],
  });
  return new Map(rows.map((row) => [row.id, row.dates]));
}

/** Confirms that the move to a day's close is real. `NotFound` for an unknown symbol, `Refused` without that close. */
export async function acceptMove(symbol: string, date: string): Promise<void> {
  // One statement that holds the security: one that is removed at the same moment is gone before it or after it.
  const { rows } = await pool().query(
    `WITH named AS (SELECT id FROM securities WHERE symbol = $1 FOR KEY SHARE),
          closed AS (SELECT n.id FROM named n JOIN daily_prices p ON p.security_id = n.id AND p.date = $2::date),
          accepted AS (INSERT INTO accepted_moves (security_id, date) SELECT id, $2::date FROM closed
                       ON CONFLICT DO NOTHING)
     SELECT EXISTS (SELECT FROM closed) AS "hasClose" FROM named`,
    [symbol, date],
  );
  if (rows.length === 0) throw new NotFound('security');
  if (!rows[0].hasClose) throw new Refused('no_close', '/date', `${symbol} has no close on ${date}`);
}

/** Takes a confirmation back; that there was none is no fault. `NotFound` for an unknown symbol. */
export async function withdrawMove(symbol: string, date: string): Promise<void> {
  const { rows } = await pool().query(`SELECT id FROM securities WHERE symbol = $1`, [symbol]);
  if (rows.length === 0) throw new NotFound('security');
  await pool().query(`DELETE FROM accepted_moves WHERE security_id = $1 AND date = $2`, [rows[0].id, date]);
}
