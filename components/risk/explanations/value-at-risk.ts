import { count, percent } from '@/lib/format';
import type { ValueAtRisk } from '@/lib/risk/value-at-risk';
import type { DatedWindow } from '@/lib/risk/volatility-estimates';
import { type Explanation, ownWindow } from '../explanation';

/** What a bad day costs, by the days that were. */
export function valueAtRiskExplanation(
  figure: Omit<ValueAtRisk, 'first' | 'last'> & Partial<DatedWindow>,
  id: string,
): Explanation {
  const level = percent(figure.level, 0);
  return {
    id,
    title: `Value at risk, ${level}, a day`,
    words: `On ${level} of past days what is owned now would have lost no more than the value at risk; expected shortfall is the mean loss of the days at or beyond it. Each past day counts as likely as the other: what never happened is not in it.`,
    formula: `VaR = −q(r, ${percent(1 - figure.level, 0)}),  ES = −mean(r ≤ q)`,
    method: `Historical, over the last ${count(figure.observations)} returns of the current holdings`,
    window: ownWindow(figure),
    returns: 'newest',
    recipe: { name: 'value_at_risk', parameter: Math.round(figure.level * 100) },
    facts: [
      { term: 'Value at risk', value: percent(figure.valueAtRiskDaily, 2) },
      { term: 'Expected shortfall', value: percent(figure.expectedShortfallDaily, 2) },
    ],
  };
}
