import type { Estimate, Reason } from '@/lib/risk/estimate';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import type { DatedWindow } from '@/lib/risk/volatility-estimates';

/**
 * The returns of the book that a figure is made of: all there are, the last year's, the last year's beside the index's,
 * or so many of the newest that no window of the snapshot is theirs.
 */
export type BookReturns = 'all' | 'year' | 'paired year' | 'newest';

/** What stands behind every figure of a book, and behind none of a single security. */
export type BookBehind = {
  /** What has no value on the day: no figure has it. */
  readonly unvalued: readonly { readonly symbol: string; readonly reason: Reason }[];
  /** What has a value and no returns: no figure that is made of returns has it. */
  readonly withoutReturns: readonly Exclusion[];
  readonly windows: Readonly<Partial<Record<BookReturns, DatedWindow>>>;
};

const windowOf = (estimate: Estimate<DatedWindow>): DatedWindow | undefined => {
  if (estimate.status === 'unavailable') return undefined;
  const { observations, firstDate, lastDate, dropped } = estimate.value;
  return { observations, firstDate, lastDate, dropped };
};

/** What stands behind the figures of a book, by its own estimates. */
export function bookBehind({ value, series, volatility, beta }: PortfolioEstimates): BookBehind {
  const all = series.status === 'measured' ? series.value : null;
  return {
    unvalued: value.status === 'measured' ? value.value.unvalued : [],
    withoutReturns: all?.excluded ?? [],
    windows: {
      all:
        all?.firstDate && all.lastDate
          ? {
              observations: all.observations,
              firstDate: all.firstDate,
              lastDate: all.lastDate,
              dropped: all.daysDropped,
            }
          : undefined,
      year: windowOf(volatility.realized252d),
      'paired year': windowOf(beta.direct252),
    },
  };
}
