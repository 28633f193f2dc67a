import type { Axis, Closes } from '../../lib/risk/align';
import { dayNumber, isoDate } from '../../lib/risk/day';
import { price, readTable, type Table } from './read-table';
import { Refusal } from './refusal';

/** Adjusted closes, a column a symbol, on the days of the file. */
export type Prices = { readonly axis: Axis; readonly columns: ReadonlyMap<string, Closes> };

/**
 * A wide CSV: `date` and a column a symbol, an empty cell where there is no close; rows in any order.
 * Throws `Refusal` for anything else.
 */
export function readPrices(file: string): Prices {
  const table = readTable(file);
  const [first, ...symbols] = table.header;
  if (first !== 'date' || symbols.length === 0 || symbols.includes(''))
    throw new Refusal(`${file}: needs the header date,SYMBOL,SYMBOL…, got ${table.header.slice(0, 5).join(',')}`);
  const rows = table.rows
    .map(({ line, cells }) => ({ line, cells, day: dayOf(table, line, cells[0]) }))
    .sort((a, b) => a.day - b.day);
  rows.forEach(({ line, day }, i) => {
    if (i > 0 && rows[i - 1].day === day)
      throw new Refusal(`${file}: has ${isoDate(day)} twice, on lines ${rows[i - 1].line} and ${line}`);
  });
  return {
    axis: Int32Array.from(rows, ({ day }) => day),
    columns: new Map(
      symbols.map((symbol, j) => [
        symbol,
        Float64Array.from(rows, ({ line, cells }) => price(table, line, symbol, cells[j + 1])),
      ]),
    ),
  };
}

/** The day of a cell. Throws `Refusal` unless it is a date of the calendar. */
export function dayOf({ file }: Table, line: number, cell: string): number {
  try {
    return dayNumber(cell);
  } catch (cause) {
    throw new Refusal(`${file}, line ${line}, column date: needs a date YYYY-MM-DD, got ${JSON.stringify(cell)}`, {
      cause,
    });
  }
}
