import 'server-only';
import type { Queryable } from './client';

/** A trailing series of a run; low and high are its band where it has one. */
export type RunSeries = {
  readonly name: string;
  readonly dates: readonly string[];
  readonly values: readonly number[];
  readonly low?: readonly number[];
  readonly high?: readonly number[];
};

/** A lot within a run. Null is what could not be measured; `reason` says why where the lot has no beta and no volatility. */
export type RunPosition = {
  readonly positionId: string;
  readonly securityId: number | null;
  /** In units of the day of the snapshot. */
  readonly quantity: number;
  readonly marketValue: number | null;
  readonly exposure: number | null;
  readonly weight: number | null;
  readonly betaContribution: number | null;
  readonly volatilityContribution: number | null;
  readonly reason: string | null;
  readonly betaHash: string | null;
  readonly volatilityHash: string | null;
};

/** The contract's columns of a snapshot, exact: they are rounded to their types on the way in. */
export type SnapshotColumns = {
  readonly equityValue: number | null;
  readonly grossValue: number | null;
  readonly positionsTotal: number;
  readonly positionsCovered: number;
  readonly marketBetaWeighted: number | null;
  readonly marketBetaRSquared: number | null;
  readonly marketBetaObservations: number | null;
  readonly marketBetaDirect: number | null;
  readonly sectorExposure: Readonly<Record<string, number>> | null;
  readonly hhi: number | null;
  readonly effectiveNumPositions: number | null;
  readonly top3Concentration: number | null;
  readonly top10Concentration: number | null;
  readonly realizedVolatility21d: number | null;
  readonly realizedVolatility63d: number | null;
  readonly expectedVolatility21d: number | null;
  readonly volatilityTrend: string | null;
  readonly volatilityPercentile: number | null;
};

export type NewRun = {
  readonly portfolioId: string;
  readonly recalculationId: string | null;
  readonly snapshotDate: string;
  readonly marketIndex: string;
  readonly marketIndexId: number | null;
  readonly benchmarkCode: string;
  readonly holdingsVersion: number;
  readonly methodVersion: number;
  readonly inputHash: string;
  /** What was found out about the portfolio as a whole; written as JSON, which cannot carry NaN. */
  readonly estimates: object;
  readonly snapshot: SnapshotColumns;
  readonly positions: readonly RunPosition[];
  readonly series: readonly RunSeries[];
};

/** The inputs behind the stored snapshot of a day; null where there is none. */
export async function storedInputHash(
  client: Queryable,
  portfolioId: string,
  snapshotDate: string,
): Promise<string | null> {
  const { rows } = await client.query(
    `SELECT r.input_hash FROM portfolio_snapshots s JOIN runs r ON r.id = s.run_id
      WHERE s.portfolio_id = $1 AND s.snapshot_date = $2`,
    [portfolioId, snapshotDate],
  );
  return rows[0]?.input_hash ?? null;
}

/**
 * Takes the portfolio for one writer until the transaction ends and answers whether its lots are still those of
 * `holdingsVersion`: results made from older lots are never stored over newer ones.
 */
export async function holdsVersion(client: Queryable, portfolioId: string, holdingsVersion: number): Promise<boolean> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('ballast run ' || $1, 0))`, [portfolioId]);
  const { rows } = await client.query(`SELECT FROM portfolios WHERE id = $1 AND holdings_version = $2 FOR SHARE`, [
    portfolioId,
    holdingsVersion,
  ]);
  return rows.length === 1;
}

/** JSON of a value; throws where it holds a number that JSON would turn into null. */
function finiteJson(value: unknown): string {
  return JSON.stringify(value, (key, part) => {
    if (typeof part === 'number' && !Number.isFinite(part))
      throw new RangeError(`runs: needs finite numbers, got ${part} for ${key}`);
    return part;
  });
}

/**
 * Stores a run whole, within the caller's transaction: the run with its exact estimates, lots and series, then from
 * them, inside the database, the contract's rows rounded to their types, and away with the rows of the run before.
 * The symbols' own estimates (`saveSymbolBetas`, `saveSymbolVolatilities`) must be there already.
 */
export async function saveRun(client: Queryable, run: NewRun): Promise<string> {
  const { rows } = await client.query(
    `INSERT INTO runs (portfolio_id, recalculation_id, snapshot_date, market_index, benchmark_code, holdings_version,
                       method_version, input_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      run.portfolioId,
      run.recalculationId,
      run.snapshotDate,
      run.marketIndex,
      run.benchmarkCode,
      run.holdingsVersion,
      run.methodVersion,
      run.inputHash,
    ],
  );
  const runId: string = rows[0].id;
  await client.query(`INSERT INTO portfolio_estimates (run_id, estimates) VALUES ($1, $2)`, [
    runId,
    finiteJson(run.estimates),
  ]);
  await savePositions(client, runId, run.positions);
  for (const series of run.series) await saveSeries(client, runId, series);
  await fillPositionBetas(client, runId, run);
  await fillPositionVolatilities(client, runId, run);
  await fillSnapshot(client, runId, run);
  return runId;
}

