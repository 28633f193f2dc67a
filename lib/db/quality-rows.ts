import 'server-only';
import { pool } from './client';

/** A dividend or split of a security. */
export type DatedAction = {
  readonly securityId: number;
  readonly date: string;
  readonly split: number;
  readonly dividend: number;
};

/** The dividends and splits of the securities between two days, oldest first. */
export async function loadActions(securityIds: readonly number[], from: string, to: string): Promise<DatedAction[]> {
  const { rows } = await pool().query({
    name: 'actions of',
    text: `SELECT security_id AS "securityId", date, split::float8 AS split, dividend::float8 AS dividend
       FROM corporate_actions WHERE security_id = ANY($1) AND date BETWEEN $2 AND $3 ORDER BY security_id, date`,
    values: [securityIds, from, to],
  });
  return rows;
}

export type CountedRows = {
  readonly securityId: number;
  readonly count: number;
  readonly from: string;
  readonly to: string;
};

/** Bars that say in every field what the bar before them says, volume included: a day that was told twice. */
export async function duplicatedBars(securityIds: readonly number[], from: string, to: string): Promise<CountedRows[]> {
  const { rows } = await pool().query(
    `SELECT security_id AS "securityId", count(*)::int AS count, min(date) AS "from", max(date) AS "to"
       FROM (SELECT security_id, date,
                    (open, high, low, close, volume) = lag((open, high, low, close, volume)) OVER same AS is_same, volume
               FROM daily_prices WHERE security_id = ANY($1) AND date BETWEEN $2 AND $3
             WINDOW same AS (PARTITION BY security_id ORDER BY date)) AS bar
      WHERE is_same AND volume > 0 GROUP BY security_id ORDER BY security_id`,
    [securityIds, from, to],
  );
  return rows;
}

/** Rows of dated days between two that were set aside and are still missing. */
export async function missingQuarantined(
  securityIds: readonly number[],
  from: string,
  to: string,
): Promise<CountedRows[]> {
  const { rows } = await pool().query(
    `SELECT q.security_id AS "securityId", count(DISTINCT q.date)::int AS count, min(q.date) AS "from", max(q.date) AS "to"
       FROM quarantined_prices q
      WHERE q.security_id = ANY($1) AND q.date BETWEEN $2 AND $3 AND q.reason NOT IN ('invalid_date', 'invalid_action')
        AND NOT EXISTS (SELECT FROM daily_prices p WHERE p.security_id = q.security_id AND p.date::text = q.date)
      GROUP BY q.security_id ORDER BY q.security_id`,
    [securityIds, from, to],
  );
  return rows;
}
