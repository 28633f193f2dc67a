import { count, decimal } from '@/lib/format';
import type { Explanation } from '../explanation';
import type { ConcentrationFigure } from './concentration';

/** The effective number by entropy. */
export function entropyPositionsExplanation(figure: ConcentrationFigure, id: string): Explanation {
  return {
    id,
    title: 'Effective positions by entropy',
    words:
      'The same question asked of entropy, which gives small positions more say than squares do. It is never smaller than the effective number by HHI; far above it, a long tail of small positions stands beside a few large ones.',
    formula: 'N = exp(−Σ wᵢ · ln wᵢ)',
    method: 'Hannah and Kay (1977), gross weights by symbol',
    recipe: { name: 'entropy_positions' },
    facts: [
      { term: 'By HHI', value: decimal(figure.effectivePositions, 1) },
      { term: 'Symbols', value: count(figure.symbols) },
    ],
  };
}
