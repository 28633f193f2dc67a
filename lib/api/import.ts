import { z } from 'zod';

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
  .strict();

export type ImportDocument = z.infer<typeof importSchema>;
