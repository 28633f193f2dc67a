import 'server-only';
import { pool, type Queryable } from './client';

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

/** Days that were measured again and have not changed are no longer stale. */
export async function keepDays(client: Queryable, portfolioId: string, dates: readonly string[]): Promise<void> {
  await client.query(
    `UPDATE portfolio_snapshots SET stale_since = NULL, stale_reason = NULL
      WHERE portfolio_id = $1 AND snapshot_date = ANY($2) AND stale_since IS NOT NULL`,
    [portfolioId, dates],
  );
}
