import type { CsvDelimiter } from './csv-delimiter';
import type { DateStyle, NumberStyle } from './strict-values';

/** What whoever sends a file declares about it. Nothing of this is guessed but the delimiter. */
export type ImportOptions = {
  /** The day nothing in a file may be later than, `YYYY-MM-DD`. */
  readonly today: string;
  readonly delimiter?: CsvDelimiter;
  /** Default `1234.56`. */
  readonly numbers?: NumberStyle;
  /** Default `YYYY-MM-DD`. */
  readonly dates?: DateStyle;
  /** Column of the file → field of the grammar, or null to leave the column out. The rest is matched by name. */
  readonly mapping?: Readonly<Record<string, string | null>>;
};
