import 'server-only';
import type { PortfolioEstimates } from '../risk/portfolio-estimates';
import { NotFound } from './absence';
import { pool } from './client';
import type { Owner } from './owner';
import type { Portfolio } from './portfolios';
import type { RunSeries } from './runs';
import { isUuid } from './uuid';

/** What changed under a snapshot. */
export type StaleReason = 'prices' | 'actions' | 'holdings' | 'securities' | 'sector_weights' | 'settings';

/** The newest complete set of numbers of a portfolio on a day, exact, with what it was made from. */
export type Snapshot = {
  readonly runId: string;
  readonly portfolioId: string;
  readonly date: string;
  readonly marketIndex: string;
  readonly benchmarkCode: string;
  readonly holdingsVersion: number;
  readonly methodVersion: number;
  readonly inputHash: string;
  readonly calculatedAt: string;
  /** Since when, and by what change of history, the numbers are no longer those of what is known; null while they are. */
  readonly stale: { readonly since: string; readonly reason: StaleReason } | null;
  readonly estimates: PortfolioEstimates;
};

const columns = `r.id AS "runId", s.portfolio_id AS "portfolioId", s.snapshot_date AS date,
  r.market_index AS "marketIndex", r.benchmark_code AS "benchmarkCode", r.holdings_version AS "holdingsVersion",
  r.method_version AS "methodVersion", r.input_hash AS "inputHash", r.created_at AS "calculatedAt", e.estimates,
  s.stale_since AS "staleSince", s.stale_reason AS "staleReason"`;

/** A portfolio with its numbers of a day, null where there are none of that day. */
export type PortfolioDay = {
  readonly portfolio: Pick<Portfolio, 'id' | 'currency' | 'marketIndex' | 'benchmarkCode'>;
  readonly snapshot: Snapshot | null;
};

/**
 * The portfolio with its snapshot of exactly `date`, or the newest one where no date is given; null where it does not
 * exist or belongs to somebody else.
 */
async function portfolioDay(owner: Owner, portfolioId: string, date?: string): Promise<PortfolioDay | null> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  // Planned once a connection: planning it takes four times as long as doing it.
  const { rows } = await pool().query({
    name: 'portfolio day',
    text: `SELECT p.id, p.currency, p.market_index AS "ownMarketIndex", p.benchmark_code AS "ownBenchmarkCode", day.*
       FROM portfolios p LEFT JOIN LATERAL (
         SELECT ${columns} FROM portfolio_snapshots s
           JOIN runs r ON r.id = s.run_id JOIN portfolio_estimates e ON e.run_id = r.id
          WHERE s.portfolio_id = p.id AND ($3::date IS NULL OR s.snapshot_date = $3)
          ORDER BY s.snapshot_date DESC LIMIT 1) day ON true
      WHERE p.id = $1 AND p.owner_id = $2`,
    values: [portfolioId, owner, date ?? null],
  });
  if (rows.length === 0) return null;
  const [{ id, currency, ownMarketIndex, ownBenchmarkCode, calculatedAt, staleSince, staleReason, ...snapshot }] = rows;
  const stale = staleSince === null ? null : { since: staleSince.toISOString(), reason: staleReason };
  return {
    portfolio: { id, currency, marketIndex: ownMarketIndex, benchmarkCode: ownBenchmarkCode },
    snapshot: snapshot.runId === null ? null : { ...snapshot, calculatedAt: calculatedAt.toISOString(), stale },
  };
}

/** The portfolio with its numbers of a day, by one statement; `NotFound` where it is not this owner's. */
export async function requirePortfolioDay(owner: Owner, portfolioId: string, date?: string): Promise<PortfolioDay> {
  const day = await portfolioDay(owner, portfolioId, date);
  if (day === null) throw new NotFound('portfolio');
  return day;
}

/**
 * The snapshot of exactly `date`, or the newest one where no date is given; null where there is none. `NotFound` where
 * the portfolio is not this owner's is left to `requirePortfolio`.
 */
export const snapshotOn = async (owner: Owner, portfolioId: string, date?: string): Promise<Snapshot | null> =>
  (await portfolioDay(owner, portfolioId, date))?.snapshot ?? null;

