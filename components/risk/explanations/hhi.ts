import { count, decimal } from '@/lib/format';
import type { Explanation } from '../explanation';
import type { ConcentrationFigure } from './concentration';

/** The index itself, on both of its scales. */
export function hhiExplanation(figure: ConcentrationFigure, id: string): Explanation {
  return {
    id,
    title: 'Herfindahl–Hirschman index',
    words: `The sum of the squared gross weights: 10,000 (or 1) where everything is one position, ${decimal(10_000 / figure.symbols, 0)} where these ${count(figure.symbols)} symbols weighed alike. Lines at 1,500 and 2,500, or 1,000 and 1,800, are conventions of antitrust law about markets of firms: they say nothing about portfolios and are not drawn here.`,
    formula: 'HHI = 10,000 · Σ wᵢ²',
    method: 'Gross weights by symbol; an option counts under its underlying, a short as a long',
    recipe: { name: 'hhi' },
    facts: [
      { term: '0–10,000', value: decimal(figure.hhi, 2) },
      { term: '0–1', value: decimal(figure.herfindahl, 6) },
      { term: 'Symbols', value: count(figure.symbols) },
    ],
  };
}
