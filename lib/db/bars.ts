import 'server-only';
import { pool } from './client';

/** What a security did on a day: raw prices, and the close adjusted for dividends and splits. */
export type DailyBar = {
  readonly date: string;
  /** Null where the day's range is not known whole. */
  readonly range: { readonly open: number; readonly high: number; readonly low: number } | null;
  readonly close: number;
  readonly adjustedClose: number;
};

/** The newest `count` days of a security up to `until`, oldest first. */
export async function dailyBars(securityId: number, until: string, count: number): Promise<DailyBar[]> {
  const { rows } = await pool().query(
    `SELECT date, close::float8 AS close, adj_close::float8 AS "adjustedClose",
            CASE WHEN low <= least(open, close) AND high >= greatest(open, close) AND low > 0
                 THEN json_build_object('open', open::float8, 'high', high::float8, 'low', low::float8) END AS range
       FROM (SELECT * FROM daily_prices WHERE security_id = $1 AND date <= $2 ORDER BY date DESC LIMIT $3) AS newest
      ORDER BY date`,
    [securityId, until, count],
  );
  return rows;
}
