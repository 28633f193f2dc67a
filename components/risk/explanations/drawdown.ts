import { day, percent } from '@/lib/format';
import type { Drawdown } from '@/lib/risk/drawdown';
import type { Explanation } from '../explanation';

/** The deepest fall from a high. */
export function drawdownExplanation(figure: Drawdown, id: string): Explanation {
  return {
    id,
    title: 'Maximum drawdown',
    words:
      'The deepest fall from a high before it that what is owned now would have gone through. It is not what the account went through, and it can only grow with the length of the history.',
    formula: 'max over t of 1 − Vₜ / max(V₀ … Vₜ)',
    method: 'Compounded daily returns of the current holdings, weights held constant',
    returns: 'all',
    recipe: { name: 'drawdown' },
    facts: [
      { term: 'Fall', value: percent(figure.drawdown, 1) },
      { term: 'From', value: day(figure.peakDate) },
      { term: 'To', value: day(figure.troughDate) },
      { term: 'Reached again', value: figure.recoveryDate === null ? 'not yet' : day(figure.recoveryDate) },
    ],
  };
}
