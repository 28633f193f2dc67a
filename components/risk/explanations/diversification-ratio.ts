import { decimal, percent } from '@/lib/format';
import type { DiversificationRatio } from '@/lib/risk/diversification-ratio';
import type { Explanation } from '../explanation';

/** By how much the volatilities of the parts, added up, overstate that of the whole. */
export function diversificationRatioExplanation(figure: DiversificationRatio, id: string): Explanation {
  return {
    id,
    title: 'Diversification ratio',
    words:
      'The volatilities of the positions, each by its weight and added up, over that of the portfolio: 1 where nothing is diversified away, 2 where half of it is.',
    formula: 'Σ |wᵢ| · σᵢ / σ',
    method: 'All over the last 252 returns; Choueifaty and Coignard (2008)',
    returns: 'year',
    recipe: { name: 'diversification_ratio' },
    facts: [
      { term: 'Ratio', value: decimal(figure.ratio, 2) },
      { term: 'Parts added up', value: `${percent(figure.undiversifiedVolatilityAnnual)} a year` },
      { term: 'Gross covered', value: percent(figure.coverage) },
    ],
  };
}
