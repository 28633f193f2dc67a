import 'server-only';
import type { Estimate } from '../risk/estimate';
import { NotFound } from './absence';
import { pool } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

/** What a stored day says of one figure, as it was stored. */
export type MeasureDay = {
  readonly date: string;
  readonly marketIndex: string;
  readonly methodVersion: number;
  /** History has changed since: the figure is no longer that of what is known. */
  readonly isStale: boolean;
  readonly estimate: Estimate<unknown>;
};

/**
 * One estimate over the stored days from `from` to `to`, oldest first. `path`: the keys that lead to it; where there is
 * nothing at their end the outermost estimate on the way is answered, which says why.
 */
export async function measureHistory(
  owner: Owner,
  portfolioId: string,
  path: readonly [string, ...string[]],
  from: string,
  to: string,
): Promise<MeasureDay[]> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query(
    `SELECT s.snapshot_date AS date, r.market_index AS "marketIndex", r.method_version AS "methodVersion",
            s.stale_since IS NOT NULL AS "isStale",
            coalesce(e.estimates #> $3::text[], e.estimates -> ($3::text[])[1]) AS estimate
       FROM portfolio_snapshots s JOIN portfolios p ON p.id = s.portfolio_id
       JOIN runs r ON r.id = s.run_id JOIN portfolio_estimates e ON e.run_id = r.id
      WHERE p.id = $1 AND p.owner_id = $2 AND s.snapshot_date BETWEEN $4 AND $5
      ORDER BY s.snapshot_date`,
    [portfolioId, owner, path, from, to],
  );
  return rows;
}

/** The exchange's sessions from one day to another, oldest first. */
export async function sessionsBetween(from: string, to: string): Promise<string[]> {
  const { rows } = await pool().query(
    `SELECT date FROM exchange_sessions WHERE exchange = 'NYSE' AND date BETWEEN $1 AND $2 ORDER BY date`,
    [from, to],
  );
  return rows.map((row) => row.date);
}