async function savePositions(client: Queryable, runId: string, positions: readonly RunPosition[]): Promise<void> {
  const column = <K extends keyof RunPosition>(name: K) => positions.map((position) => position[name]);
  await client.query(
    `INSERT INTO run_positions (run_id, position_ids, security_ids, quantities, market_values, exposures, weights,
                                beta_contributions, volatility_contributions, reasons, beta_hashes, volatility_hashes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      runId,
      column('positionId'),
      column('securityId'),
      column('quantity'),
      column('marketValue'),
      column('exposure'),
      column('weight'),
      column('betaContribution'),
      column('volatilityContribution'),
      column('reason'),
      column('betaHash'),
      column('volatilityHash'),
    ],
  );
}

async function saveSeries(client: Queryable, runId: string, series: RunSeries): Promise<void> {
  await client.query(
    `INSERT INTO run_series (run_id, name, dates, values, low, high) VALUES ($1, $2, $3, $4, $5, $6)`,
    [runId, series.name, series.dates, series.values, series.low ?? null, series.high ?? null],
  );
}

/** The largest numbers NUMERIC(12,6) and NUMERIC(10,4) hold; what is beyond stays in the exact tables alone. */
const largest12 = 999_999.999_999;
const largest10 = 999_999.999_9;
const within = (expression: string, largest: number) =>
  `CASE WHEN abs(${expression}) <= ${largest} THEN ${expression} END`;

async function fillPositionBetas(client: Queryable, runId: string, run: NewRun): Promise<void> {
  await client.query(
    `INSERT INTO position_market_betas (portfolio_id, position_id, calc_date, beta, alpha, r_squared, std_error, p_value,
                                        observations, window_days, method, market_index, run_id)
     SELECT $2, p.position_id, $3, b.beta, ${within('b.alpha', largest12)}, b.r_squared,
            ${within('b.std_error', largest12)}, b.p_value, b.observations, b.window_days, b.method, $5, $1
       FROM run_positions r
      CROSS JOIN LATERAL unnest(r.position_ids, r.security_ids, r.reasons, r.beta_hashes)
              AS p (position_id, security_id, reason, input_hash)
       JOIN symbol_market_betas b ON b.security_id = p.security_id AND b.index_id = $4 AND b.as_of = $3
            AND b.method = 'OLS_SIMPLE' AND b.method_version = $6 AND b.input_hash = p.input_hash
      WHERE r.run_id = $1 AND p.reason IS NULL AND abs(b.beta) <= ${largest12}
     ON CONFLICT (portfolio_id, position_id, calc_date, method, window_days) DO UPDATE
        SET beta = excluded.beta, alpha = excluded.alpha, r_squared = excluded.r_squared,
            std_error = excluded.std_error, p_value = excluded.p_value, observations = excluded.observations,
            market_index = excluded.market_index, run_id = excluded.run_id, updated_at = now() AT TIME ZONE 'UTC'`,
    [runId, run.portfolioId, run.snapshotDate, run.marketIndexId, run.marketIndex, run.methodVersion],
  );
  await client.query(
    `DELETE FROM position_market_betas WHERE portfolio_id = $1 AND calc_date = $2 AND run_id IS DISTINCT FROM $3`,
    [run.portfolioId, run.snapshotDate, runId],
  );
}

async function fillPositionVolatilities(client: Queryable, runId: string, run: NewRun): Promise<void> {
  const columns = [
    ['realized_vol_21d', 'realized_21d'],
    ['realized_vol_63d', 'realized_63d'],
    ['vol_daily', 'daily'],
    ['vol_weekly', 'weekly'],
    ['vol_monthly', 'monthly'],
    ['expected_vol_21d', 'expected_21d'],
  ] as const;
  const names = columns.map(([name]) => name);
  const copied = [...names, 'vol_trend', 'vol_trend_strength', 'vol_percentile', 'observations', 'model_r_squared'];
  await client.query(
    `INSERT INTO position_volatility (position_id, calculation_date, ${copied.join(', ')}, run_id)
     SELECT p.position_id, $2, ${columns.map(([, from]) => within(`v.${from}`, largest10)).join(', ')},
            v.trend, 1 - v.trend_p_value, v.percentile, v.observations, v.har_r_squared, $1
       FROM run_positions r
      CROSS JOIN LATERAL unnest(r.position_ids, r.security_ids, r.reasons, r.volatility_hashes)
              AS p (position_id, security_id, reason, input_hash)
       JOIN symbol_volatilities v ON v.security_id = p.security_id AND v.as_of = $2 AND v.method_version = $3
            AND v.input_hash = p.input_hash
      WHERE r.run_id = $1 AND p.reason IS NULL
        AND coalesce(v.realized_21d, v.realized_63d, v.expected_21d) IS NOT NULL
     ON CONFLICT (position_id, calculation_date) DO UPDATE
        SET ${copied.map((name) => `${name} = excluded.${name}`).join(', ')}, run_id = excluded.run_id,
            updated_at = now() AT TIME ZONE 'UTC'`,
    [runId, run.snapshotDate, run.methodVersion],
  );
  await client.query(
    `DELETE FROM position_volatility v USING positions p
      WHERE p.id = v.position_id AND p.portfolio_id = $1 AND v.calculation_date = $2 AND v.run_id IS DISTINCT FROM $3`,
    [run.portfolioId, run.snapshotDate, runId],
  );
}

async function fillSnapshot(client: Queryable, runId: string, run: NewRun): Promise<void> {
  const held = (value: number | null, bound = largest10) => (value !== null && Math.abs(value) > bound ? null : value);
  const s = run.snapshot;
  const columns: Record<string, unknown> = {
    equity_value: s.equityValue,
    gross_value: s.grossValue,
    positions_total: s.positionsTotal,
    positions_covered: s.positionsCovered,
    market_beta_weighted: held(s.marketBetaWeighted),
    market_beta_r_squared: s.marketBetaRSquared,
    market_beta_observations: s.marketBetaObservations,
    market_beta_direct: held(s.marketBetaDirect),
    sector_exposure: s.sectorExposure === null ? null : finiteJson(s.sectorExposure),
    hhi: s.hhi,
    effective_num_positions: s.effectiveNumPositions,
    top_3_concentration: s.top3Concentration,
    top_10_concentration: s.top10Concentration,
    realized_volatility_21d: held(s.realizedVolatility21d),
    realized_volatility_63d: held(s.realizedVolatility63d),
    expected_volatility_21d: held(s.expectedVolatility21d),
    volatility_trend: s.volatilityTrend,
    volatility_percentile: s.volatilityPercentile,
    run_id: runId,
  };
  const names = Object.keys(columns);
  await client.query(
    `INSERT INTO portfolio_snapshots (portfolio_id, snapshot_date, ${names.join(', ')})
     VALUES ($1, $2, ${names.map((_, i) => `$${i + 3}`).join(', ')})
     ON CONFLICT (portfolio_id, snapshot_date) DO UPDATE
        SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}, updated_at = now() AT TIME ZONE 'UTC'`,
    [run.portfolioId, run.snapshotDate, ...Object.values(columns)],
  );
}
