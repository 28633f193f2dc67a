import 'server-only';
import { arrayParameter, type PackedValues, partsOf } from './binary-array';
import type { Queryable } from './client';
import { contractLotColumns, type RunOrigin } from './runs';

/** The largest numbers NUMERIC(12,6), (10,4) and (20,2) hold; what is beyond stays in the exact tables alone. */
const largest12 = 999_999.999_999;
export const largest10 = 999_999.999_9;
export const largest20 = 999_999_999_999_999_000;
const within = (column: string, type: string, largest: number) =>
  `(CASE WHEN abs(${column}) <= ${largest} THEN ${column} END)::${type} AS ${column}`;

/** Runs that are stored, whose rows of the contract are to be filled; `replaced`: the days that had such rows before. */
export type FilledRuns = Pick<RunOrigin, 'portfolioId' | 'marketIndex' | 'marketIndexId' | 'methodVersion'> & {
  readonly ids: readonly string[];
  readonly dates: readonly string[];
  /** Of each run the lots that have such rows (`packedContractLots`). */
  readonly lots: readonly (readonly PackedValues[])[];
  readonly replaced: readonly string[];
};

/**
 * Of rows written a moment ago nothing is known to the planner, which would look them up by half of their key. A subquery
 * with an OFFSET is not taken apart, so that it has all of the key when it is asked, and what it makes of a row (doubles
 * into NUMERIC, the dearest part) is made once and not for each lot.
 */
const wholeKey = 'OFFSET 0';

/** A lot after the other, as their indexes are: what is put there in no order takes half as long again. */
const inOrder = `CROSS JOIN LATERAL unnest(p.position_ids) AS lot (id)
      ORDER BY u.snapshot_date, lot.id`;

const columnOf = (name: (typeof contractLotColumns)[number][0]): number =>
  contractLotColumns.findIndex(([column]) => column === name);

/**
 * The lots of runs by what they are of: each security is looked up and rounded once, whatever number of lots is in it.
 * Takes the first seven parameters (`lotParameters`).
 */
const lotsBySecurity = `FROM unnest($1::uuid[], $2::date[], $3::int[], $4::int[]) AS u (id, snapshot_date, first_lot, last_lot)
      CROSS JOIN LATERAL (
        SELECT security_id, input_hash, array_agg(position_id) AS position_ids
          FROM unnest(($5::uuid[])[u.first_lot:u.last_lot], ($6::int[])[u.first_lot:u.last_lot],
                      ($7::uuid[])[u.first_lot:u.last_lot]) AS lots (position_id, security_id, input_hash)
         GROUP BY security_id, input_hash) AS p`;

function lotParameters({ ids, dates, lots }: FilledRuns, hash: 'beta_hash' | 'volatility_hash'): unknown[] {
  const { firsts, lasts } = partsOf(lots);
  const columns = [columnOf('position_id'), columnOf('security_id'), columnOf(hash)].map((column) =>
    arrayParameter(
      contractLotColumns[column][1],
      lots.map((ofRun) => ofRun[column]),
    ),
  );
  return [ids, dates, firsts, lasts, ...columns];
}

/**
 * A day that had no snapshot before has no rows of the contract either, and nobody else writes it while the portfolio is
 * taken: what cannot be there is not looked for, which is a seventh of the writing.
 */
const orReplace = (filled: FilledRuns, key: string, columns: readonly string[]): string =>
  filled.replaced.length === 0
    ? ''
    : `ON CONFLICT (${key}) DO UPDATE
          SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}, updated_at = now() AT TIME ZONE 'UTC'`;

export async function fillPositionBetas(client: Queryable, filled: FilledRuns): Promise<void> {
  const { ids, portfolioId, marketIndex, marketIndexId, methodVersion, replaced } = filled;
  const copied = ['beta', 'alpha', 'r_squared', 'std_error', 'p_value', 'observations', 'market_index', 'run_id'];
  await client.query({
    name: `fill betas ${replaced.length > 0}`,
    text: `INSERT INTO position_market_betas (portfolio_id, position_id, calc_date, beta, alpha, r_squared, std_error,
                                              p_value, observations, window_days, method, market_index, run_id)
     SELECT $8::uuid, lot.id, u.snapshot_date, b.beta, b.alpha, b.r_squared, b.std_error, b.p_value, b.observations,
            b.window_days, b.method, $9::text, u.id
       ${lotsBySecurity}
      CROSS JOIN LATERAL (
        SELECT beta::numeric(12,6), ${within('alpha', 'numeric(12,6)', largest12)}, r_squared::numeric(12,6),
               ${within('std_error', 'numeric(12,6)', largest12)}, p_value::numeric(12,6), observations, window_days, method
          FROM symbol_market_betas s
         WHERE s.security_id = p.security_id AND s.index_id = $10::int AND s.as_of = u.snapshot_date
           AND s.method = 'OLS_SIMPLE' AND s.method_version = $11::int AND s.input_hash = p.input_hash
           AND abs(s.beta) <= ${largest12}
        ${wholeKey}) AS b
      ${inOrder}
     ${orReplace(filled, 'portfolio_id, position_id, calc_date, method, window_days', copied)}`,
    values: [...lotParameters(filled, 'beta_hash'), portfolioId, marketIndex, marketIndexId, methodVersion],
  });
  if (replaced.length > 0)
    await client.query(
      `DELETE FROM position_market_betas
        WHERE portfolio_id = $1 AND calc_date = ANY($2) AND (run_id = ANY($3)) IS NOT TRUE`,
      [portfolioId, replaced, ids],
    );
}

export async function fillPositionVolatilities(client: Queryable, filled: FilledRuns): Promise<void> {
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
     SELECT lot.id, u.snapshot_date, ${columns.map(([, from]) => `v.${from}`).join(', ')}, v.trend, v.trend_strength,
            v.percentile, v.observations, v.har_r_squared, u.id
       ${lotsBySecurity}
      CROSS JOIN LATERAL (
        SELECT ${columns.map(([, from]) => within(from, 'numeric(10,4)', largest10)).join(', ')}, trend,
               (1 - trend_p_value)::numeric(10,4) AS trend_strength, percentile::numeric(10,4), observations,
               har_r_squared::numeric(10,4)
          FROM symbol_volatilities s
         WHERE s.security_id = p.security_id AND s.as_of = u.snapshot_date AND s.method_version = $8::int
           AND s.input_hash = p.input_hash AND coalesce(s.realized_21d, s.realized_63d, s.expected_21d) IS NOT NULL
        ${wholeKey}) AS v
      ${inOrder}
     ${orReplace(filled, 'position_id, calculation_date', [...copied, 'run_id'])}`,
    values: [...lotParameters(filled, 'volatility_hash'), methodVersion],
  });
  if (replaced.length > 0)
    await client.query(
      `DELETE FROM position_volatility v USING positions p
        WHERE p.id = v.position_id AND p.portfolio_id = $1 AND v.calculation_date = ANY($2)
          AND (v.run_id = ANY($3)) IS NOT TRUE`,
      [portfolioId, replaced, ids],
    );
}
