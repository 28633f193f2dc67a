import { count, decimal, percent, pValue } from '@/lib/format';
import type { ValueAtRiskBacktest } from '@/lib/risk/value-at-risk-backtest';
import type { DatedWindow } from '@/lib/risk/volatility-estimates';
import { type Explanation, ownWindow } from '../explanation';

/** Would the value at risk have held? */
export function valueAtRiskBacktestExplanation(
  figure: Omit<ValueAtRiskBacktest, 'first' | 'last'> & Partial<DatedWindow>,
  id: string,
): Explanation {
  return {
    id,
    title: `Backtest of value at risk, ${percent(figure.level, 0)}`,
    words: `Each of the last ${count(figure.observations)} days held against the value at risk of the evening before, made from the days before it alone. A small p says that the losses beyond it were more, or fewer, than chance explains.`,
    formula: 'Kupiec: LR = 2 · ln(L(x/n) / L(1 − level)),  χ² with one degree of freedom',
    method: 'Each day against up to 504 returns before it, 252 at least',
    window: ownWindow(figure),
    returns: 'newest',
    recipe: { name: 'value_at_risk_backtest', parameter: Math.round(figure.level * 100) },
    facts: [
      { term: 'Larger losses', value: `${count(figure.exceedances)} of ${count(figure.observations)} days` },
      { term: 'To be expected', value: decimal(figure.expected, 1) },
      { term: 'p', value: pValue(figure.pValue) },
    ],
  };
}
