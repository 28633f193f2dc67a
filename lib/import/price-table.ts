import { setImmediate as nextTurn } from 'node:timers/promises';
import { isoDate } from '../risk/day';
import type { ImportLog } from './import-log';
import type { PriceColumns, PriceField } from './price-columns';
import { compareText, sortInTurns } from './sort-in-turns';

/** One price. Decimals are strings, so that none is changed on its way to the database. */
export type PriceRow = {
  /** Line of the file. */
  readonly row: number;
  readonly symbol: string;
  readonly date: string;
  readonly open: string | null;
  readonly high: string | null;
  readonly low: string | null;
  readonly close: string;
  /** Null where a long file has no adjusted closes; a wide file's are its closes. */
  readonly adjClose: string | null;
  readonly volume: string | null;
};

/** The prices of a good file, one a symbol and day, ready to be written in batches. */
export class PriceTable {
  /** Days as they are written, since each comes once for every symbol. */
  private readonly dates = new Map<number, string>();

  constructor(
    private readonly columns: PriceColumns,
    /** Indexes into the columns by symbol and day. */
    private readonly order: Uint32Array,
    /** The symbols by their number in the columns. */
    private readonly names: readonly string[],
    /** The symbols in alphabetical order. */
    readonly symbols: readonly string[],
    /** The first and the last day of all. */
    readonly span: { readonly firstDate: string; readonly lastDate: string },
    private readonly isWide: boolean,
  ) {}

  /** How many prices there are. */
  get length(): number {
    return this.order.length;
  }

  /** What the file had columns for; `close` alone in a wide one, where it stands for the adjusted close too. */
  get fields(): readonly PriceField[] {
    return this.columns.fields;
  }

  /** The prices by symbol and date. Rows are made as they are asked for, so a batch is all there is in memory. */
  *batches(size = 10_000): Generator<readonly PriceRow[]> {
    for (let from = 0; from < this.order.length; from += size)
      yield Array.from(this.order.subarray(from, from + size), (index) => this.rowAt(index));
  }

  private rowAt(index: number): PriceRow {
    const { columns } = this;
    const text = (field: PriceField) => columns.column(field)?.text(index) ?? null;
    const close = text('close') as string;
    return {
      row: columns.line.at(index),
      symbol: this.names[columns.symbol.at(index)],
      date: this.dateOf(columns.day.at(index)),
      open: text('open'),
      high: text('high'),
      low: text('low'),
      close,
      adjClose: this.isWide ? close : text('adj_close'),
      volume: text('volume'),
    };
  }

  private dateOf(day: number): string {
    const date = this.dates.get(day) ?? isoDate(day);
    this.dates.set(day, date);
    return date;
  }
}

/** How many prices are put in order before the event loop turns. */
const pricesATurn = 50_000;

/**
 * Puts prices in the order of symbol and day and leaves out what says the same twice; two different prices for one
 * symbol and day are a problem naming both lines. Counted into place by symbol and sorted by day only where a symbol's
 * days do not ascend already, which they do in nearly every file. No price is looked for in a map, whose keys would take
 * more memory than the prices. `numbers` has each symbol's number in the columns, ascending from 0.
 */
export async function priceTable(
  columns: PriceColumns,
  numbers: ReadonlyMap<string, number>,
  isWide: boolean,
  log: ImportLog,
): Promise<{ table: PriceTable; repeated: number }> {
  const symbols = await sortInTurns([...numbers.keys()], compareText);
  const { order, ends } = await bySymbol(columns, symbols, numbers);
  let kept = 0;
  let repeated = 0;
  let firstDay = Number.POSITIVE_INFINITY;
  let lastDay = Number.NEGATIVE_INFINITY;
  let from = 0;
  let sincePause = 0;
  for (const name of symbols) {
    const symbol = numbers.get(name) as number;
    const segment = order.subarray(from, ends[symbol]);
    from = ends[symbol];
    sortByDay(segment, columns);
    let previous = -1;
    for (const index of segment) {
      const day = columns.day.at(index);
      if (previous >= 0 && columns.day.at(previous) === day) {
        if (columns.agree(previous, index)) repeated++;
        else refuseContradiction(columns, name, previous, index, log);
      } else {
        // Written where it is read or before, so what is kept moves together in place.
        order[kept++] = index;
        previous = index;
        firstDay = Math.min(firstDay, day);
        lastDay = Math.max(lastDay, day);
      }
      if (++sincePause >= pricesATurn) {
        sincePause = 0;
        await nextTurn();
      }
    }
  }
  const span =
    kept > 0 ? { firstDate: isoDate(firstDay), lastDate: isoDate(lastDay) } : { firstDate: '', lastDate: '' };
  return {
    table: new PriceTable(columns, order.subarray(0, kept), [...numbers.keys()], symbols, span, isWide),
    repeated,
  };
}

/** Indexes into the columns counted into place by symbol, in the order of `symbols`, and where each symbol's end. */
async function bySymbol(columns: PriceColumns, symbols: readonly string[], numbers: ReadonlyMap<string, number>) {
  const ends = new Uint32Array(symbols.length);
  for (let index = 0; index < columns.length; index++) ends[columns.symbol.at(index)]++;
  await nextTurn();
  let sum = 0;
  for (const name of symbols) {
    const symbol = numbers.get(name) as number;
    const count = ends[symbol];
    ends[symbol] = sum;
    sum += count;
  }
  const order = new Uint32Array(columns.length);
  for (let index = 0; index < columns.length; index++) order[ends[columns.symbol.at(index)]++] = index;
  await nextTurn();
  return { order, ends };
}

/** Sorts one symbol's indexes by day, the rows of one day as they stand in the file. */
function sortByDay(segment: Uint32Array, columns: PriceColumns): void {
  let isAscending = true;
  for (let i = 1; i < segment.length && isAscending; i++)
    isAscending = columns.day.at(segment[i - 1]) <= columns.day.at(segment[i]);
  if (isAscending) return;
  // Day and place in one number: a Float64Array sorts itself without calling back. A day number is below 2^20 either
  // side of 1970 and a place below 2^21, so the sum is exact.
  const keys = new Float64Array(segment.length);
  for (let i = 0; i < keys.length; i++) keys[i] = (columns.day.at(segment[i]) + 2 ** 20) * 2 ** 21 + i;
  keys.sort();
  const unsorted = segment.slice();
  for (let i = 0; i < keys.length; i++) segment[i] = unsorted[keys[i] % 2 ** 21];
}

function refuseContradiction(columns: PriceColumns, name: string, first: number, second: number, log: ImportLog): void {
  const line = columns.line.at(first);
  const field = columns.fields.find((f) => !columns.column(f)!.agrees(first, second)) as PriceField;
  const other = columns.column(field)!.text(first) ?? 'nothing';
  const expected = `${other}, as line ${line} says for ${name} on ${isoDate(columns.day.at(first))}`;
  log.problem(columns.line.at(second), field, columns.column(field)!.text(second), expected, line);
}
