import 'server-only';
import { arrayParameter, type PackedValues, partsOf } from './binary-array';
import type { Queryable } from './client';
import { type FilledRuns, fillPositionBetas, fillPositionVolatilities, largest10, largest20 } from './contract-rows';
import { finiteJson, type PackedResults, positionColumns, type RunOrigin, type SnapshotColumns } from './runs';

/** A run whose portfolio is still being measured. */
export type StartedRun = {
  readonly origin: RunOrigin;
  /** The lots that have rows of the contract, packed: which they are does not depend on the portfolio's own numbers. */
  readonly lots: readonly PackedValues[];
  readonly results: Promise<PackedResults>;
};

/**
 * Stores runs of one portfolio, each on a day of its own, within the caller's transaction, for all of the days at once:
 * the runs, and inside the database, from the symbols' estimates (`saveSymbols`), which must be there already, the
 * contract's rows rounded to their types, those of the runs before taken away; then, when the portfolio is measured, the
 * exact estimates, lots, series and snapshots. The contract's rows are the longest part of it, and are written meanwhile.
 */
export async function saveRuns(
  client: Queryable,
  recalculationId: string | null,
  runs: readonly StartedRun[],
): Promise<void> {
  if (runs.length === 0) return;
  const { portfolioId, marketIndex, marketIndexId, methodVersion } = runs[0].origin;
  if (runs.some(({ origin }) => origin.portfolioId !== portfolioId || origin.marketIndex !== marketIndex))
    throw new RangeError('saveRuns: needs runs of one portfolio against one index');
  const stored = await insertRuns(client, recalculationId, runs);
  const idOf = new Map(stored.map(({ id, date }) => [date, id]));
  const dates = runs.map(({ origin }) => origin.snapshotDate);
  const ids = dates.map((date) => idOf.get(date)!);
  const replaced = stored.filter(({ isReplaced }) => isReplaced).map(({ date }) => date);
  const lots = runs.map((run) => run.lots);
  const filled: FilledRuns = { ids, dates, lots, portfolioId, marketIndex, marketIndexId, methodVersion, replaced };
  await fillPositionBetas(client, filled);
  await fillPositionVolatilities(client, filled);
  const results = await Promise.all(runs.map((run) => run.results));
  await insertResults(client, portfolioId, dates, ids, results);
  await saveSeries(client, ids, results);
}

const held = (value: number | null, largest = largest10): number | null =>
  value !== null && Math.abs(value) > largest ? null : value;

const originColumns: readonly (readonly [name: string, type: string, value: keyof RunOrigin])[] = [
  ['snapshot_date', 'date', 'snapshotDate'],
  ['benchmark_code', 'text', 'benchmarkCode'],
  ['holdings_version', 'int', 'holdingsVersion'],
  ['input_hash', 'uuid', 'inputHash'],
  ['book_hash', 'uuid', 'bookHash'],
];
const originNames = originColumns.map(([name]) => name).join(', ');

/** The runs by themselves; while the portfolio is taken nobody else adds or removes a snapshot of it. */
const insertRunsText = `WITH given AS MATERIALIZED (
       SELECT time_ordered_uuid() AS id, * FROM unnest(${originColumns.map(([, type], i) => `$${i + 5}::${type}[]`).join(', ')})
           AS given (${originNames})),
     new_runs AS (
       INSERT INTO runs (id, portfolio_id, recalculation_id, market_index, method_version, ${originNames})
       SELECT id, $1::uuid, $2::uuid, $3::text, $4::int, ${originNames} FROM given)
     SELECT id, snapshot_date AS date, EXISTS (
              SELECT FROM portfolio_snapshots s
               WHERE s.portfolio_id = $1::uuid AND s.snapshot_date = given.snapshot_date) AS "isReplaced" FROM given`;

async function insertRuns(
  client: Queryable,
  recalculationId: string | null,
  runs: readonly StartedRun[],
): Promise<{ id: string; date: string; isReplaced: boolean }[]> {
  const { portfolioId, marketIndex, methodVersion } = runs[0].origin;
  const { rows } = await client.query({
    name: 'insert runs',
    text: insertRunsText,
    values: [
      portfolioId,
      recalculationId,
      marketIndex,
      methodVersion,
      ...originColumns.map(([, , value]) => runs.map(({ origin }) => origin[value])),
    ],
  });
  return rows;
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

const positionNames = positionColumns.map(([name]) => name);
const snapshotNames = snapshotColumns.map(([name]) => name);

/**
 * What runs found out, their lots and snapshots in one statement: each costs a round trip more by itself. The lots of all
 * runs are sent as one array a column, of which each run is told its part.
 */
const insertResultsText = (() => {
  const types = [
    ['id', 'uuid'],
    ['snapshot_date', 'date'],
    ['estimates', 'jsonb'],
    ['first_lot', 'int'],
    ['last_lot', 'int'],
    ...snapshotColumns,
  ];
  const lots = positionColumns.map(([, type], i) => `($${i + 2 + types.length}::${type}[])[first_lot:last_lot]`);
  return `WITH given AS MATERIALIZED (
       SELECT * FROM unnest(${types.map(([, type], i) => `$${i + 2}::${type}[]`).join(', ')})
           AS given (${types.map(([name]) => name).join(', ')})),
     new_estimates AS (INSERT INTO portfolio_estimates (run_id, estimates) SELECT id, estimates FROM given),
     new_positions AS (
       INSERT INTO run_positions (run_id, ${positionNames.join(', ')})
       SELECT id, ${lots.join(', ')} FROM given)
     INSERT INTO portfolio_snapshots (portfolio_id, snapshot_date, run_id, ${snapshotNames.join(', ')})
     SELECT $1::uuid, snapshot_date, id, ${snapshotNames.join(', ')} FROM given
     ON CONFLICT (portfolio_id, snapshot_date) DO UPDATE
        SET ${snapshotNames.map((name) => `${name} = excluded.${name}`).join(', ')}, run_id = excluded.run_id,
            stale_since = NULL, stale_reason = NULL, updated_at = now() AT TIME ZONE 'UTC'`;
})();

async function insertResults(
  client: Queryable,
  portfolioId: string,
  dates: readonly string[],
  ids: readonly string[],
  results: readonly PackedResults[],
): Promise<void> {
  const { firsts, lasts } = partsOf(results.map(({ positions }) => positions));
  await client.query({
    name: 'insert results',
    text: insertResultsText,
    values: [
      portfolioId,
      ids,
      dates,
      results.map(({ estimates }) => estimates),
      firsts,
      lasts,
      ...snapshotColumns.map(([, , value]) => results.map(({ snapshot }) => value(snapshot))),
      ...positionColumns.map(([, type], column) =>
        arrayParameter(
          type,
          results.map(({ positions }) => positions[column]),
        ),
      ),
    ],
  });
}

async function saveSeries(client: Queryable, ids: readonly string[], results: readonly PackedResults[]): Promise<void> {
  const all = results.flatMap((one, i) => one.series.map((series) => ({ id: ids[i], ...series })));
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
