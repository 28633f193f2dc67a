import 'server-only';
import { pool } from './client';
import type { Snapshot } from './snapshots';

/**
 * The part of each symbol in the gross value of a snapshot, the largest first: long and short of one symbol taken
 * together, options under their underlying, as concentration counts them. The snapshot was read for its owner.
 */
export async function symbolWeights(
  snapshot: Snapshot,
): Promise<{ readonly symbol: string; readonly weight: number }[]> {
  const { rows } = await pool().query(
    `WITH by_symbol AS (
       SELECT coalesce(s.symbol, q.symbol) AS symbol, abs(sum(p.market_value)) AS value
         FROM run_positions r
        CROSS JOIN LATERAL unnest(r.position_ids, r.market_values) AS p (position_id, market_value)
         JOIN positions q ON q.id = p.position_id LEFT JOIN securities s ON s.id = q.security_id
        WHERE r.run_id = $1 AND p.market_value IS NOT NULL
        GROUP BY coalesce(s.symbol, q.symbol))
     SELECT symbol, value / sum(value) OVER () AS weight FROM by_symbol WHERE value > 0
      ORDER BY value DESC, symbol COLLATE "C"`,
    [snapshot.runId],
  );
  return rows;
}
