import 'server-only';
import { NotFound } from './absence';
import type { Book } from './book';
import { pool } from './client';
import type { Owner } from './owner';
import type { Snapshot } from './snapshots';

/**
 * The book that a snapshot was measured from: the lots of its run with the quantities they had then, whatever has been
 * traded, corrected or removed since. What else is known of a lot (its sector, the price of a private asset, a delta) is
 * as it is known now.
 *
 * A run keeps quantities in units of the day of the close that valued them, so that they are stated as of that day.
 */
export async function bookOfRun(owner: Owner, snapshot: Snapshot): Promise<Book> {
  const { rows } = await pool().query(
    `SELECT p.id AS "portfolioId", p.currency, r.market_index AS "marketIndex", i.id AS "marketIndexId",
            i.currency AS "marketIndexCurrency", r.benchmark_code AS "benchmarkCode",
            r.holdings_version AS "holdingsVersion",
            coalesce((
              SELECT json_agg(json_build_object(
                       'id', q.id, 'symbol', q.symbol, 'assetClass', q.asset_class, 'securityId', q.security_id,
                       'securitySymbol', s.symbol, 'sector', s.sector, 'securityCurrency', s.currency,
                       'quantity', x.quantity, 'quantityAsOf', coalesce(priced.date, r.snapshot_date),
                       'currency', q.currency, 'price', q.price::float8, 'priceDate', q.price_date,
                       'multiplier', q.multiplier::float8, 'delta', q.delta::float8, 'expiry', q.expiry) ORDER BY q.id)
                FROM run_positions o
               CROSS JOIN LATERAL unnest(o.position_ids, o.quantities) AS x (id, quantity)
                JOIN positions q ON q.id = x.id LEFT JOIN securities s ON s.id = q.security_id
                LEFT JOIN LATERAL (
                  SELECT date FROM daily_prices d WHERE d.security_id = q.security_id AND d.date <= r.snapshot_date
                   ORDER BY date DESC LIMIT 1) AS priced ON true
               WHERE o.run_id = r.id), '[]') AS lots
       FROM runs r JOIN portfolios p ON p.id = r.portfolio_id LEFT JOIN securities i ON i.symbol = r.market_index
      WHERE r.id = $1 AND p.id = $2 AND p.owner_id = $3`,
    [snapshot.runId, snapshot.portfolioId, owner],
  );
  if (rows.length === 0) throw new NotFound('snapshot');
  return rows[0];
}

/** What of a symbol two snapshots hold. A weight is null where it was not held, and where it had no value. */
export type HeldChange = {
  readonly symbol: string;
  readonly name: string | null;
  readonly isHeldBefore: boolean;
  readonly isHeldAfter: boolean;
  readonly weightBefore: number | null;
  readonly weightAfter: number | null;
  readonly betaBefore: number | null;
  readonly betaAfter: number | null;
  readonly volatilityBefore: number | null;
  readonly volatilityAfter: number | null;
};

/** Weights and contributions by symbol of two snapshots, which were read for their owner; the largest change of weight first. */
export async function heldChanges(before: Snapshot, after: Snapshot): Promise<HeldChange[]> {
  const { rows } = await pool().query(
    `WITH held AS (
       SELECT q.symbol, min(s.name) AS name,
              bool_or(o.run_id = $1) AS "isHeldBefore", bool_or(o.run_id = $2) AS "isHeldAfter",
              sum(x.weight) FILTER (WHERE o.run_id = $1) AS "weightBefore",
              sum(x.weight) FILTER (WHERE o.run_id = $2) AS "weightAfter",
              sum(x.beta) FILTER (WHERE o.run_id = $1) AS "betaBefore",
              sum(x.beta) FILTER (WHERE o.run_id = $2) AS "betaAfter",
              sum(x.volatility) FILTER (WHERE o.run_id = $1) AS "volatilityBefore",
              sum(x.volatility) FILTER (WHERE o.run_id = $2) AS "volatilityAfter"
         FROM run_positions o
        CROSS JOIN LATERAL unnest(o.position_ids, o.weights, o.beta_contributions, o.volatility_contributions)
                AS x (id, weight, beta, volatility)
         JOIN positions q ON q.id = x.id LEFT JOIN securities s ON s.id = q.security_id AND q.asset_class <> 'option'
        WHERE o.run_id IN ($1, $2) GROUP BY q.symbol)
     SELECT * FROM held
      ORDER BY abs(coalesce("weightAfter", 0) - coalesce("weightBefore", 0)) DESC, symbol COLLATE "C"`,
    [before.runId, after.runId],
  );
  return rows;
}
