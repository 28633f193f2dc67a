import { count, decimal, percent } from '@/lib/format';
import type { Concentration } from '@/lib/risk/concentration';
import type { Explanation } from '../explanation';

/** What a snapshot keeps of a concentration. */
export type ConcentrationFigure = Omit<Concentration, 'weights'> & { readonly symbols: number };

export function concentrationExplanation(figure: ConcentrationFigure, id: string): Explanation {
  return {
    id,
    title: 'Effective number of positions',
    words:
      'How many positions of equal weight would be as concentrated as these. Lots of one symbol are one position, an option counts under its underlying, and a short weighs as much as a long.',
    formula: 'N = 10,000 / HHI,  HHI = 10,000 · Σ wᵢ²',
    method: 'Herfindahl–Hirschman index of gross weights by symbol',
    recipe: { name: 'effective_positions' },
    facts: [
      { term: 'Symbols', value: count(figure.symbols) },
      { term: 'HHI, 0–10,000', value: decimal(figure.hhi, 0) },
      { term: 'HHI, 0–1', value: decimal(figure.herfindahl, 4) },
      { term: 'N by entropy', value: decimal(figure.entropyEffectivePositions, 1) },
      ...(figure.net.status === 'measured'
        ? [{ term: 'N of net weights', value: decimal(figure.net.value.effectivePositions, 1) }]
        : []),
      { term: 'Largest 3', value: percent(figure.top3) },
      { term: 'Largest 10', value: percent(figure.top10) },
    ],
  };
}
