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
  /** The inputs as a whole, and the part of them that can be told without looking at a close. */
  readonly inputHash: string;
  readonly bookHash: string;
  /** What was found out about the portfolio as a whole; written as JSON, which cannot carry NaN. */
  readonly estimates: object;
  readonly snapshot: SnapshotColumns;
  readonly positions: readonly RunPosition[];
  readonly series: readonly RunSeries[];
};

/** What a stored day was made from; `isStale` where history has changed since. */
export type StoredDay = { readonly inputHash: string; readonly bookHash: string | null; readonly isStale: boolean };

/** The stored days of a portfolio from `from` to `to`, by date. */
export async function storedDays(
  client: Queryable,
  portfolioId: string,
  from: string,
  to: string,
): Promise<Map<string, StoredDay>> {
  const { rows } = await client.query(
    `SELECT s.snapshot_date AS date, r.input_hash AS "inputHash", r.book_hash AS "bookHash",
            s.stale_since IS NOT NULL AS "isStale"
       FROM portfolio_snapshots s JOIN runs r ON r.id = s.run_id
      WHERE s.portfolio_id = $1 AND s.snapshot_date BETWEEN $2 AND $3`,
    [portfolioId, from, to],
  );
  return new Map(rows.map(({ date, ...day }) => [date, day]));
}

/** The moment of reading: what is committed after it was not read. */
export async function readingMoment(client: Queryable): Promise<string> {
  const { rows } = await client.query(`SELECT pg_current_snapshot()::text AS moment`);
  return rows[0].moment;
}

/** What a portfolio's numbers are made from, for asking whether it is still so. */
export type InputsRead = {
  readonly portfolioId: string;
  readonly currency: string;
  readonly marketIndex: string;
  readonly benchmarkCode: string;
  readonly holdingsVersion: number;
  readonly securityIds: readonly number[];
  /** Symbols that play a part whether or not they were there: the pairs of currencies. */
  readonly symbols: readonly string[];
  readonly moment: string;
};

/**
 * Takes the portfolio for one writer until the transaction ends and answers whether its lots, its settings and the past
 * of its securities are still what they were at the moment of reading: results made from older inputs are never stored
 * over newer ones. A change that commits later waits for this transaction, and then marks what it stored as stale.
 *
 * `busy`: somebody is marking its snapshots or writing them. It is not waited for, since whoever it is may want the row
 * that is locked here: the transaction has to be given up and tried again.
 */
