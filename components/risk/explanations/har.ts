import { percent } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { HarOverWindow } from '@/lib/risk/volatility-estimates';
import type { Explanation } from '../explanation';

/** The regression alone. */
export function harExplanation(figure: HarOverWindow, excluded: readonly Exclusion[], id: string): Explanation {
  return {
    id,
    title: 'HAR forecast alone',
    words:
      'One regression of the volatility of 21 days on that of the day, the week and the month before them, with today’s put in. R² is how much of the past outcomes it explained, in the very days it was fitted to.',
    formula: 'σ(t+1 … t+21) = a + b·d + c·w + e·m,  d = √v, w = √mean₅ v, m = √mean₂₁ v, v = r²',
    method: 'Least squares with intercept, clamped to what has been seen',
    window: figure,
    recipe: { name: 'har' },
    facts: [
      { term: 'Day, d', value: percent(figure.dailyAnnual) },
      { term: 'Week, w', value: percent(figure.weeklyAnnual) },
      { term: 'Month, m', value: percent(figure.monthlyAnnual) },
      { term: 'R² of the model', value: percent(figure.rSquared) },
    ],
    excluded,
  };
}
