import { z } from 'zod';
import { instant } from './wire';

/** Query of an import: `dry_run=true` says what it would change and changes nothing. */
export const importQuerySchema = z
  .object({
    dry_run: z.enum(['true', 'false']).default('false'),
    /** How the file writes numbers and dates: declared, never guessed. */
    numbers: z
      .enum(['1234.56', '1,234.56', '1 234.56', "1'234.56", '1234,56', '1.234,56', '1 234,56', "1'234,56"])
      .default('1234.56'),
    dates: z.enum(['YYYY-MM-DD', 'DD/MM/YYYY', 'MM/DD/YYYY']).default('YYYY-MM-DD'),
  })
  .strict();

export const holdingsImportQuerySchema = importQuerySchema
  .extend({ mode: z.enum(['replace', 'add']).default('replace') })
  .strict();

export type ImportQuery = z.infer<typeof importQuerySchema>;

export const importSchema = z
  .object({
    dry_run: z.boolean(),
    rows_read: z.number().int(),
    rows_added: z.number().int(),
    rows_changed: z.number().int(),
    rows_removed: z.number().int(),
    rows_unchanged: z.number().int(),
    ignored_rows: z.number().int(),
    ignored_columns: z.array(z.string()),
    warnings: z.array(z.object({ pointer: z.string(), detail: z.string() }).strict()),
    warning_count: z.number().int(),
    format: z
      .object({
        encoding: z.string(),
        delimiter: z.string(),
        layout: z.enum(['long', 'wide']),
        columns: z.array(z.object({ column: z.string(), field: z.string() }).strict()),
      })
      .strict(),
  })
  .strict()
  .meta({ id: 'Import' });

export type ImportDocument = z.infer<typeof importSchema>;

/** A file that was taken in, and what it changed. */
export const importedFileSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(['holdings', 'prices', 'actions', 'securities', 'sector_weights']),
    /** Null is of what all portfolios share. */
    portfolio_id: z.uuid().nullable(),
    /** SHA-256 of the file. */
    content_hash: z.string(),
    rows_read: z.number().int(),
    rows_added: z.number().int(),
    rows_changed: z.number().int(),
    rows_removed: z.number().int(),
    imported_at: instant,
  })
  .strict()
  .meta({ id: 'ImportedFile' });

export const importedFileDocument = (
  one: {
    readonly id: string;
    readonly kind: z.input<typeof importedFileSchema>['kind'];
    readonly isOfPortfolio: boolean;
    readonly contentHash: string;
    readonly rowsRead: number;
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly importedAt: string;
  },
  portfolioId: string,
): z.input<typeof importedFileSchema> => ({
  id: one.id,
  kind: one.kind,
  portfolio_id: one.isOfPortfolio ? portfolioId : null,
  content_hash: one.contentHash,
  rows_read: one.rowsRead,
  rows_added: one.added,
  rows_changed: one.changed,
  rows_removed: one.removed,
  imported_at: one.importedAt,
});
