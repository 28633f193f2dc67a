import { pool, type Queryable } from '@/lib/db/client';

/**
 * Everything that is stored of a portfolio's snapshots as text, without ids and instants: two recalculations that came
 * to the same numbers, to the last bit, give the same lines. Those of the securities themselves are kept for every
 * history there was; `withSymbols: false` leaves them out.
 */
export async function storedNumbers(
  portfolioId: string,
  database: Queryable = pool(),
  { withSymbols = true } = {},
): Promise<string[]> {
  const lines = async (sql: string) =>
    (await database.query(sql, [portfolioId])).rows.map((row) => JSON.stringify(row));
  const parts = await Promise.all([
    lines(`SELECT to_jsonb(s) - '{id,portfolio_id,run_id,created_at,updated_at}'::text[] AS snapshot, r.input_hash,
                  r.book_hash, e.estimates::text
             FROM portfolio_snapshots s JOIN runs r ON r.id = s.run_id JOIN portfolio_estimates e ON e.run_id = r.id
            WHERE s.portfolio_id = $1 ORDER BY s.snapshot_date`),
    lines(`SELECT s.snapshot_date, q.import_key, lot.*
             FROM portfolio_snapshots s JOIN run_positions r ON r.run_id = s.run_id
            CROSS JOIN LATERAL unnest(r.position_ids, r.quantities, r.market_values, r.exposures, r.weights,
                    r.beta_contributions, r.volatility_contributions, r.reasons, r.beta_hashes, r.volatility_hashes)
                 AS lot (position_id, quantity, market_value, exposure, weight, beta, volatility, reason, bh, vh)
             JOIN positions q ON q.id = lot.position_id
            WHERE s.portfolio_id = $1 ORDER BY s.snapshot_date, q.import_key`).then((all) =>
      all.map((line) => line.replace(/"position_id":"[^"]*",/, '')),
    ),
    lines(`SELECT s.snapshot_date, x.name, x.dates::text, x.values::text, x.low::text, x.high::text
             FROM portfolio_snapshots s JOIN run_series x ON x.run_id = s.run_id
            WHERE s.portfolio_id = $1 ORDER BY 1, 2`),
    lines(`SELECT q.import_key, to_jsonb(b) - '{id,portfolio_id,position_id,run_id,created_at,updated_at}'::text[] AS row
             FROM position_market_betas b JOIN positions q ON q.id = b.position_id
            WHERE b.portfolio_id = $1 ORDER BY b.calc_date, q.import_key, b.window_days`),
    lines(`SELECT q.import_key, to_jsonb(v) - '{id,position_id,run_id,created_at,updated_at}'::text[] AS row
             FROM position_volatility v JOIN positions q ON q.id = v.position_id
            WHERE q.portfolio_id = $1 ORDER BY v.calculation_date, q.import_key`),
    lines(`SELECT b.* FROM symbol_market_betas b WHERE $1::uuid IS NOT NULL AND ${withSymbols}
            ORDER BY security_id, as_of, window_days, method, input_hash`),
    lines(
      `SELECT v.* FROM symbol_volatilities v WHERE $1::uuid IS NOT NULL AND ${withSymbols} ORDER BY security_id, as_of, input_hash`,
    ),
  ]);
  return parts.flat();
}

/** Takes all results back, so that the next recalculation starts from nothing; `keepSymbols` leaves the securities' own. */
export async function forgetResults({ keepSymbols = false } = {}, database: Queryable = pool()): Promise<void> {
  await database.query(`TRUNCATE runs, portfolio_snapshots, position_market_betas, position_volatility CASCADE`);
  if (!keepSymbols) await database.query(`TRUNCATE symbol_market_betas, symbol_volatilities`);
}
