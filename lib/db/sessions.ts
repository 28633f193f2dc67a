import 'server-only';
import { pool, type Queryable } from './client';

export type ExchangeSession = { readonly date: string; readonly closesAt: string; readonly isHalfDay: boolean };

/** Writes the exchange's calendar where another version of it stands, or none. */
export async function saveSessions(
  exchange: string,
  version: string,
  sessions: readonly ExchangeSession[],
  client: Queryable = pool(),
): Promise<void> {
  const { rows } = await client.query(
    `SELECT count(*)::int AS count FROM exchange_sessions WHERE exchange = $1 AND calendar_version = $2`,
    [exchange, version],
  );
  if (rows[0].count === sessions.length) return;
  // One statement: a reader sees the old calendar or the new one.
  await client.query(
    `WITH given AS (
       SELECT * FROM unnest($3::date[], $4::timestamptz[], $5::bool[]) AS session (date, closes_at, is_half_day)
     ), gone AS (
       DELETE FROM exchange_sessions WHERE exchange = $1 AND date NOT IN (SELECT date FROM given)
     )
     INSERT INTO exchange_sessions (exchange, date, closes_at, is_half_day, calendar_version)
     SELECT $1, date, closes_at, is_half_day, $2 FROM given
     ON CONFLICT (exchange, date) DO UPDATE
        SET closes_at = excluded.closes_at, is_half_day = excluded.is_half_day,
            calendar_version = excluded.calendar_version`,
    [
      exchange,
      version,
      sessions.map(({ date }) => date),
      sessions.map(({ closesAt }) => closesAt),
      sessions.map(({ isHalfDay }) => isHalfDay),
    ],
  );
}
