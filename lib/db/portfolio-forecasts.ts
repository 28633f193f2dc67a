import 'server-only';
import { NotFound } from './absence';
import { pool } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

/** A stored forecast whose 21 days have passed, and what came of the very book it was made for. Volatilities a year. */
export type DueForecast = {
  /** The day as of which it was made, its place among sessions, and the last of the 21 sessions it speaks of. */
  readonly date: string;
  readonly origin: number;
  readonly until: string;
  readonly headline: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly last21Days: number | null;
  readonly ewma: number | null;
  readonly har: number | null;
  /**
   * √(252 · mean squared return) of the 21 sessions; null where the last of them has no stored day, one of them no
   * return, or the book had become another one.
   */
  readonly outcome: number | null;
  /** Whether the last day's book was another one. */
  readonly isOtherBook: boolean;
};

/** So many forecasts are scored at most, the newest: five years of days. */
const mostForecasts = 1_260;

/**
 * The forecasts stored up to `until` that have come due by then, oldest first. What came is taken from the returns that
 * were stored 21 sessions later, of a book of the same lots and quantities: a forecast is about what was held when it
 * was made.
 */
export async function portfolioForecasts(owner: Owner, portfolioId: string, until: string): Promise<DueForecast[]> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query(
    `WITH days AS MATERIALIZED (
       SELECT s.snapshot_date AS date, s.run_id, r.book_hash, e.estimates -> 'volatility' AS v
         FROM portfolio_snapshots s JOIN portfolios p ON p.id = s.portfolio_id JOIN runs r ON r.id = s.run_id
         JOIN portfolio_estimates e ON e.run_id = r.id
        WHERE p.id = $1 AND p.owner_id = $2 AND s.snapshot_date <= $3
        ORDER BY s.snapshot_date DESC LIMIT $4),
     sessions AS MATERIALIZED (
       SELECT date, row_number() OVER (ORDER BY date)::int AS place FROM exchange_sessions
        WHERE exchange = 'NYSE' AND date BETWEEN (SELECT min(date) FROM days) AND $3)
     SELECT a.date, o.place AS origin, n.date AS until,
            (a.v #>> '{forecast,value,volatilityAnnual}')::float8 AS headline,
            (a.v #>> '{forecast,value,band,value,lowAnnual}')::float8 AS low,
            (a.v #>> '{forecast,value,band,value,highAnnual}')::float8 AS high,
            (a.v #>> '{realized21d,value,volatilityAnnual}')::float8 AS "last21Days",
            (a.v #>> '{forecast,value,ewmaAnnual}')::float8 AS ewma,
            (a.v #>> '{har,value,volatilityAnnual}')::float8 AS har,
            CASE WHEN same.is_same AND came.count = 21 THEN sqrt(252 * came.mean) END AS outcome,
            b.run_id IS NOT NULL AND NOT same.is_same AS "isOtherBook"
       FROM days a JOIN sessions o ON o.date = a.date JOIN sessions n ON n.place = o.place + 21
       LEFT JOIN days b ON b.date = n.date
       LEFT JOIN run_positions pa ON pa.run_id = a.run_id
       LEFT JOIN run_positions pb ON pb.run_id = b.run_id
      CROSS JOIN LATERAL (
        -- A split changes quantities and leaves the lots as they are recorded; new benchmark weights do the opposite.
        SELECT coalesce(a.book_hash = b.book_hash
                        OR (pa.position_ids = pb.position_ids AND pa.quantities = pb.quantities), false) AS is_same
      ) AS same
       LEFT JOIN LATERAL (
        SELECT count(*) AS count, avg(x.value * x.value) AS mean
          FROM run_series q
         CROSS JOIN LATERAL unnest(q.dates[cardinality(q.dates) - 40:], q.values[cardinality(q.dates) - 40:])
                 AS x (date, value)
         WHERE q.run_id = b.run_id AND q.name = 'portfolio_return' AND x.date > a.date AND x.date <= n.date
      ) AS came ON true
      ORDER BY a.date`,
    [portfolioId, owner, until, mostForecasts],
  );
  return rows;
}
