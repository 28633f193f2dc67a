import { count, decimal, percentileOrdinal } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { PercentileOverWindow } from '@/lib/risk/volatility-estimates';
import type { Explanation } from '../explanation';

export function volatilityPercentileExplanation(
  figure: PercentileOverWindow,
  excluded: readonly Exclusion[],
  id: string,
): Explanation {
  const independent = decimal(figure.independentWindows, 0);
  return {
    id,
    title: 'Volatility percentile',
    words: `Where today's 21-day volatility stands among its daily values of the last year. Neighbouring days share 20 of their 21 returns, so the ${count(figure.values)} values hold only about ${independent} independent months: read it as a hint.`,
    formula: '(less + ½ · equal) / n',
    method: `Mid-rank among the last ${count(figure.values)} daily values, itself included`,
    window: figure,
    recipe: { name: 'volatility_percentile' },
    facts: [
      { term: 'Percentile', value: percentileOrdinal(figure.percentile) },
      { term: 'Values ranked', value: count(figure.values) },
      { term: 'Independent', value: `about ${independent}` },
    ],
    excluded,
  };
}
