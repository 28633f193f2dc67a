import { count, percent } from '@/lib/format';
import type { Explanation } from '../explanation';
import type { ConcentrationFigure } from './concentration';

/** What the largest positions are together. */
export function largestPositionsExplanation(figure: ConcentrationFigure, positions: 3 | 10, id: string): Explanation {
  return {
    id,
    title: `Largest ${positions}`,
    words: `The sum of the ${positions} largest gross weights, or of all where there are fewer. Lots of one symbol are one position.`,
    formula: `w₁ + … + w${positions === 3 ? '₃' : '₁₀'}, largest first`,
    method: 'Gross weights by symbol',
    recipe: { name: 'largest_positions', parameter: positions },
    facts: [
      { term: 'Together', value: percent(positions === 3 ? figure.top3 : figure.top10, 2) },
      { term: 'Symbols', value: count(figure.symbols) },
    ],
  };
}
