import 'server-only';
import type { DatedCloses } from '../risk/align';
import { pool } from './client';
import { loadCloses } from './closes';
import type { Owner } from './owner';
import type { Snapshot } from './snapshots';

/** A security that a portfolio can be held against. */
export type IndexChoice = { readonly symbol: string; readonly name: string | null };

/** So many are offered at most. */
const mostChoices = 60;

/**
 * What a snapshot's portfolio can be held against beside its own index: the indexes of this owner's other portfolios and
 * of the benchmarks, and every fund, in its currency and with prices on or before its day. Indexes first, by symbol.
 */
export async function indexChoices(owner: Owner, snapshot: Snapshot): Promise<IndexChoice[]> {
  const { rows } = await pool().query(
    `WITH own AS (SELECT currency FROM portfolios WHERE id = $2 AND owner_id = $1),
     named AS (SELECT market_index AS symbol FROM portfolios WHERE owner_id = $1
               UNION SELECT market_index FROM benchmarks WHERE market_index IS NOT NULL)
     SELECT s.symbol, s.name FROM securities s CROSS JOIN own
      WHERE s.symbol <> $3 AND coalesce(s.currency, own.currency) = own.currency
        AND (s.asset_class = 'fund' OR s.symbol IN (SELECT symbol FROM named))
        AND EXISTS (SELECT FROM daily_prices d WHERE d.security_id = s.id AND d.date <= $4)
      ORDER BY s.symbol NOT IN (SELECT symbol FROM named), s.symbol COLLATE "C" LIMIT $5`,
    [owner, snapshot.portfolioId, snapshot.marketIndex, snapshot.date, mostChoices],
  );
  return rows;
}

/** The adjusted closes of a security between two days; null where it has none. */
export async function adjustedCloses(symbol: string, from: string, to: string): Promise<DatedCloses | null> {
  const { rows } = await pool().query(`SELECT id FROM securities WHERE symbol = $1`, [symbol]);
  if (rows.length === 0) return null;
  return (await loadCloses([rows[0].id], from, to)).get(rows[0].id) ?? null;
}
