import { columnPlan, type TableGrammar } from './column-plan';
import { csvText } from './csv-text';
import { importLimits } from './import-limits';
import type { ImportLog } from './import-log';
import type { ImportOptions } from './import-options';
import type { ImportFormat } from './import-problem';
import { TableRow } from './table-row';
import type { ByteSource } from './text-pieces';

/** What a table turned out to be, once it has been read. */
export type TableFacts = {
  readonly rowsRead: number;
  readonly ignoredColumns: readonly string[];
  readonly format: ImportFormat;
};

/**
 * Reads a table with one record to a row: finds the columns of the grammar's fields and gives each row to `take`, which
 * may keep what it reads but not the row itself, because there is only one. Null where there was no header to go by.
 */
export async function readTable<Name extends string>(
  source: ByteSource,
  grammar: TableGrammar<Name>,
  options: ImportOptions,
  log: ImportLog,
  take: (row: TableRow<Name>) => void,
  maxRows: number = importLimits.rows,
): Promise<TableFacts | null> {
  const text = await csvText(source, log, options.delimiter);
  if (!text) return null;
  const { header, delimiter, encoding } = text;
  const plan = columnPlan(header, grammar, options.mapping ?? {}, log);
  if (!plan) {
    await text.discard();
    return null;
  }
  const row = new TableRow(header, plan, options, log);
  let rowsRead = 0;
  for await (const batch of text.batches) {
    rowsRead += batch.length;
    if (rowsRead > maxRows) log.exceed('rows', maxRows);
    if (log.stopped) break;
    for (const cells of batch) {
      row.turnTo(cells);
      take(row);
    }
  }
  if (rowsRead === 0 && log.problemCount === 0)
    log.problem(header.line, null, null, 'at least one row below the header');
  const { columns, ignoredColumns } = plan;
  return { rowsRead, ignoredColumns, format: { encoding, delimiter, layout: 'long', columns } };
}
