import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { Refusal } from './refusal';

/** The rows of a CSV file, each with the line it stands on. Every row has as many cells as the header. */
export type Table = {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
};

type Parsed = { readonly record: string[]; readonly info: { readonly lines: number } };

/** A file's text, unpacked where it is gzip. Throws `Refusal` where there is no such file. */
export function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (cause) {
    throw new Refusal(`${file}: cannot be read (${(cause as Error).message})`, { cause });
  }
}

/** Throws `Refusal` for a file that is missing, empty, no CSV or ragged, and for a header that names a column twice. */
export function readTable(file: string): Table {
  let records: Parsed[];
  try {
    // csv-parse's types do not know what `info` makes of a record.
    records = parse(readText(file), {
      bom: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Parsed[];
  } catch (cause) {
    throw cause instanceof Refusal ? cause : new Refusal(`${file}: ${(cause as Error).message}`, { cause });
  }
  if (records.length < 2) throw new Refusal(`${file}: needs a header and at least one row`);
  const [{ record: header }, ...rows] = records;
  const repeated = header.find((name, i) => header.indexOf(name) !== i);
  if (repeated !== undefined) throw new Refusal(`${file}: has two columns named ${JSON.stringify(repeated)}`);
  return { file, header, rows: rows.map(({ record, info }) => ({ line: info.lines, cells: record })) };
}

const decimal = /^\d+(\.\d*)?([eE][+-]?\d+)?$/;

/** The double nearest to a decimal price, NaN for an empty cell. Throws `Refusal` unless it is finite and positive. */
export function price({ file }: Table, line: number, column: string, cell: string): number {
  if (cell === '') return Number.NaN;
  const value = decimal.test(cell) ? Number(cell) : Number.NaN;
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new Refusal(`${file}, line ${line}, column ${column}: needs a positive decimal, got ${JSON.stringify(cell)}`);
  return value;
}
