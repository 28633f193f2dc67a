import 'server-only';
import { type Book, bookOn } from '../db/book';
import { type DatedSplit, loadCloses, loadSplits, type SecurityCloses } from '../db/closes';
import type { Owner } from '../db/owner';
import { latestSectorWeights, type SectorWeights } from '../db/sector-weights';

/** What the longest look-back needs: 1,260 returns of a forecast, with room for halts. */
const closesNeeded = 1_400;

/** Everything a run of days is measured from. */
export type Inputs = {
  readonly closes: ReadonlyMap<number, SecurityCloses>;
  readonly splits: ReadonlyMap<number, readonly DatedSplit[]>;
};

/** The book and the benchmark of one day. */
export type DayInputs = { readonly book: Book; readonly benchmark: SectorWeights | null };

export async function loadDay(owner: Owner, portfolioId: string, date: string): Promise<DayInputs> {
  const book = await bookOn(owner, portfolioId, date);
  return { book, benchmark: await latestSectorWeights(book.benchmarkCode, date) };
}

/** The closes and splits of everything that any of the days holds, and of the index, up to the last of the days. */
export async function loadInputs(days: readonly { date: string; inputs: DayInputs }[]): Promise<Inputs> {
  const ids = new Set<number>();
  for (const { inputs } of days) {
    if (inputs.book.marketIndexId !== null) ids.add(inputs.book.marketIndexId);
    for (const { securityId } of inputs.book.lots) if (securityId !== null) ids.add(securityId);
  }
  const last = days[days.length - 1].date;
  const all = [...ids].sort((a, b) => a - b);
  const splits = new Map<number, DatedSplit[]>();
  for (const split of await loadSplits(all))
    splits.set(split.securityId, [...(splits.get(split.securityId) ?? []), split]);
  return { closes: await loadCloses(all, last, closesNeeded + days.length), splits };
}