/** The estimates of the newest snapshot of each of the owner's portfolios, by portfolio. */
export async function newestSnapshots(owner: Owner): Promise<Map<string, PortfolioEstimates>> {
  const { rows } = await pool().query(
    `SELECT DISTINCT ON (s.portfolio_id) s.portfolio_id AS id, e.estimates FROM portfolio_snapshots s
       JOIN portfolios p ON p.id = s.portfolio_id JOIN portfolio_estimates e ON e.run_id = s.run_id
      WHERE p.owner_id = $1 ORDER BY s.portfolio_id, s.snapshot_date DESC`,
    [owner],
  );
  return new Map(rows.map((row) => [row.id, row.estimates]));
}

/** The newest snapshot before a day; null where there is none. */
export async function snapshotBefore(owner: Owner, portfolioId: string, date: string): Promise<Snapshot | null> {
  const { rows } = await pool().query(
    `SELECT max(s.snapshot_date) AS date FROM portfolio_snapshots s JOIN portfolios p ON p.id = s.portfolio_id
      WHERE p.id = $1 AND p.owner_id = $2 AND s.snapshot_date < $3`,
    [portfolioId, owner, date],
  );
  return rows[0].date === null ? null : snapshotOn(owner, portfolioId, rows[0].date);
}

/** The days that have a snapshot, newest first. */
export async function snapshotDates(owner: Owner, portfolioId: string): Promise<string[]> {
  const { rows } = await pool().query(
    `SELECT s.snapshot_date AS date FROM portfolio_snapshots s JOIN portfolios p ON p.id = s.portfolio_id
      WHERE p.id = $1 AND p.owner_id = $2 ORDER BY s.snapshot_date DESC`,
    [portfolioId, owner],
  );
  return rows.map((row) => row.date);
}

/** The stored days whose past has changed since: the oldest, the newest and how many; null where all stand. */
export async function staleRange(
  owner: Owner,
  portfolioId: string,
): Promise<{ readonly from: string; readonly to: string; readonly days: number } | null> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query(
    `SELECT min(s.snapshot_date) AS from, max(s.snapshot_date) AS to, count(*)::int AS days
       FROM portfolio_snapshots s JOIN portfolios p ON p.id = s.portfolio_id
      WHERE p.id = $1 AND p.owner_id = $2 AND s.stale_since IS NOT NULL`,
    [portfolioId, owner],
  );
  return rows[0].days === 0 ? null : rows[0];
}

/** One measure over the newest `count` snapshots up to a day, oldest first: what a tile's sparkline shows. */
export async function snapshotHistory(
  owner: Owner,
  portfolioId: string,
  until: string,
  count: number,
): Promise<
  {
    readonly date: string;
    readonly marketBeta: number | null;
    readonly realizedVolatility21d: number | null;
    readonly expectedVolatility21d: number | null;
    readonly volatilityPercentile: number | null;
    readonly effectiveNumPositions: number | null;
    /** Active weights by row; null where there was nothing to be over or under. */
    readonly activeWeights: Readonly<Record<string, number>> | null;
  }[]
> {
  const { rows } = await pool().query(
    `SELECT * FROM (
       SELECT s.snapshot_date AS date, s.market_beta_direct::float8 AS "marketBeta",
              s.realized_volatility_21d::float8 AS "realizedVolatility21d",
              s.expected_volatility_21d::float8 AS "expectedVolatility21d",
              s.volatility_percentile::float8 AS "volatilityPercentile",
              s.effective_num_positions::float8 AS "effectiveNumPositions",
              e.estimates #> '{sectors,value,active,value,active}' AS "activeWeights"
         FROM portfolio_snapshots s JOIN portfolios p ON p.id = s.portfolio_id
         LEFT JOIN portfolio_estimates e ON e.run_id = s.run_id
        WHERE p.id = $1 AND p.owner_id = $2 AND s.snapshot_date <= $3
        ORDER BY s.snapshot_date DESC LIMIT $4) AS newest ORDER BY date`,
    [portfolioId, owner, until, count],
  );
  return rows;
}

/** The trailing series of a snapshot's run, by name. */
export async function snapshotSeries(snapshot: Snapshot): Promise<Map<string, RunSeries>> {
  const { rows } = await pool().query(`SELECT name, dates, values, low, high FROM run_series WHERE run_id = $1`, [
    snapshot.runId,
  ]);
  return new Map(rows.map((row) => [row.name, { ...row, low: row.low ?? undefined, high: row.high ?? undefined }]));
}
