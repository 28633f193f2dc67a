import { dayNumber } from '../risk/day';
import { type CsvRow, columnName } from './csv-tokenizer';
import { decimalParts, takeApart } from './decimal-parts';
import { unescapeFormula } from './formula-escape';
import type { ImportLog } from './import-log';
import type { ImportOptions } from './import-options';
import { PriceColumns, type PriceField } from './price-columns';
import { type DecimalRule, readDate, readDecimal } from './strict-values';
import { canonicalSymbol, symbolExpected } from './symbol';

const priceRule: DecimalRule = { sign: 'positive', wholeDigits: 12, decimals: 8 };
/** Kept in whole units; what vendors of round-the-clock markets write behind the point is rounded. */
const volumeRule: DecimalRule = { sign: 'not negative', wholeDigits: 15, decimals: 0 };

/** How far an open or close may lie outside the day's range before it is worth a look, as a fraction of the price. */
const rangeTolerance = 1e-4;

/** Reads cells into columns. What a cell said before is remembered, since days and symbols come thousands of times. */
export class PriceReader {
  readonly columns: PriceColumns;
  /** The symbols' numbers in the columns, ascending from 0 as they first came. */
  readonly symbols = new Map<string, number>();
  private readonly days = new Map<string, number>();
  private readonly symbolsByCell = new Map<string, number>();
  private readonly isPlain: boolean;

  constructor(
    private readonly header: CsvRow,
    fields: readonly PriceField[],
    private readonly options: ImportOptions,
    private readonly log: ImportLog,
  ) {
    this.columns = new PriceColumns(fields);
    this.isPlain = (options.numbers ?? '1234.56').endsWith('.56');
  }

  day(row: CsvRow, position: number): number | null {
    const cell = row.cells[position].trim();
    const known = this.days.get(cell);
    if (known !== undefined) return known;
    const date = readDate(cell, this.options.dates ?? 'YYYY-MM-DD', this.options.today);
    if (!date.ok) return this.refuse(row, position, date.expected);
    const day = dayNumber(date.value);
    this.days.set(cell, day);
    return day;
  }

  symbol(row: CsvRow, position: number): number | null {
    const cell = row.cells[position];
    const known = this.symbolsByCell.get(cell);
    if (known !== undefined) return known;
    const name = canonicalSymbol(unescapeFormula(cell.trim()));
    if (name === null) return this.refuse(row, position, symbolExpected);
    const symbol = this.symbols.get(name) ?? this.symbols.size;
    this.symbols.set(name, symbol);
    this.symbolsByCell.set(cell, symbol);
    return symbol;
  }

  /** Reads a cell into its column at the place of the row to come; false where it is refused. */
  value(row: CsvRow, position: number, field: PriceField): boolean {
    const column = this.columns.column(field)!;
    const cell = row.cells[position];
    const isVolume = field === 'volume';
    if (!(this.isPlain && takeApart(cell) && isUsual(isVolume))) {
      const text = cell.trim();
      if (text === '' && field !== 'close') {
        column.skip(this.columns.length);
        return true;
      }
      const reading = readDecimal(text, isVolume ? volumeRule : priceRule, this.options.numbers ?? '1234.56');
      if (!reading.ok) {
        this.refuse(row, position, reading.expected);
        return false;
      }
      if (reading.value.isRounded) this.log.rounding(row.line, columnName(this.header.cells, position), text);
      takeApart(reading.value.text);
    }
    column.set(this.columns.length, decimalParts.whole, decimalParts.fraction);
    return true;
  }

  /** Holds the row to come against its own range. */
  isRangeGood(row: CsvRow, positions: ReadonlyMap<string, number>): boolean {
    const { columns } = this;
    const index = columns.length;
    const high = columns.column('high');
    const low = columns.column('low');
    if (high && low && high.isBelow(low, index)) {
      this.refuse(row, positions.get('high') as number, `a high of at least the low, ${low.text(index)}`);
      return false;
    }
    for (const field of ['open', 'close'] as const) {
      const value = columns.column(field)?.value(index) ?? Number.NaN;
      const isAbove = high !== undefined && value > high.value(index) * (1 + rangeTolerance);
      const isBelow = low !== undefined && value < low.value(index) * (1 - rangeTolerance);
      if (!isAbove && !isBelow) continue;
      const position = positions.get(field) as number;
      const note = isAbove
        ? `above the high of the day, ${high.text(index)}`
        : `below the low of the day, ${low!.text(index)}`;
      this.log.warning(row.line, columnName(this.header.cells, position), row.cells[position], note);
    }
    return true;
  }

  /** Keeps the row whose values were read last. */
  keep(line: number, symbol: number, day: number): void {
    const { columns } = this;
    columns.symbol.set(columns.length, symbol);
    columns.day.set(columns.length, day);
    columns.line.set(columns.length, line);
    columns.length++;
  }

  private refuse(row: CsvRow, position: number, expected: string): null {
    this.log.problem(row.line, columnName(this.header.cells, position), row.cells[position], expected);
    return null;
  }
}

/** Whether what was taken apart last is a volume, or a price, that needs no second look. */
const isUsual = (isVolume: boolean): boolean =>
  isVolume
    ? decimalParts.fraction === 0
    : decimalParts.whole < 1e12 && (decimalParts.whole > 0 || decimalParts.fraction > 0);
