import { count, interval } from '@/lib/format';
import type { Explanation } from '../explanation';

export type SidedBeta = {
  readonly beta: number;
  readonly low: number;
  readonly high: number;
  readonly observations: number;
};

/** Beta over the days on which the market rose, or fell. */
export function sidedBetaExplanation(
  figure: SidedBeta,
  side: 'up' | 'down',
  marketIndex: string,
  id: string,
): Explanation {
  const days = side === 'up' ? 'rose' : 'fell';
  return {
    id,
    title: side === 'up' ? 'Beta on rising days' : 'Beta on falling days',
    words: `The slope on ${marketIndex} over those of the last 252 paired days on which it ${days}. Where the two intervals overlap widely, nothing says that the portfolio falls otherwise than it rises.`,
    formula: `r = α + β · r(${marketIndex}) + e,  days with r(${marketIndex}) ${side === 'up' ? '> 0' : '< 0'}`,
    method: 'Least squares with intercept; interval from HC3 errors; a market that stands still counts on neither side',
    returns: 'paired year',
    recipe: { name: side === 'up' ? 'up_beta' : 'down_beta' },
    facts: [
      { term: '95 % interval', value: interval(figure.low, figure.high) },
      { term: 'Days used', value: count(figure.observations) },
    ],
  };
}
