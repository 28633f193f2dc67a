import { columnPlan, fieldNamed, type TableGrammar } from './column-plan';
import { type CsvText, csvText } from './csv-text';
import { type CsvRow, columnName } from './csv-tokenizer';
import { importLimits } from './import-limits';
import { ImportLog } from './import-log';
import type { ImportOptions } from './import-options';
import type { ImportFormat, ImportResult } from './import-problem';
import { type PriceField, priceFields } from './price-columns';
import { PriceReader } from './price-reader';
import { type PriceTable, priceTable } from './price-table';
import type { ByteSource } from './text-pieces';

export type LongPriceField = 'date' | 'symbol' | PriceField;

const dateField = { name: 'date', aliases: ['trading date', 'trade date', 'day'], isRequired: true } as const;

/** The columns of a long price file; a wide one has `date` and a column a symbol. */
export const longPriceTable: TableGrammar<LongPriceField> = {
  fields: [
    dateField,
    { name: 'symbol', aliases: ['ticker', 'ticker symbol'], isRequired: true },
    { name: 'close', aliases: ['close price', 'closing price'], isRequired: true },
    { name: 'adj_close', aliases: ['adjusted close', 'adj close price'] },
    { name: 'open', aliases: ['open price'] },
    { name: 'high', aliases: ['high price'] },
    { name: 'low', aliases: ['low price'] },
    { name: 'volume', aliases: ['vol'] },
  ],
};

const widePriceTable: TableGrammar<'date'> = { fields: [dateField] };

/**
 * Reads daily prices from CSV, the whole file or nothing: long (`date, symbol, close`, optionally `adj_close, open, high,
 * low, volume`) or wide (`date` and a column a symbol, an empty cell where there is no price). A file is long where a
 * column is called symbol or close (or an alias of them), wide otherwise; a wide file's prices stand for raw and adjusted
 * closes alike.
 *
 * Prices are greater than 0 and never later than `options.today`; the same price again is counted, another one for the
 * same symbol and day is a problem naming both lines. A high below the low is a problem; an open or close outside them
 * is a warning, since such days are in every vendor's data.
 */
export async function parsePrices(source: ByteSource, options: ImportOptions): Promise<ImportResult<PriceTable>> {
  const log = new ImportLog();
  const file = await csvText(source, log, options.delimiter);
  const isWide = file !== null && !isLongPrices(file.header.cells, options.mapping ?? {});
  const read = file && (isWide ? await readWide(file, options, log) : await readLong(file, options, log));
  const done = read && !log.stopped ? await priceTable(read.reader.columns, read.reader.symbols, isWide, log) : null;
  return log.conclude(() => {
    const { rowsRead, ignoredColumns, format } = read!;
    return { rows: done!.table, repeated: done!.repeated, ignoredRows: 0, rowsRead, ignoredColumns, format };
  });
}

type ReadPrices = {
  readonly reader: PriceReader;
  readonly rowsRead: number;
  readonly ignoredColumns: readonly string[];
  readonly format: ImportFormat;
};

/** Whether prices with this header come one to a row: a wide file has no column for the symbol or the close. */
export function isLongPrices(header: readonly string[], mapping: Readonly<Record<string, string | null>>): boolean {
  const marks: readonly (string | null)[] = ['symbol', 'close', 'adj_close'];
  const isMark = (field: string | null) => field !== null && marks.includes(field);
  return header.some((cell) => isMark(fieldNamed(longPriceTable.fields, cell))) || Object.values(mapping).some(isMark);
}

