import 'server-only';
import type { Queryable } from './client';
import type { Owner } from './owner';

export type ImportKind = 'holdings' | 'prices' | 'actions' | 'securities' | 'sector_weights';

/** Remembers that a file was taken in and what it changed. */
export async function recordImport(
  client: Queryable,
  owner: Owner,
  one: {
    readonly kind: ImportKind;
    readonly portfolioId: string | null;
    readonly contentHash: string;
    readonly rowsRead: number;
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
  },
): Promise<void> {
  await client.query(
    `INSERT INTO imports (owner_id, portfolio_id, kind, content_hash, rows_read, rows_added, rows_changed, rows_removed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [owner, one.portfolioId, one.kind, one.contentHash, one.rowsRead, one.added, one.changed, one.removed],
  );
}
