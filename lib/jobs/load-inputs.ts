import 'server-only';
import { acceptedMoves } from '../db/accepted-moves';
import { type Book, type Books, booksOver } from '../db/book';
import type { Connection } from '../db/client';
import { type DatedSplit, loadCloses, loadSplits } from '../db/closes';
import type { Owner } from '../db/owner';
import { type DatedAction, loadActions } from '../db/quality-rows';
import { type SectorWeights, sectorWeightsOver } from '../db/sector-weights';
import type { AxisPrices } from '../market/price-quality';
import { type Columns, columnsOf, pricesOnAxis } from './columns';
import { type Conversion, loadConversion } from './in-currency';
import { closesFrom } from './month';

/** The book and the benchmark of one day. */
export type DayInputs = { readonly book: Book; readonly benchmark: SectorWeights | null };

/** What a range of days is measured from, but for the closes. */
export type RangeInputs = {
  readonly book: Omit<Book, 'lots'>;
  readonly on: (date: string) => DayInputs;
  /** What is held on any of the days, and the index: by ascending id. */
  readonly securityIds: (dates: readonly string[]) => number[];
  /** What each of them is quoted in. */
  readonly currencies: (dates: readonly string[]) => ReadonlyMap<number, string>;
  /** The symbols of the exchange rates that any of the days needs, both ways round. */
  readonly currencyPairs: (dates: readonly string[]) => string[];
  /** Whether the benchmark's weights are still those that were read. */
  readonly isBenchmarkCurrent: (client: Connection) => Promise<boolean>;
};

/** The closes of everything that any of some days holds, and of the index, and what bears on them. */
export type MarketInputs = {
  /** In the portfolio's currency; what cannot be converted into it has no column. */
  readonly columns: Columns;
  /** The closes of what is quoted in another currency as they are quoted, whether or not they can be converted. */
  readonly quoted: ReadonlyMap<number, AxisPrices>;
  readonly splits: ReadonlyMap<number, readonly DatedSplit[]>;
  readonly actions: ReadonlyMap<number, readonly DatedAction[]>;
  /** The days whose large move a person has confirmed. */
  readonly acceptedMoves: ReadonlyMap<number, readonly string[]>;
  readonly conversion: Conversion;
};

/** The books and benchmarks of the days from `from` to `to`. */
export const loadRange = async (owner: Owner, portfolioId: string, from: string, to: string): Promise<RangeInputs> =>
  rangeOf(await booksOver(owner, portfolioId, from, to), from, to);

/** The same of books that are there already: stored ones, or such as nobody has stored. */
export async function rangeOf(books: Books, from: string, to: string): Promise<RangeInputs> {
  const { book } = books;
  const sets = await sectorWeightsOver(book.benchmarkCode, from, to);
  const days = new Map<string, DayInputs>();
  const on = (date: string): DayInputs => {
    const known = days.get(date);
    if (known) return known;
    const day = { book: books.on(date), benchmark: sets.findLast(({ asOf }) => asOf <= date) ?? null };
    days.set(date, day);
    return day;
  };
  const lotsOf = (dates: readonly string[]) => new Set(dates.map((date) => on(date).book.lots));
  return {
    book,
    on,
    securityIds: (dates) => {
      const ids = new Set<number>();
      if (book.marketIndexId !== null) ids.add(book.marketIndexId);
      for (const lots of lotsOf(dates)) for (const { securityId } of lots) if (securityId !== null) ids.add(securityId);
      return [...ids].sort((a, b) => a - b);
    },
    currencies: (dates) => {
      const currencies = new Map<number, string>();
      if (book.marketIndexId !== null && book.marketIndexCurrency !== null)
        currencies.set(book.marketIndexId, book.marketIndexCurrency);
      for (const lots of lotsOf(dates))
        for (const { securityId, securityCurrency, currency } of lots)
          if (securityId !== null) currencies.set(securityId, securityCurrency ?? currency);
      return currencies;
    },
    currencyPairs: (dates) => {
      const used = new Set([book.marketIndexCurrency]);
      for (const lots of lotsOf(dates))
        for (const { securityCurrency, currency } of lots) used.add(currency).add(securityCurrency);
      const foreign = [...used].filter((one): one is string => one !== null && one !== book.currency).sort();
      return foreign.flatMap((one) => [`${one}${book.currency}=X`, `${book.currency}${one}=X`]);
    },
    isBenchmarkCurrent: async (client) =>
      JSON.stringify(await sectorWeightsOver(book.benchmarkCode, from, to, client)) === JSON.stringify(sets),
  };
}

/** Rows by their security. */
function bySecurity<Row extends { readonly securityId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const grouped = new Map<number, Row[]>();
  for (const row of rows) {
    const ofSecurity = grouped.get(row.securityId);
    if (ofSecurity) ofSecurity.push(row);
    else grouped.set(row.securityId, [row]);
  }
  return grouped;
}

/** The closes behind some days, oldest first, that are measured together. */
export async function loadMarket(inputs: RangeInputs, dates: readonly string[]): Promise<MarketInputs> {
  const all = inputs.securityIds(dates);
  const { currency } = inputs.book;
  const [from, to] = [closesFrom(dates[0]), dates[dates.length - 1]];
  const foreign = [...new Set(inputs.currencyPairs(dates).map((pair) => pair.slice(0, 3)))];
  const [loaded, splits, actions, accepted, conversion] = await Promise.all([
    loadCloses(all, from, to),
    loadSplits(all),
    loadActions(all, from, to),
    acceptedMoves(all),
    loadConversion(currency, foreign, from, to),
  ]);
  const currencies = inputs.currencies(dates);
  const closes = new Map(
    [...loaded].flatMap(([id, series]) => {
      const converted = conversion.closes(series, currencies.get(id) ?? currency);
      return converted === null ? [] : [[id, converted] as const];
    }),
  );
  const columns = columnsOf(closes, inputs.book.marketIndexId, from, to);
  const quoted = new Map<number, AxisPrices>();
  for (const [id, series] of loaded) if (closes.get(id) !== series) quoted.set(id, pricesOnAxis(columns.axis, series));
  return {
    columns,
    quoted,
    splits: bySecurity(splits),
    actions: bySecurity(actions),
    acceptedMoves: accepted,
    conversion,
  };
}
