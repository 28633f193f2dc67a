import 'server-only';
import { type Book, booksOver } from '../db/book';
import type { Connection } from '../db/client';
import { type DatedSplit, loadCloses, loadSplits } from '../db/closes';
import type { Owner } from '../db/owner';
import { type SectorWeights, sectorWeightsOver } from '../db/sector-weights';
import { type Columns, columnsOf } from './columns';
import { closesFrom } from './month';

/** The book and the benchmark of one day. */
export type DayInputs = { readonly book: Book; readonly benchmark: SectorWeights | null };

/** What a range of days is measured from, but for the closes. */
export type RangeInputs = {
  readonly book: Omit<Book, 'lots'>;
  readonly on: (date: string) => DayInputs;
  /** What is held on any of the days, and the index: by ascending id. */
  readonly securityIds: (dates: readonly string[]) => number[];
  /** Whether the benchmark's weights are still those that were read. */
  readonly isBenchmarkCurrent: (client: Connection) => Promise<boolean>;
};

/** The closes and splits of everything that any of some days holds, and of the index. */
export type MarketInputs = {
  readonly columns: Columns;
  readonly splits: ReadonlyMap<number, readonly DatedSplit[]>;
};

/** The books and benchmarks of the days from `from` to `to`. */
export async function loadRange(owner: Owner, portfolioId: string, from: string, to: string): Promise<RangeInputs> {
  const books = await booksOver(owner, portfolioId, from, to);
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
  return {
    book,
    on,
    securityIds: (dates) => {
      const ids = new Set<number>();
      if (book.marketIndexId !== null) ids.add(book.marketIndexId);
      for (const lots of new Set(dates.map((date) => on(date).book.lots)))
        for (const { securityId } of lots) if (securityId !== null) ids.add(securityId);
      return [...ids].sort((a, b) => a - b);
    },
    isBenchmarkCurrent: async (client) =>
      JSON.stringify(await sectorWeightsOver(book.benchmarkCode, from, to, client)) === JSON.stringify(sets),
  };
}

/** The closes behind some days, oldest first, that are measured together. */
export async function loadMarket(inputs: RangeInputs, dates: readonly string[]): Promise<MarketInputs> {
  const all = inputs.securityIds(dates);
  const [from, to] = [closesFrom(dates[0]), dates[dates.length - 1]];
  const [closes, dated] = await Promise.all([loadCloses(all, from, to), loadSplits(all)]);
  const splits = new Map<number, DatedSplit[]>();
  for (const split of dated) {
    const ofSecurity = splits.get(split.securityId);
    if (ofSecurity) ofSecurity.push(split);
    else splits.set(split.securityId, [split]);
  }
  return { columns: columnsOf(closes, inputs.book.marketIndexId, from, to), splits };
}