export async function takeForWriting(client: Queryable, inputs: InputsRead): Promise<'current' | 'changed' | 'busy'> {
  const { rows } = await client.query(
    `SELECT FROM portfolios WHERE id = $1 AND holdings_version = $2 AND currency = $3 AND market_index = $4
        AND benchmark_code = $5 FOR SHARE`,
    [inputs.portfolioId, inputs.holdingsVersion, inputs.currency, inputs.marketIndex, inputs.benchmarkCode],
  );
  if (rows.length === 0) return 'changed';
  const { rows: locked } = await client.query(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('ballast run ' || $1, 0)) AS taken`,
    [inputs.portfolioId],
  );
  if (!locked[0].taken) return 'busy';
  // A transaction number that is still to come was written by another server, before a restore.
  const { rows: changed } = await client.query(
    `SELECT FROM securities
      WHERE (id = ANY($1) OR symbol = ANY($3)) AND history_changed > 0
        AND history_changed < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        AND NOT pg_visible_in_snapshot(history_changed::text::xid8, $2::pg_snapshot) LIMIT 1`,
    [inputs.securityIds, inputs.moment, [inputs.marketIndex, ...inputs.symbols]],
  );
  return changed.length === 0 ? 'current' : 'changed';
}

/** Days that were measured again and have not changed are no longer stale. */
export async function keepDays(client: Queryable, portfolioId: string, dates: readonly string[]): Promise<void> {
  await client.query(
    `UPDATE portfolio_snapshots SET stale_since = NULL, stale_reason = NULL
      WHERE portfolio_id = $1 AND snapshot_date = ANY($2) AND stale_since IS NOT NULL`,
    [portfolioId, dates],
  );
}

/** JSON of a value; throws where it holds a number that JSON would turn into null. */
function finiteJson(value: unknown): string {
  return JSON.stringify(value, (key, part) => {
    if (typeof part === 'number' && !Number.isFinite(part))
      throw new RangeError(`runs: needs finite numbers, got ${part} for ${key}`);
    return part;
  });
}

/** An array as PostgreSQL writes one. What is put here (numbers, days, ids, reasons) needs no quotes. */
const arrayText = (values: readonly (number | string | null)[]): string =>
  `{${values.map((value) => (value === null ? 'NULL' : value)).join(',')}}`;

/** The columns of `run_positions`, their types and where their values stand in a lot. */
const positionColumns = [
  ['position_ids', 'uuid', 'positionId'],
  ['security_ids', 'int', 'securityId'],
  ['quantities', 'float8', 'quantity'],
  ['market_values', 'float8', 'marketValue'],
  ['exposures', 'float8', 'exposure'],
  ['weights', 'float8', 'weight'],
  ['beta_contributions', 'float8', 'betaContribution'],
  ['volatility_contributions', 'float8', 'volatilityContribution'],
  ['reasons', 'varchar', 'reason'],
  ['beta_hashes', 'uuid', 'betaHash'],
  ['volatility_hashes', 'uuid', 'volatilityHash'],
] as const;

/**
 * Stores runs of one portfolio, each on a day of its own, within the caller's transaction: the runs with their exact
 * estimates, lots and series, then from them, inside the database and for all of the days at once, the contract's rows
 * rounded to their types, and away with the rows of the runs before. The symbols' own estimates (`saveSymbolBetas`,
 * `saveSymbolVolatilities`) must be there already.
 */
export async function saveRuns(client: Queryable, runs: readonly NewRun[]): Promise<void> {
  if (runs.length === 0) return;
  const { portfolioId, marketIndex, marketIndexId, methodVersion } = runs[0];
  if (runs.some((run) => run.portfolioId !== portfolioId || run.marketIndex !== marketIndex))
    throw new RangeError('saveRuns: needs runs of one portfolio against one index');
  const { rows: made } = await client.query(
    `INSERT INTO runs (portfolio_id, recalculation_id, snapshot_date, market_index, benchmark_code, holdings_version,
                       method_version, input_hash, book_hash)
     SELECT $1, recalculation_id, snapshot_date, $2, benchmark_code, holdings_version, $3, input_hash, book_hash
       FROM unnest($4::uuid[], $5::date[], $6::text[], $7::int[], $8::uuid[], $9::uuid[])
         AS given (recalculation_id, snapshot_date, benchmark_code, holdings_version, input_hash, book_hash)
     RETURNING id, snapshot_date AS date`,
    [
      portfolioId,
      marketIndex,
      methodVersion,
      runs.map((run) => run.recalculationId),
      runs.map((run) => run.snapshotDate),
      runs.map((run) => run.benchmarkCode),
      runs.map((run) => run.holdingsVersion),
      runs.map((run) => run.inputHash),
      runs.map((run) => run.bookHash),
    ],
  );
  const idOf = new Map<string, string>(made.map(({ id, date }) => [date, id]));
  const ids = runs.map((run) => idOf.get(run.snapshotDate)!);
  await client.query(
    `INSERT INTO portfolio_estimates (run_id, estimates) SELECT * FROM unnest($1::uuid[], $2::jsonb[])`,
    [ids, runs.map((run) => finiteJson(run.estimates))],
  );
  await savePositions(client, ids, runs);
  await saveSeries(client, ids, runs);
  const dates = runs.map((run) => run.snapshotDate);
  const { rows: before } = await client.query(
    `SELECT snapshot_date AS date FROM portfolio_snapshots WHERE portfolio_id = $1 AND snapshot_date = ANY($2)`,
    [portfolioId, dates],
  );
  const filled: Filled = {
    ids,
    portfolioId,
    marketIndex,
    marketIndexId,
    methodVersion,
    replaced: before.map(({ date }) => date),
  };
  await fillPositionBetas(client, filled);
  await fillPositionVolatilities(client, filled);
  await fillSnapshots(client, ids, runs);
}

/** Runs that are stored, whose rows of the contract are to be filled; `replaced`: the days that had such rows before. */
type Filled = Pick<NewRun, 'portfolioId' | 'marketIndex' | 'marketIndexId' | 'methodVersion'> & {
  readonly ids: readonly string[];
  readonly replaced: readonly string[];
};

async function savePositions(client: Queryable, ids: readonly string[], runs: readonly NewRun[]): Promise<void> {
  const names = positionColumns.map(([name]) => name);
  await client.query(
    `INSERT INTO run_positions (run_id, ${names.join(', ')})
     SELECT run_id, ${positionColumns.map(([name, type]) => `${name}::${type}[]`).join(', ')}
       FROM unnest($1::uuid[], ${names.map((_, i) => `$${i + 2}::text[]`).join(', ')}) AS given (run_id, ${names.join(', ')})`,
    [
      ids,
      ...positionColumns.map(([, , value]) =>
        runs.map((run) => arrayText(run.positions.map((position) => position[value]))),
      ),
    ],
  );
}

async function saveSeries(client: Queryable, ids: readonly string[], runs: readonly NewRun[]): Promise<void> {
  const all = runs.flatMap((run, i) => run.series.map((series) => ({ id: ids[i], ...series })));
  await client.query(
    `INSERT INTO run_series (run_id, name, dates, values, low, high)
     SELECT run_id, name, dates::date[], numbers::float8[], low::float8[], high::float8[]
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         AS given (run_id, name, dates, numbers, low, high)`,
    [
      all.map(({ id }) => id),
      all.map(({ name }) => name),
      all.map(({ dates }) => arrayText(dates)),
      all.map(({ values }) => arrayText(values)),
      all.map(({ low }) => (low ? arrayText(low) : null)),
      all.map(({ high }) => (high ? arrayText(high) : null)),
    ],
  );
}

/** The largest numbers NUMERIC(12,6), (10,4) and (20,2) hold; what is beyond stays in the exact tables alone. */
const largest12 = 999_999.999_999;
const largest10 = 999_999.999_9;
const largest20 = 999_999_999_999_999_000;
const within = (expression: string, largest: number) =>
  `CASE WHEN abs(${expression}) <= ${largest} THEN ${expression} END`;

/**
 * Of rows written a moment ago nothing is known to the planner, which would look them up by half of their key. A subquery
 * with an OFFSET is not taken apart, so that it has all of the key when it is asked.
 */
const wholeKey = 'OFFSET 0';

async function fillPositionBetas(client: Queryable, filled: Filled): Promise<void> {
  const { ids, portfolioId, marketIndex, marketIndexId, methodVersion, replaced } = filled;
  await client.query(
    `INSERT INTO position_market_betas (portfolio_id, position_id, calc_date, beta, alpha, r_squared, std_error, p_value,
                                        observations, window_days, method, market_index, run_id)
     SELECT $2, p.position_id, u.snapshot_date, b.beta, ${within('b.alpha', largest12)}, b.r_squared,
            ${within('b.std_error', largest12)}, b.p_value, b.observations, b.window_days, b.method, $4, u.id
       FROM runs u JOIN run_positions r ON r.run_id = u.id
      CROSS JOIN LATERAL unnest(r.position_ids, r.security_ids, r.reasons, r.beta_hashes)
              AS p (position_id, security_id, reason, input_hash)
      CROSS JOIN LATERAL (
        SELECT * FROM symbol_market_betas s
         WHERE s.security_id = p.security_id AND s.index_id = $3 AND s.as_of = u.snapshot_date
           AND s.method = 'OLS_SIMPLE' AND s.method_version = $5 AND s.input_hash = p.input_hash
        ${wholeKey}) AS b
      WHERE u.id = ANY($1) AND p.reason IS NULL AND abs(b.beta) <= ${largest12}
     ON CONFLICT (portfolio_id, position_id, calc_date, method, window_days) DO UPDATE
        SET beta = excluded.beta, alpha = excluded.alpha, r_squared = excluded.r_squared,
            std_error = excluded.std_error, p_value = excluded.p_value, observations = excluded.observations,
            market_index = excluded.market_index, run_id = excluded.run_id, updated_at = now() AT TIME ZONE 'UTC'`,
    [ids, portfolioId, marketIndexId, marketIndex, methodVersion],
  );
  if (replaced.length > 0)
    await client.query(
      `DELETE FROM position_market_betas
        WHERE portfolio_id = $1 AND calc_date = ANY($2) AND (run_id = ANY($3)) IS NOT TRUE`,
      [portfolioId, replaced, ids],
    );
}

async function fillPositionVolatilities(client: Queryable, filled: Filled): Promise<void> {
  const { ids, portfolioId, methodVersion, replaced } = filled;
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
     SELECT p.position_id, u.snapshot_date, ${columns.map(([, from]) => within(`v.${from}`, largest10)).join(', ')},
            v.trend, 1 - v.trend_p_value, v.percentile, v.observations, v.har_r_squared, u.id
       FROM runs u JOIN run_positions r ON r.run_id = u.id
      CROSS JOIN LATERAL unnest(r.position_ids, r.security_ids, r.reasons, r.volatility_hashes)
              AS p (position_id, security_id, reason, input_hash)
      CROSS JOIN LATERAL (
        SELECT * FROM symbol_volatilities s
         WHERE s.security_id = p.security_id AND s.as_of = u.snapshot_date AND s.method_version = $2
           AND s.input_hash = p.input_hash
        ${wholeKey}) AS v
      WHERE u.id = ANY($1) AND p.reason IS NULL
        AND coalesce(v.realized_21d, v.realized_63d, v.expected_21d) IS NOT NULL
     ON CONFLICT (position_id, calculation_date) DO UPDATE
        SET ${copied.map((name) => `${name} = excluded.${name}`).join(', ')}, run_id = excluded.run_id,
            updated_at = now() AT TIME ZONE 'UTC'`,
    [ids, methodVersion],
  );
  if (replaced.length > 0)
    await client.query(
      `DELETE FROM position_volatility v USING positions p
        WHERE p.id = v.position_id AND p.portfolio_id = $1 AND v.calculation_date = ANY($2)
          AND (v.run_id = ANY($3)) IS NOT TRUE`,
      [portfolioId, replaced, ids],
    );
}

