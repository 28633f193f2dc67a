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

/** How many sessions of the exchange have closed since a day's, up to the instant `now`. */
export async function sessionsClosedSince(date: string, now: Date): Promise<number> {
  const { rows } = await pool().query(
    `SELECT count(*)::int AS count FROM exchange_sessions WHERE exchange = 'NYSE' AND date > $1 AND closes_at <= $2`,
    [date, now],
  );
  return rows[0].count;
}

/** The day of the `count`-th session after a day; null beyond the calendar. */
export async function sessionAfter(date: string, count: number): Promise<string | null> {
  const { rows } = await pool().query(
    `SELECT date FROM exchange_sessions WHERE exchange = 'NYSE' AND date > $1 ORDER BY date OFFSET $2 LIMIT 1`,
    [date, count - 1],
  );
  return rows[0]?.date ?? null;
}
