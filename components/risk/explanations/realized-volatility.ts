import { percent, percentInterval } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { RealizedOverWindow } from '@/lib/risk/volatility-estimates';
import type { Explanation } from '../explanation';

/** About 95 of 100 estimates lie within so many standard errors of what they estimate. */
const twoSidedNormal = 1.96;

export function realizedVolatilityExplanation(
  figure: RealizedOverWindow,
  days: number,
  excluded: readonly Exclusion[],
  id: string,
): Explanation {
  const reach = twoSidedNormal * figure.standardErrorAnnual;
  return {
    id,
    title: `Realized volatility, ${days} days`,
    words: `How widely the portfolio's daily returns were spread over the last ${days} trading days, as a yearly figure. The error is that of sampling alone.`,
    formula: 's · √252,  s² = Σ (r − r̄)² / (n − 1)',
    method: `Sample standard deviation of the last ${days} daily returns, 252 days a year`,
    window: figure,
    recipe: { name: 'realized_volatility', parameter: days },
    facts: [
      { term: 'Standard error', value: percent(figure.standardErrorAnnual) },
      {
        term: '95 % interval',
        value: percentInterval(Math.max(0, figure.volatilityAnnual - reach), figure.volatilityAnnual + reach),
      },
    ],
    excluded,
  };
}