/** The columns of a snapshot, their types and values. */
const snapshotColumns: readonly (readonly [name: string, type: string, value: (s: SnapshotColumns) => unknown])[] = [
  ['equity_value', 'numeric', (s) => held(s.equityValue, largest20)],
  ['gross_value', 'numeric', (s) => held(s.grossValue, largest20)],
  ['positions_total', 'int', (s) => s.positionsTotal],
  ['positions_covered', 'int', (s) => s.positionsCovered],
  ['market_beta_weighted', 'numeric', (s) => held(s.marketBetaWeighted)],
  ['market_beta_r_squared', 'numeric', (s) => s.marketBetaRSquared],
  ['market_beta_observations', 'int', (s) => s.marketBetaObservations],
  ['market_beta_direct', 'numeric', (s) => held(s.marketBetaDirect)],
  ['sector_exposure', 'jsonb', (s) => (s.sectorExposure === null ? null : finiteJson(s.sectorExposure))],
  ['hhi', 'numeric', (s) => s.hhi],
  ['effective_num_positions', 'numeric', (s) => s.effectiveNumPositions],
  ['top_3_concentration', 'numeric', (s) => s.top3Concentration],
  ['top_10_concentration', 'numeric', (s) => s.top10Concentration],
  ['realized_volatility_21d', 'numeric', (s) => held(s.realizedVolatility21d)],
  ['realized_volatility_63d', 'numeric', (s) => held(s.realizedVolatility63d)],
  ['expected_volatility_21d', 'numeric', (s) => held(s.expectedVolatility21d)],
  ['volatility_trend', 'text', (s) => s.volatilityTrend],
  ['volatility_percentile', 'numeric', (s) => s.volatilityPercentile],
];

const held = (value: number | null, largest = largest10): number | null =>
  value !== null && Math.abs(value) > largest ? null : value;

async function fillSnapshots(client: Queryable, ids: readonly string[], runs: readonly NewRun[]): Promise<void> {
  const names = snapshotColumns.map(([name]) => name);
  await client.query(
    `INSERT INTO portfolio_snapshots (portfolio_id, snapshot_date, run_id, ${names.join(', ')})
     SELECT $1, snapshot_date, run_id, ${names.join(', ')}
       FROM unnest($2::date[], $3::uuid[], ${snapshotColumns.map(([, type], i) => `$${i + 4}::${type}[]`).join(', ')})
         AS given (snapshot_date, run_id, ${names.join(', ')})
     ON CONFLICT (portfolio_id, snapshot_date) DO UPDATE
        SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}, run_id = excluded.run_id,
            stale_since = NULL, stale_reason = NULL, updated_at = now() AT TIME ZONE 'UTC'`,
    [
      runs[0].portfolioId,
      runs.map((run) => run.snapshotDate),
      ids,
      ...snapshotColumns.map(([, , value]) => runs.map((run) => value(run.snapshot))),
    ],
  );
}
