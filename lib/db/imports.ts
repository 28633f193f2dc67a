import 'server-only';
import { NotFound } from './absence';
import { recordEvent } from './audit';
import { pool, type Queryable } from './client';
import type { Owner } from './owner';
import { isUuid } from './uuid';

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
  await recordEvent(client, owner, 'imported', {
    subjectId: one.portfolioId,
    detail: { kind: one.kind, rows: one.rowsRead, added: one.added, changed: one.changed, removed: one.removed },
  });
}

/** A file that was taken in, and what it changed. */
export type Import = {
  readonly id: string;
  readonly kind: ImportKind;
  /** Whether it was of this portfolio alone; prices and the like are shared by all. */
  readonly isOfPortfolio: boolean;
  readonly contentHash: string;
  readonly rowsRead: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly importedAt: string;
};

/**
 * The newest imports that concern a portfolio, newest first: its own, and the owner's of what all portfolios share; those
 * after `before`, the id of one that was listed.
 */
export async function listImports(
  owner: Owner,
  portfolioId: string,
  limit: number,
  before?: string,
): Promise<Import[]> {
  if (!isUuid(portfolioId)) throw new NotFound('portfolio');
  const { rows } = await pool().query(
    `SELECT id, kind, portfolio_id IS NOT NULL AS "isOfPortfolio", content_hash AS "contentHash",
            rows_read AS "rowsRead", rows_added AS added, rows_changed AS changed, rows_removed AS removed,
            created_at AS "importedAt"
       FROM imports WHERE owner_id = $1 AND (portfolio_id = $2 OR portfolio_id IS NULL)
        AND ($4::uuid IS NULL OR (created_at, id) < (SELECT b.created_at, b.id FROM imports b WHERE b.id = $4 AND b.owner_id = $1))
      ORDER BY created_at DESC, id DESC LIMIT $3`,
    [owner, portfolioId, limit, before ?? null],
  );
  return rows.map((row) => ({ ...row, importedAt: row.importedAt.toISOString() }));
}
