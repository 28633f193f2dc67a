import 'server-only';
import { arrayParameter, type PackedValues, packed } from './binary-array';
import { pool, type Queryable } from './client';

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
  readonly volatilityTrend: 'increasing' | 'decreasing' | 'stable' | null;
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
export async function storedDays(portfolioId: string, from: string, to: string): Promise<Map<string, StoredDay>> {
  const { rows } = await pool().query({
    name: 'stored days',
    text: `SELECT s.snapshot_date AS date, r.input_hash AS "inputHash", r.book_hash AS "bookHash",
                  s.stale_since IS NOT NULL AS "isStale"
             FROM portfolio_snapshots s JOIN runs r ON r.id = s.run_id
            WHERE s.portfolio_id = $1 AND s.snapshot_date BETWEEN $2 AND $3`,
    values: [portfolioId, from, to],
  });
  return new Map(rows.map(({ date, ...day }) => [date, day]));
}

/** This moment: whatever is committed after it has not been read by then. */
export async function currentMoment(): Promise<string> {
  const { rows } = await pool().query(`SELECT pg_current_snapshot()::text AS moment`);
  return rows[0].moment;
}

/** What a portfolio's numbers are made from, for asking whether it is still so. */
export type InputsRead = {
  readonly portfolioId: string;
  readonly currency: string;
  readonly marketIndex: string;
  readonly benchmarkCode: string;
  readonly looksThrough?: boolean;
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
  // First the row, then the lock: what locks the row is not taken apart, and done before anything is made of it.
  const { rows } = await client.query({
    name: 'take for writing',
    text: `SELECT pg_try_advisory_xact_lock(hashtextextended('ballast run ' || $1::text, 0)) AS taken
             FROM (SELECT FROM portfolios WHERE id = $1::text::uuid AND holdings_version = $2 AND currency = $3
                      AND market_index = $4 AND benchmark_code = $5 AND looks_through = $6 FOR SHARE) AS held`,
    values: [
      inputs.portfolioId,
      inputs.holdingsVersion,
      inputs.currency,
      inputs.marketIndex,
      inputs.benchmarkCode,
      inputs.looksThrough ?? false,
    ],
  });
  if (rows.length === 0) return 'changed';
  if (!rows[0].taken) return 'busy';
  // A statement of its own, which sees what was committed before the lock was there. A transaction number that is still
  // to come was written by another server, before a restore.
  const { rows: changed } = await client.query({
    name: 'changed since',
    text: `SELECT FROM securities
      WHERE (id = ANY($1) OR symbol = ANY($3)) AND history_changed > 0
        AND history_changed < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        AND NOT pg_visible_in_snapshot(history_changed::text::xid8, $2::pg_snapshot) LIMIT 1`,
    values: [inputs.securityIds, inputs.moment, [inputs.marketIndex, ...inputs.symbols]],
  });
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

/** The largest numbers NUMERIC(12,6), (10,4) and (20,2) hold; what is beyond stays in the exact tables alone. */
const largest12 = 999_999.999_999;
const largest10 = 999_999.999_9;
const largest20 = 999_999_999_999_999_000;
const within = (expression: string, largest: number) =>
  `CASE WHEN abs(${expression}) <= ${largest} THEN ${expression} END`;

const held = (value: number | null, largest = largest10): number | null =>
  value !== null && Math.abs(value) > largest ? null : value;

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

type PackedSeries = {
  readonly name: string;
  readonly dates: PackedValues;
  readonly values: PackedValues;
  readonly low: PackedValues | null;
  readonly high: PackedValues | null;
};

/** A run as it is sent, but for the request it belongs to: made where it is measured, so that a thread can hand it on. */
export type PackedRun = Omit<NewRun, 'recalculationId' | 'estimates' | 'positions' | 'series'> & {
  readonly estimates: string;
  /** In the order of the columns. */
  readonly positions: readonly string[];
  readonly series: readonly PackedSeries[];
};

/** Packs a run; throws `RangeError` where a number is not finite. */
export function packedRun({ estimates, positions, series, ...run }: Omit<NewRun, 'recalculationId'>): PackedRun {
  const itself = <T>(value: T): T => value;
  const doubles = (name: string, values: readonly number[]) => packed('float8', values, itself, `run_series ${name}`);
  // Most series of a run are of the same days.
  const days = new Map<string, PackedValues>();
  const datesOf = (dates: readonly string[]): PackedValues => {
    const key = `${dates.length} ${dates[0]} ${dates.at(-1)}`;
    const made = days.get(key) ?? packed('date', dates, itself, 'run_series dates');
    days.set(key, made);
    return made;
  };
  return {
    ...run,
    estimates: finiteJson(estimates),
    positions: positionColumns.map(([, , value]) => arrayText(positions.map((position) => position[value]))),
    series: series.map(({ name, dates, values, low, high }) => ({
      name,
      dates: datesOf(dates),
      values: doubles(name, values),
      low: low ? doubles(name, low) : null,
      high: high ? doubles(name, high) : null,
    })),
  };
}

/**
 * Stores runs of one portfolio, each on a day of its own, within the caller's transaction: the runs with their exact
 * estimates, lots and series, then from them, inside the database and for all of the days at once, the contract's rows
 * rounded to their types, and away with the rows of the runs before. The symbols' own estimates (`saveSymbolBetas`,
 * `saveSymbolVolatilities`) must be there already.
 */
export async function saveRuns(
  client: Queryable,
  recalculationId: string | null,
  runs: readonly PackedRun[],
): Promise<void> {
  if (runs.length === 0) return;
  const { portfolioId, marketIndex, marketIndexId, methodVersion } = runs[0];
  if (runs.some((run) => run.portfolioId !== portfolioId || run.marketIndex !== marketIndex))
    throw new RangeError('saveRuns: needs runs of one portfolio against one index');
  const stored = await insertRuns(client, recalculationId, runs);
  const idOf = new Map(stored.map(({ id, date }) => [date, id]));
  const ids = runs.map((run) => idOf.get(run.snapshotDate)!);
  await saveSeries(client, ids, runs);
  const replaced = stored.filter(({ isReplaced }) => isReplaced).map(({ date }) => date);
  const filled: Filled = { ids, portfolioId, marketIndex, marketIndexId, methodVersion, replaced };
  await fillPositionBetas(client, filled);
  await fillPositionVolatilities(client, filled);
}

/** Runs that are stored, whose rows of the contract are to be filled; `replaced`: the days that had such rows before. */
type Filled = Pick<NewRun, 'portfolioId' | 'marketIndex' | 'marketIndexId' | 'methodVersion'> & {
  readonly ids: readonly string[];
  readonly replaced: readonly string[];
};

const runColumns: readonly (readonly [name: string, type: string, value: (run: PackedRun) => unknown])[] = [
  ['snapshot_date', 'date', (run) => run.snapshotDate],
  ['benchmark_code', 'text', (run) => run.benchmarkCode],
  ['holdings_version', 'int', (run) => run.holdingsVersion],
  ['input_hash', 'uuid', (run) => run.inputHash],
  ['book_hash', 'uuid', (run) => run.bookHash],
  ['estimates', 'jsonb', (run) => run.estimates],
];

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

const positionNames = positionColumns.map(([name]) => name);
const snapshotNames = snapshotColumns.map(([name]) => name);

/** The run, what it found out, its lots and its snapshot in one statement: each costs a round trip more by itself. */
const insertRunsText = (() => {
  const types = [...runColumns, ...positionColumns.map(([name]) => [name, 'text']), ...snapshotColumns];
  return `WITH given AS MATERIALIZED (
       SELECT time_ordered_uuid() AS id, * FROM unnest(${types.map(([, type], i) => `$${i + 5}::${type}[]`).join(', ')})
           AS given (${types.map(([name]) => name).join(', ')})),
     new_runs AS (
       INSERT INTO runs (id, portfolio_id, recalculation_id, market_index, method_version, snapshot_date, benchmark_code,
                         holdings_version, input_hash, book_hash)
       SELECT id, $1::uuid, $2::uuid, $3::text, $4::int, snapshot_date, benchmark_code, holdings_version, input_hash, book_hash
         FROM given),
     new_estimates AS (INSERT INTO portfolio_estimates (run_id, estimates) SELECT id, estimates FROM given),
     new_positions AS (
       INSERT INTO run_positions (run_id, ${positionNames.join(', ')})
       SELECT id, ${positionColumns.map(([name, type]) => `${name}::${type}[]`).join(', ')} FROM given),
     new_snapshots AS (
       INSERT INTO portfolio_snapshots (portfolio_id, snapshot_date, run_id, ${snapshotNames.join(', ')})
       SELECT $1::uuid, snapshot_date, id, ${snapshotNames.join(', ')} FROM given
       ON CONFLICT (portfolio_id, snapshot_date) DO UPDATE
          SET ${snapshotNames.map((name) => `${name} = excluded.${name}`).join(', ')}, run_id = excluded.run_id,
              stale_since = NULL, stale_reason = NULL, updated_at = now() AT TIME ZONE 'UTC'
       RETURNING snapshot_date, xmax <> 0 AS replaced)
     SELECT given.id, snapshot_date AS date, replaced AS "isReplaced" FROM given JOIN new_snapshots USING (snapshot_date)`;
})();

async function insertRuns(
  client: Queryable,
  recalculationId: string | null,
  runs: readonly PackedRun[],
): Promise<{ id: string; date: string; isReplaced: boolean }[]> {
  const { portfolioId, marketIndex, methodVersion } = runs[0];
  const { rows } = await client.query({
    name: 'insert runs',
    text: insertRunsText,
    values: [
      portfolioId,
      recalculationId,
      marketIndex,
      methodVersion,
      ...runColumns.map(([, , value]) => runs.map(value)),
      ...positionColumns.map((_, i) => runs.map((run) => run.positions[i])),
      ...snapshotColumns.map(([, , value]) => runs.map((run) => value(run.snapshot))),
    ],
  });
  return rows;
}

async function saveSeries(client: Queryable, ids: readonly string[], runs: readonly PackedRun[]): Promise<void> {
  const all = runs.flatMap((run, i) => run.series.map((series) => ({ id: ids[i], ...series })));
  if (all.length === 0) return;
  const places = all.map((_, i) => {
    const [id, name, dates, values, low, high] = Array.from({ length: 6 }, (_, j) => `$${6 * i + j + 1}`);
    return `(${id}::uuid, ${name}, ${dates}::date[], ${values}::float8[], ${low}::float8[], ${high}::float8[])`;
  });
  const doubles = (values: PackedValues | null) => values && arrayParameter('float8', [values]);
  await client.query(
    `INSERT INTO run_series (run_id, name, dates, values, low, high) VALUES ${places.join(', ')}`,
    all.flatMap(({ id, name, dates, values, low, high }) => [
      id,
      name,
      arrayParameter('date', [dates]),
      doubles(values),
      doubles(low),
      doubles(high),
    ]),
  );
}

/**
 * Of rows written a moment ago nothing is known to the planner, which would look them up by half of their key. A subquery
 * with an OFFSET is not taken apart, so that it has all of the key when it is asked.
 */
const wholeKey = 'OFFSET 0';

/**
 * A day that had no snapshot before has no rows of the contract either, and nobody else writes it while the portfolio is
 * taken: what cannot be there is not looked for, which is a seventh of the writing.
 */
const orReplace = (filled: Filled, key: string, columns: readonly string[]): string =>
  filled.replaced.length === 0
    ? ''
    : `ON CONFLICT (${key}) DO UPDATE
          SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}, updated_at = now() AT TIME ZONE 'UTC'`;

async function fillPositionBetas(client: Queryable, filled: Filled): Promise<void> {
  const { ids, portfolioId, marketIndex, marketIndexId, methodVersion, replaced } = filled;
  const copied = ['beta', 'alpha', 'r_squared', 'std_error', 'p_value', 'observations', 'market_index', 'run_id'];
  await client.query({
    name: `fill betas ${replaced.length > 0}`,
    text: `INSERT INTO position_market_betas (portfolio_id, position_id, calc_date, beta, alpha, r_squared, std_error,
                                              p_value, observations, window_days, method, market_index, run_id)
     SELECT $2::uuid, p.position_id, u.snapshot_date, b.beta, ${within('b.alpha', largest12)}, b.r_squared,
            ${within('b.std_error', largest12)}, b.p_value, b.observations, b.window_days, b.method, $4::text, u.id
       FROM runs u JOIN run_positions r ON r.run_id = u.id
      CROSS JOIN LATERAL unnest(r.position_ids, r.security_ids, r.reasons, r.beta_hashes)
              AS p (position_id, security_id, reason, input_hash)
      CROSS JOIN LATERAL (
        SELECT * FROM symbol_market_betas s
         WHERE s.security_id = p.security_id AND s.index_id = $3::int AND s.as_of = u.snapshot_date
           AND s.method = 'OLS_SIMPLE' AND s.method_version = $5::int AND s.input_hash = p.input_hash
        ${wholeKey}) AS b
      WHERE u.id = ANY($1::uuid[]) AND p.reason IS NULL AND abs(b.beta) <= ${largest12}
     ${orReplace(filled, 'portfolio_id, position_id, calc_date, method, window_days', copied)}`,
    values: [ids, portfolioId, marketIndexId, marketIndex, methodVersion],
  });
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
  await client.query({
    name: `fill volatilities ${replaced.length > 0}`,
    text: `INSERT INTO position_volatility (position_id, calculation_date, ${copied.join(', ')}, run_id)
     SELECT p.position_id, u.snapshot_date, ${columns.map(([, from]) => within(`v.${from}`, largest10)).join(', ')},
            v.trend, 1 - v.trend_p_value, v.percentile, v.observations, v.har_r_squared, u.id
       FROM runs u JOIN run_positions r ON r.run_id = u.id
      CROSS JOIN LATERAL unnest(r.position_ids, r.security_ids, r.reasons, r.volatility_hashes)
              AS p (position_id, security_id, reason, input_hash)
      CROSS JOIN LATERAL (
        SELECT * FROM symbol_volatilities s
         WHERE s.security_id = p.security_id AND s.as_of = u.snapshot_date AND s.method_version = $2::int
           AND s.input_hash = p.input_hash
        ${wholeKey}) AS v
      WHERE u.id = ANY($1::uuid[]) AND p.reason IS NULL
        AND coalesce(v.realized_21d, v.realized_63d, v.expected_21d) IS NOT NULL
     ${orReplace(filled, 'position_id, calculation_date', [...copied, 'run_id'])}`,
    values: [ids, methodVersion],
  });
  if (replaced.length > 0)
    await client.query(
      `DELETE FROM position_volatility v USING positions p
        WHERE p.id = v.position_id AND p.portfolio_id = $1 AND v.calculation_date = ANY($2)
          AND (v.run_id = ANY($3)) IS NOT TRUE`,
      [portfolioId, replaced, ids],
    );
}
