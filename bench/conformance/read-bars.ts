import type { Axis } from '../../lib/risk/align';
import { isoDate } from '../../lib/risk/day';
import type { Bars } from '../../lib/risk/range-volatility';
import { dayOf } from './read-prices';
import { price, readTable } from './read-table';
import { Refusal } from './refusal';

/** The bars of one symbol on the days on which it has one. */
export type DatedBars = { readonly axis: Axis; readonly bars: Bars };

const columns = { open: 'open', high: 'high', low: 'low', close: 'close', adjustedClose: 'adj_close' } as const;

/**
 * A long CSV, a row a day and ticker: `date, ticker, open, high, low, close, adj_close` among its columns, rows in any
 * order. Throws `Refusal` for anything else.
 */
export function readBars(file: string): ReadonlyMap<string, DatedBars> {
  const table = readTable(file);
  const place = (name: string): number => {
    const at = table.header.indexOf(name);
    if (at < 0) throw new Refusal(`${file}: needs a column ${name}, got ${table.header.join(',')}`);
    return at;
  };
  const [date, ticker] = [place('date'), place('ticker')];
  const rowsOf = new Map<string, { line: number; day: number; cells: readonly string[] }[]>();
  for (const { line, cells } of table.rows) {
    const rows = rowsOf.get(cells[ticker]) ?? [];
    rowsOf.set(cells[ticker], rows);
    rows.push({ line, day: dayOf(table, line, cells[date]), cells });
  }
  const dated = [...rowsOf].map(([symbol, rows]) => {
    rows.sort((a, b) => a.day - b.day);
    rows.forEach(({ line, day }, i) => {
      if (i > 0 && rows[i - 1].day === day)
        throw new Refusal(`${file}: has ${symbol} on ${isoDate(day)} twice, on lines ${rows[i - 1].line} and ${line}`);
    });
    const bars = Object.entries(columns).map(([field, name]) => {
      const at = place(name);
      return [field, Float64Array.from(rows, ({ line, cells }) => price(table, line, name, cells[at]))];
    });
    return [symbol, { axis: Int32Array.from(rows, ({ day }) => day), bars: Object.fromEntries(bars) as Bars }] as const;
  });
  return new Map(dated);
}
