import type { CsvDelimiter } from './csv-delimiter';
import type { TextEncoding } from './text-pieces';

/** What is wrong with one cell or row of a file. */
export type ImportProblem = {
  /** Line of the file where the row begins, counted from 1 (the header is usually 1). */
  readonly row: number;
  /** The column as the file calls it, or the missing one as its grammar does; null where the whole row is meant. */
  readonly column: string | null;
  /** The cell, at most 80 characters and safe to show; null where there is none. */
  readonly value: string | null;
  /** What would be right, as the end of a sentence that begins "expected". */
  readonly expected: string;
  /** The other line of a contradiction between two. */
  readonly otherRow?: number;
};

/** Something a person should look at that does not keep the file out. */
export type ImportWarning = {
  readonly row: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly note: string;
};

/** How a file turned out to be written. */
export type ImportFormat = {
  readonly encoding: TextEncoding;
  readonly delimiter: CsvDelimiter;
  /** Prices come one to a row (long) or one to a column and row (wide); everything else is long. */
  readonly layout: 'long' | 'wide';
  /** Which column of the file filled which field, in the order of the file; a wide file's symbols are not listed. */
  readonly columns: readonly { readonly column: string; readonly field: string }[];
};

/** The whole file is good. */
export type AcceptedImport<Rows> = {
  readonly ok: true;
  readonly rows: Rows;
  /** Rows of the file below its header, blank ones left out. */
  readonly rowsRead: number;
  /** Rows, or prices of a wide file, that said again what an earlier one had said. */
  readonly repeated: number;
  /** Rows that say nothing the product keeps (an action that is neither a dividend nor a split). */
  readonly ignoredRows: number;
  /** Columns nothing was read from, as the file calls them. */
  readonly ignoredColumns: readonly string[];
  /** The first of them. */
  readonly warnings: readonly ImportWarning[];
  readonly warningCount: number;
  readonly format: ImportFormat;
};

/** Nothing of the file may be written. */
export type RefusedImport = {
  readonly ok: false;
  readonly reason: 'refused';
  /** The first of them, by row. */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
};

/** The file is beyond what one request carries; reading stopped there. */
export type TooLargeImport = {
  readonly ok: false;
  readonly reason: 'too_large';
  readonly limit: number;
  readonly unit: 'bytes' | 'rows';
};

export type ImportResult<Rows> = AcceptedImport<Rows> | RefusedImport | TooLargeImport;
