import 'server-only';
import { NotFound } from './absence';
import { pool } from './client';
import type { Owner } from './owner';
import type { Snapshot } from './snapshots';
import type { SymbolBeta, SymbolKey, SymbolVolatility } from './symbol-measures';
import { isUuid } from './uuid';

/** What a stored day of a portfolio says of one security it holds. Null is what was not measured. */
export type SecurityDay = {
  readonly date: string;
  readonly isStale: boolean;
  /** The lots of the symbol together; an option on it is another symbol. */
  readonly weight: number | null;
  readonly betaContribution: number | null;
  readonly volatilityContribution: number | null;
  readonly beta90: { readonly beta: number; readonly low: number | null; readonly high: number | null } | null;
  readonly beta252: { readonly beta: number; readonly low: number | null; readonly high: number | null } | null;
  readonly realized21d: number | null;
  readonly realized63d: number | null;
  /** √(252 · mean squared return) of the last 21 returns. */
  readonly meanSquare21d: number | null;
  readonly expected21d: number | null;
  readonly expectedLow: number | null;
  readonly expectedHigh: number | null;
  readonly ewma21d: number | null;
  readonly har21d: number | null;
  readonly percentile: number | null;
};

/** Five years of days. */
const mostDays = 1_260;

/**
 * The stored days of a portfolio up to `until` on which it held what the security moves, oldest first. Weights and
 * contributions are those of what was held under `symbol`: the security's own, or that of an option on it.
 */
export async function securityDays(
  owner: Owner,
  portfolioId: string,
  securityId: number,
  symbol: string,
  until: string,
): Promise<SecurityDay[]> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const beta = (alias: string) =>
    `CASE WHEN ${alias}.beta IS NOT NULL
          THEN json_build_object('beta', ${alias}.beta, 'low', ${alias}.ci95_low, 'high', ${alias}.ci95_high) END`;
  const { rows } = await pool().query(
    `WITH days AS MATERIALIZED (
       SELECT s.snapshot_date AS date, s.stale_since IS NOT NULL AS is_stale, r.method_version, i.id AS index_id,
              q.run_id, q.beta_hashes[array_position(q.security_ids, $3)] AS beta_hash,
              q.volatility_hashes[array_position(q.security_ids, $3)] AS volatility_hash
         FROM portfolio_snapshots s JOIN portfolios p ON p.id = s.portfolio_id JOIN runs r ON r.id = s.run_id
         JOIN run_positions q ON q.run_id = r.id LEFT JOIN securities i ON i.symbol = r.market_index
        WHERE p.id = $1 AND p.owner_id = $2 AND s.snapshot_date <= $4
          AND array_position(q.security_ids, $3) IS NOT NULL
        ORDER BY s.snapshot_date DESC LIMIT $5)
     SELECT d.date, d.is_stale AS "isStale", held.weight, held.beta AS "betaContribution",
            held.volatility AS "volatilityContribution", ${beta('b')} AS beta90, ${beta('c')} AS beta252,
            v.realized_21d AS "realized21d", v.realized_63d AS "realized63d", v.monthly AS "meanSquare21d",
            v.expected_21d AS "expected21d", v.expected_low AS "expectedLow", v.expected_high AS "expectedHigh",
            v.ewma_21d AS "ewma21d", v.har_21d AS "har21d", v.percentile
       FROM days d JOIN run_positions q ON q.run_id = d.run_id
      CROSS JOIN LATERAL (
        SELECT sum(q.weights[place]) AS weight, sum(q.beta_contributions[place]) AS beta,
               sum(q.volatility_contributions[place]) AS volatility
          FROM unnest(array_positions(q.security_ids, $3)) AS place
         WHERE q.position_ids[place] IN (SELECT id FROM positions WHERE portfolio_id = $1 AND symbol = $6)) AS held
       LEFT JOIN symbol_market_betas b ON b.security_id = $3 AND b.index_id = d.index_id AND b.as_of = d.date
             AND b.window_days = 90 AND b.method = 'OLS_SIMPLE' AND b.method_version = d.method_version
             AND b.input_hash = d.beta_hash
       LEFT JOIN symbol_market_betas c ON c.security_id = $3 AND c.index_id = d.index_id AND c.as_of = d.date
             AND c.window_days = 252 AND c.method = 'OLS_SIMPLE' AND c.method_version = d.method_version
             AND c.input_hash = d.beta_hash
       LEFT JOIN symbol_volatilities v ON v.security_id = $3 AND v.as_of = d.date
             AND v.method_version = d.method_version AND v.input_hash = d.volatility_hash
      ORDER BY d.date`,
    [portfolioId, owner, securityId, until, mostDays, symbol],
  );
  return rows;
}

