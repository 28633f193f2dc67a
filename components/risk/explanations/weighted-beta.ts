import { count, percent } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { Explanation } from '../explanation';

type WeightedBeta = {
  readonly coverage: number;
  readonly rSquaredAverage: number;
  readonly observations: number;
  readonly excluded: readonly Exclusion[];
};

/** The sum of the positions' betas. */
export function weightedBetaExplanation(figure: WeightedBeta, marketIndex: string, id: string): Explanation {
  return {
    id,
    title: 'Beta by positions',
    words: `The betas of the positions against ${marketIndex}, each by its weight. What has no beta adds nothing and is missing in the coverage.`,
    formula: 'β = Σ wᵢ · βᵢ',
    method: 'Sum over covered positions; each by least squares over its last 90 paired returns',
    recipe: { name: 'weighted_beta' },
    facts: [
      { term: 'Gross covered', value: percent(figure.coverage) },
      { term: 'Fewest returns', value: count(figure.observations) },
      { term: 'Positions’ mean R²', value: percent(figure.rSquaredAverage) },
    ],
    excluded: figure.excluded,
  };
}
