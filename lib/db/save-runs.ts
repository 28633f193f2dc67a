import 'server-only';
import { arrayParameter, type PackedValues } from './binary-array';
import type { Queryable } from './client';
import { type FilledRuns, fillPositionBetas, fillPositionVolatilities, largest10, largest20 } from './contract-rows';
import { finiteJson, type PackedRun, positionColumns, type SnapshotColumns } from './runs';

/**
 * Stores runs of one portfolio, each on a day of its own, within the caller's transaction: the runs with their exact
 * estimates, lots and series, then from them, inside the database and for all of the days at once, the contract's rows
 * rounded to their types, and away with the rows of the runs before. The symbols' own estimates (`saveSymbols`) must be
 * there already.
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
  const filled: FilledRuns = { ids, portfolioId, marketIndex, marketIndexId, methodVersion, replaced };
  await fillPositionBetas(client, filled);
  await fillPositionVolatilities(client, filled);
}

const held = (value: number | null, largest = largest10): number | null =>
  value !== null && Math.abs(value) > largest ? null : value;

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

/**
 * The run, what it found out, its lots and its snapshot in one statement: each costs a round trip more by itself. The lots
 * of all runs are sent as one array a column, of which each run is told its part.
 */
const insertRunsText = (() => {
  const types = [...runColumns, ['first_lot', 'int'], ['last_lot', 'int'], ...snapshotColumns];
  const lots = positionColumns.map(([, type], i) => `($${i + 5 + types.length}::${type}[])[first_lot:last_lot]`);
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
       SELECT id, ${lots.join(', ')} FROM given),
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
  const firstLots: number[] = [];
  const lastLots: number[] = [];
  let lots = 0;
  for (const { positions } of runs) {
    firstLots.push(lots + 1);
    lots += positions[0].count;
    lastLots.push(lots);
  }
  const { rows } = await client.query({
    name: 'insert runs',
    text: insertRunsText,
    values: [
      portfolioId,
      recalculationId,
      marketIndex,
      methodVersion,
      ...runColumns.map(([, , value]) => runs.map(value)),
      firstLots,
      lastLots,
      ...snapshotColumns.map(([, , value]) => runs.map((run) => value(run.snapshot))),
      ...positionColumns.map(([, type], column) =>
        arrayParameter(
          type,
          runs.map(({ positions }) => positions[column]),
        ),
      ),
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
