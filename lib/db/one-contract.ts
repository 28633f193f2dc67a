import 'server-only';
import type pg from 'pg';
import { Refused } from './absence';

/** A lot among some that were given which contradicts what is stored: which of them, in what, and what was expected. */
export class RefusedLot extends Refused {
  constructor(
    /** Its place among those that were given, counted from 0. */
    readonly index: number,
    readonly column: string,
    readonly given: string,
    readonly expected: string,
  ) {
    super('lot_refused', `/${column}`, `needs ${expected}`);
  }
}

/**
 * One option symbol is one contract, for its lots are one position. Holds the given lots (`given_lots`, within their
 * transaction) against those of the book that none of them brings up to date; `RefusedLot` for the first that has its
 * symbol with other terms.
 */
export async function requireOneContract(client: pg.PoolClient, portfolioId: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT g.place::int - 1 AS index, g.symbol, term.name, term.given, term.stored
       FROM given_lots g
       JOIN positions q ON q.portfolio_id = $1 AND q.removed_at IS NULL AND q.asset_class = 'option' AND q.symbol = g.symbol
       JOIN securities stored ON stored.id = q.security_id
       JOIN securities given ON given.id = g.security_id
       CROSS JOIN LATERAL (VALUES
         (1, 'underlying', given.symbol, stored.symbol),
         (2, 'option_type', g.option_type, q.option_type),
         (3, 'strike', trim_scale(g.strike)::text, trim_scale(q.strike)::text),
         (4, 'expiry', g.expiry::text, q.expiry::text),
         (5, 'multiplier', trim_scale(g.multiplier)::text, trim_scale(q.multiplier)::text)
       ) AS term (rank, name, given, stored)
      WHERE g.asset_class = 'option' AND term.given IS DISTINCT FROM term.stored
        AND NOT EXISTS (SELECT FROM given_lots other WHERE other.import_key = q.import_key)
      ORDER BY g.place, term.rank LIMIT 1`,
    [portfolioId],
  );
  if (rows.length === 0) return;
  const [{ index, symbol, name, given, stored }] = rows;
  throw new RefusedLot(index, name, given, `${stored}, because the book has ${symbol} with it already`);
}
