import type { CsvDelimiter } from './csv-delimiter';
import { csvText } from './csv-text';
import { ImportLog } from './import-log';
import type { RefusedImport, TooLargeImport } from './import-problem';
import { shownValue } from './shown-value';
import type { ByteSource, TextEncoding } from './text-pieces';

/** The head of a file, for a person to see what its columns are before they are mapped. */
export type CsvPreview = {
  readonly ok: true;
  readonly encoding: TextEncoding;
  readonly delimiter: CsvDelimiter;
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
};

/** Reads the header and the first rows of a file, and no more of it than that. Cells are shortened to be shown. */
export async function csvPreview(
  source: ByteSource,
  options: { readonly delimiter?: CsvDelimiter; readonly rows?: number } = {},
): Promise<CsvPreview | RefusedImport | TooLargeImport> {
  const log = new ImportLog();
  const file = await csvText(source, log, options.delimiter);
  if (!file) return log.refuse();
  const most = options.rows ?? 5;
  const rows: CsvPreview['rows'][number][] = [];
  for await (const batch of file.batches) {
    for (const { line, cells } of batch.slice(0, most - rows.length)) rows.push({ line, cells: cells.map(shownValue) });
    if (rows.length >= most) break;
  }
  const { encoding, delimiter, header } = file;
  return { ok: true, encoding, delimiter, header: header.cells, rows };
}
