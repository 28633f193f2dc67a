import 'server-only';
import type { Book } from '../db/book';
import type { Owner } from '../db/owner';
import { bookOfRun } from '../db/run-book';
import { type Snapshot, snapshotOn } from '../db/snapshots';
import { type Change, changeSplit } from '../risk/change-split';
import { type Estimate, measured } from '../risk/estimate';
import type { PortfolioEstimates } from '../risk/portfolio-estimates';
import { type PortfolioMeasureName, portfolioFigure } from '../risk/portfolio-measures';

/** The figures whose changes are taken apart. */
export const comparedMeasures = [
  'market_beta_direct',
  'realized_volatility_21d',
  'expected_volatility_21d',
  'hhi',
] as const satisfies readonly PortfolioMeasureName[];

export type ComparedMeasure = (typeof comparedMeasures)[number];

/** Two stored days held against each other, the earlier first. */
export type DayComparison = {
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** Betas to two indexes are of different things: their change is not taken apart. */
  readonly isSameIndex: boolean;
  readonly changes: Readonly<Record<ComparedMeasure, Change>>;
};

/** Whether the change of a figure is taken apart: a beta to one index less a beta to another is no change of anything. */
export const isTakenApart = (name: ComparedMeasure, { isSameIndex }: Pick<DayComparison, 'isSameIndex'>): boolean =>
  isSameIndex || name !== 'market_beta_direct';

/** Measures a book that is stored nowhere, by the path of a recalculation. */
export type MeasureBook = (book: Book, asOf: string) => Promise<{ readonly estimates: object }>;

/**
 * Why the figures of a portfolio changed between two stored days: the books that were measured then, each with what was
 * known and by the method of the time (as stored), and both measured anew with all that is known now, the earlier one
 * on the later day too. What comes of it is stored nowhere.
 *
 * Null where one of the days has no snapshot. `NotFound` where the portfolio is not this owner's.
 */
export async function compareDays(
  owner: Owner,
  portfolioId: string,
  from: string,
  to: string,
  measure: MeasureBook,
): Promise<DayComparison | null> {
  if (!(from <= to)) throw new RangeError(`compareDays: needs the earlier day first, got ${from} and ${to}`);
  const [before, after] = await Promise.all([snapshotOn(owner, portfolioId, from), snapshotOn(owner, portfolioId, to)]);
  if (before === null || after === null) return null;
  const [oldBook, newBook] = await Promise.all([bookOfRun(owner, before), bookOfRun(owner, after)]);
  const isSameIndex = before.marketIndex === after.marketIndex;
  const estimatesOf = async (book: Book, date: string) => (await measure(book, date)).estimates as PortfolioEstimates;
  // One after the other: whoever measures takes its time for one book at a time.
  const measuredBefore = await estimatesOf(oldBook, from);
  const measuredAfter = await estimatesOf(newBook, to);
  // A contract that has run out in between is worth nothing more: that is time's doing, not a trade.
  const lots = oldBook.lots.filter(({ expiry }) => expiry === null || expiry > to);
  const carried = await estimatesOf({ ...oldBook, lots }, to);

  const figure = (name: ComparedMeasure, estimates: PortfolioEstimates): Estimate<number> => {
    const one = portfolioFigure(name, estimates);
    return one.status === 'measured' ? measured(one.value.value) : one;
  };
  const changeOf = (name: ComparedMeasure): Change =>
    changeSplit({
      storedBefore: figure(name, before.estimates),
      measuredBefore: figure(name, measuredBefore),
      carried: figure(name, carried),
      measuredAfter: figure(name, measuredAfter),
      storedAfter: figure(name, after.estimates),
    });
  return {
    before,
    after,
    isSameIndex,
    changes: Object.fromEntries(comparedMeasures.map((name) => [name, changeOf(name)])) as DayComparison['changes'],
  };
}

/** The stored days a comparison begins with where nobody names any: the newest, and about a month before it. */
export function usualDays(dates: readonly string[]): { readonly from: string; readonly to: string } | null {
  if (dates.length < 2) return null;
  const newestFirst = [...dates].sort().reverse();
  return { from: newestFirst[Math.min(21, newestFirst.length - 1)], to: newestFirst[0] };
}