/** A regression of a security as it is stored with a snapshot. */
export type StoredBeta = Omit<SymbolBeta, keyof SymbolKey | 'indexId'>;

/** Every regression of a security that is stored with a snapshot, which was read for its owner. */
export async function securityBetas(snapshot: Snapshot, securityId: number): Promise<StoredBeta[]> {
  const { rows } = await pool().query(
    `SELECT b.window_days AS "windowDays", b.method, b.beta, b.alpha, b.r_squared AS "rSquared",
            b.std_error AS "stdError", b.p_value AS "pValue", b.hc1_std_error AS "hc1StdError",
            b.hc3_std_error AS "hc3StdError", b.nw_std_error AS "nwStdError", b.ci95_low AS "ci95Low",
            b.ci95_high AS "ci95High", b.hc3_p_zero AS "hc3PZero", b.hc3_p_one AS "hc3POne",
            b.residual_sd AS "residualSd", b.first_date AS "firstDate", b.last_date AS "lastDate", b.observations,
            b.required, b.dropped, b.reason
       FROM run_positions q
       JOIN securities i ON i.symbol = $2
       JOIN symbol_market_betas b ON b.security_id = $5 AND b.index_id = i.id AND b.as_of = $3
            AND b.method_version = $4 AND b.input_hash = q.beta_hashes[array_position(q.security_ids, $5)]
      WHERE q.run_id = $1 ORDER BY b.method, b.window_days`,
    [snapshot.runId, snapshot.marketIndex, snapshot.date, snapshot.methodVersion, securityId],
  );
  return rows;
}

/** Every volatility measure of a security that is stored with a snapshot; null where it has none. */
export type StoredVolatility = Omit<SymbolVolatility, keyof SymbolKey>;

export async function securityVolatility(snapshot: Snapshot, securityId: number): Promise<StoredVolatility | null> {
  const { rows } = await pool().query(
    `SELECT v.realized_21d AS "realized21d", v.realized_63d AS "realized63d", v.realized_252d AS "realized252d",
            v.daily, v.weekly, v.monthly, v.expected_21d AS "expected21d", v.expected_low AS "expectedLow",
            v.expected_high AS "expectedHigh", v.expected_method AS "expectedMethod", v.ewma_21d AS "ewma21d",
            v.har_21d AS "har21d", v.har_r_squared AS "harRSquared", v.trend, v.trend_z AS "trendZ",
            v.trend_p_value AS "trendPValue", v.trend_ratio AS "trendRatio", v.percentile,
            v.percentile_observations AS "percentileObservations", v.first_date AS "firstDate",
            v.last_date AS "lastDate", v.observations, v.dropped, v.unavailable
       FROM run_positions q
       JOIN symbol_volatilities v ON v.security_id = $4 AND v.as_of = $2 AND v.method_version = $3
            AND v.input_hash = q.volatility_hashes[array_position(q.security_ids, $4)]
      WHERE q.run_id = $1`,
    [snapshot.runId, snapshot.date, snapshot.methodVersion, securityId],
  );
  return rows[0] ?? null;
}

/** The security that moves what a snapshot holds under a symbol; null where nothing of it has one. */
export type HeldSecurity = { readonly id: number; readonly symbol: string };

export async function heldSecurity(snapshot: Snapshot, symbol: string): Promise<HeldSecurity | null> {
  const { rows } = await pool().query(
    `SELECT s.id, s.symbol FROM run_positions o
      CROSS JOIN LATERAL unnest(o.position_ids, o.security_ids) AS x (position_id, security_id)
       JOIN positions q ON q.id = x.position_id JOIN securities s ON s.id = x.security_id
      WHERE o.run_id = $1 AND q.symbol = $2 ORDER BY q.asset_class = 'option', q.id LIMIT 1`,
    [snapshot.runId, symbol],
  );
  return rows[0] ?? null;
}

/** Whether a portfolio of this owner's holds, or has ever held, something under a symbol. */
export async function hasHeld(owner: Owner, portfolioId: string, symbol: string): Promise<boolean> {
  const { rows } = await pool().query(
    `SELECT FROM positions q JOIN portfolios p ON p.id = q.portfolio_id
      WHERE p.id = $1 AND p.owner_id = $2 AND q.symbol = $3 LIMIT 1`,
    [portfolioId, owner, symbol],
  );
  return rows.length > 0;
}

/** The days between two, both included, on which a security has a close, oldest first. */
export async function closeDates(securityId: number, from: string, to: string): Promise<string[]> {
  const { rows } = await pool().query(
    `SELECT date FROM daily_prices WHERE security_id = $1 AND date BETWEEN $2 AND $3 ORDER BY date`,
    [securityId, from, to],
  );
  return rows.map((row) => row.date);
}