async function readLong(file: CsvText, options: ImportOptions, log: ImportLog): Promise<ReadPrices | null> {
  const plan = columnPlan(file.header, longPriceTable, options.mapping ?? {}, log);
  if (!plan) {
    await file.discard();
    return null;
  }
  const fields = priceFields.filter((field) => plan.positions.has(field));
  const reader = new PriceReader(file.header, fields, options, log);
  const datePosition = plan.positions.get('date') as number;
  const symbolPosition = plan.positions.get('symbol') as number;
  const values = fields.map((field) => ({ field, position: plan.positions.get(field) as number }));
  let rowsRead = 0;
  for await (const batch of file.batches) {
    rowsRead += batch.length;
    for (const row of batch) {
      const day = reader.day(row, datePosition);
      const symbol = reader.symbol(row, symbolPosition);
      let isGood = day !== null && symbol !== null;
      for (const { field, position } of values) isGood = reader.value(row, position, field) && isGood;
      if (isGood && reader.isRangeGood(row, plan.positions)) reader.keep(row.line, symbol!, day!);
    }
  }
  refuseEmpty(file.header, rowsRead, log);
  const { columns, ignoredColumns } = plan;
  const { delimiter, encoding } = file;
  return { reader, rowsRead, ignoredColumns, format: { encoding, delimiter, layout: 'long', columns } };
}

async function readWide(file: CsvText, options: ImportOptions, log: ImportLog): Promise<ReadPrices | null> {
  const { header, delimiter, encoding } = file;
  const plan = columnPlan(header, widePriceTable, options.mapping ?? {}, log);
  const reader = new PriceReader(header, ['close'], options, log);
  const symbols =
    plan && symbolColumns(header, plan.positions.get('date') as number, options.mapping ?? {}, reader, log);
  if (!plan || !symbols) {
    await file.discard();
    return null;
  }
  const datePosition = plan.positions.get('date') as number;
  let rowsRead = 0;
  for await (const batch of file.batches) {
    rowsRead += batch.length;
    for (const row of batch) {
      const day = reader.day(row, datePosition);
      for (const { position, symbol } of symbols.taken) {
        if (row.cells[position].trim() === '') continue;
        if (reader.value(row, position, 'close') && day !== null) reader.keep(row.line, symbol, day);
      }
    }
    if (reader.columns.length > importLimits.rows) log.exceed('rows', importLimits.rows);
    if (log.stopped) break;
  }
  refuseEmpty(header, rowsRead, log);
  if (rowsRead > 0 && reader.columns.length === 0 && log.problemCount === 0)
    log.problem(header.line, null, null, 'at least one price below the header');
  const { columns } = plan;
  return {
    reader,
    rowsRead,
    ignoredColumns: symbols.ignored,
    format: { encoding, delimiter, layout: 'wide', columns },
  };
}

function refuseEmpty(header: CsvRow, rowsRead: number, log: ImportLog): void {
  if (rowsRead === 0 && log.problemCount === 0)
    log.problem(header.line, null, null, 'at least one row below the header');
}

/** The columns of a wide file that are symbols. A column without a name, or mapped to nothing, is left out. */
function symbolColumns(
  header: CsvRow,
  datePosition: number,
  mapping: Readonly<Record<string, string | null>>,
  reader: PriceReader,
  log: ImportLog,
): { taken: { position: number; symbol: number }[]; ignored: string[] } | null {
  const leftOut = new Set(Object.keys(mapping).map((column) => column.trim()));
  const taken = new Map<number, number>();
  const ignored: string[] = [];
  const problemsBefore = log.problemCount;
  for (const [position, cell] of header.cells.entries()) {
    if (position === datePosition) continue;
    const name = columnName(header.cells, position);
    if (cell.trim() === '' || leftOut.has(name)) {
      ignored.push(name);
      continue;
    }
    const symbol = reader.symbol(header, position);
    if (symbol === null) continue;
    const other = taken.get(symbol);
    if (other === undefined) taken.set(symbol, position);
    else log.problem(header.line, name, cell, `one column a symbol; ${columnName(header.cells, other)} is the same`);
  }
  if (log.problemCount > problemsBefore) return null;
  if (taken.size === 0) {
    log.problem(header.line, null, null, 'columns date, symbol and close, or date and a column a symbol');
    return null;
  }
  return { taken: [...taken].map(([symbol, position]) => ({ position, symbol })), ignored };
}
