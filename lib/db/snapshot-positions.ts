import 'server-only';
import { pool } from './client';
import type { Snapshot } from './snapshots';

/** A lot within a snapshot, with the exact estimates of the security that moves it. Null is what was not measured. */
export type SnapshotPosition = {
  readonly id: string;
  readonly symbol: string;
  readonly name: string | null;
  readonly assetClass: 'stock' | 'fund' | 'option' | 'private' | 'cash';
  readonly sector: string | null;
  readonly underlying: string | null;
  /** In units of the snapshot's day. */
  readonly quantity: number;
  readonly marketValue: number | null;
  readonly exposure: number | null;
  readonly weight: number | null;
  readonly betaContribution: number | null;
  readonly volatilityContribution: number | null;
  /** Why the lot as a whole has no numbers; null where its security decides. */
  readonly reason: string | null;
  readonly beta: {
    readonly beta: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly standardError: number | null;
    readonly rSquared: number | null;
    readonly pValue: number | null;
    readonly observations: number;
    readonly required: number;
    readonly dropped: number;
    readonly firstDate: string | null;
    readonly lastDate: string | null;
    readonly reason: string | null;
  } | null;
  readonly volatility: {
    readonly realized21d: number | null;
    readonly realized63d: number | null;
    readonly expected21d: number | null;
    readonly expectedLow: number | null;
    readonly expectedHigh: number | null;
    readonly expectedMethod: string | null;
    readonly trend: 'increasing' | 'decreasing' | 'stable' | null;
    readonly trendZ: number | null;
    readonly percentile: number | null;
    readonly observations: number;
    readonly unavailable: Readonly<Record<string, { reason: string; observations: number; required: number }>> | null;
  } | null;
};

/** The lots of a snapshot in the order of the run; the snapshot was read for its owner. */
export async function snapshotPositions(snapshot: Snapshot): Promise<SnapshotPosition[]> {
  const { rows } = await pool().query(
    `SELECT q.id, q.symbol, s.name, q.asset_class AS "assetClass", s.sector, p.quantity,
            CASE WHEN q.asset_class = 'option' THEN s.symbol END AS underlying,
            p.market_value AS "marketValue", p.exposure, p.weight, p.beta_contribution AS "betaContribution",
            p.volatility_contribution AS "volatilityContribution", p.reason,
            CASE WHEN b.security_id IS NOT NULL THEN json_build_object(
              'beta', b.beta, 'low', b.ci95_low, 'high', b.ci95_high, 'standardError', b.hc3_std_error,
              'rSquared', b.r_squared, 'pValue', b.hc3_p_zero, 'observations', b.observations, 'required', b.required,
              'dropped', b.dropped, 'firstDate', b.first_date, 'lastDate', b.last_date, 'reason', b.reason) END AS beta,
            CASE WHEN v.security_id IS NOT NULL THEN json_build_object(
              'realized21d', v.realized_21d, 'realized63d', v.realized_63d, 'expected21d', v.expected_21d,
              'expectedLow', v.expected_low, 'expectedHigh', v.expected_high, 'expectedMethod', v.expected_method,
              'trend', v.trend, 'trendZ', v.trend_z, 'percentile', v.percentile, 'observations', v.observations,
              'unavailable', v.unavailable) END AS volatility
       FROM run_positions r
      CROSS JOIN LATERAL unnest(r.position_ids, r.security_ids, r.quantities, r.market_values, r.exposures, r.weights,
                                r.beta_contributions, r.volatility_contributions, r.reasons, r.beta_hashes,
                                r.volatility_hashes) WITH ORDINALITY
              AS p (position_id, security_id, quantity, market_value, exposure, weight, beta_contribution,
                    volatility_contribution, reason, beta_hash, volatility_hash, place)
       JOIN positions q ON q.id = p.position_id
       LEFT JOIN securities s ON s.id = p.security_id
       LEFT JOIN securities i ON i.symbol = $2
       LEFT JOIN symbol_market_betas b ON b.security_id = p.security_id AND b.index_id = i.id AND b.as_of = $3
             AND b.window_days = 90 AND b.method = 'OLS_SIMPLE' AND b.method_version = $4 AND b.input_hash = p.beta_hash
       LEFT JOIN symbol_volatilities v ON v.security_id = p.security_id AND v.as_of = $3 AND v.method_version = $4
             AND v.input_hash = p.volatility_hash
      WHERE r.run_id = $1 ORDER BY p.place`,
    [snapshot.runId, snapshot.marketIndex, snapshot.date, snapshot.methodVersion],
  );
  return rows;
}
