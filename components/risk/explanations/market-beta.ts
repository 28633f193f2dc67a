import { count, decimal, interval, percent, pValue } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { DatedBeta } from '@/lib/risk/portfolio-betas';
import type { Explanation } from '../explanation';

/** The portfolio's own regression on its index. */
export function marketBetaExplanation(
  figure: DatedBeta,
  marketIndex: string,
  excluded: readonly Exclusion[],
  id: string,
  windowDays = 90,
): Explanation {
  return {
    id,
    title: windowDays === 90 ? 'Market beta' : `Market beta, ${windowDays} days`,
    words: `How much the portfolio moves for each 1 that ${marketIndex} moves: the slope of its daily returns on those of ${marketIndex}, with today's holdings held constant over the past.`,
    formula: `r = α + β · r(${marketIndex}) + e`,
    method: `Least squares with intercept over the last ${count(windowDays)} paired daily returns; interval from HC3 errors`,
    window: figure,
    recipe: { name: 'market_beta', parameter: figure.observations },
    facts: [
      { term: '95 % interval', value: interval(figure.betaLow, figure.betaHigh) },
      { term: 'Standard error', value: decimal(figure.betaStandardErrorHc3, 3) },
      { term: 'R²', value: percent(figure.rSquared) },
      { term: 'p of β = 0', value: pValue(figure.pValueHc3) },
      { term: 'p of β = 1', value: pValue(figure.pValueOfOneHc3) },
    ],
    excluded,
  };
}
