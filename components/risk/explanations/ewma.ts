import type { Exclusion } from '@/lib/risk/exclusion';
import type { ForecastOverWindow } from '@/lib/risk/volatility-estimates';
import type { Explanation } from '../explanation';

/** The forecast in which older days count ever less. */
export function ewmaExplanation(figure: ForecastOverWindow, excluded: readonly Exclusion[], id: string): Explanation {
  return {
    id,
    title: 'EWMA forecast alone',
    words:
      'The volatility that past squared returns give when each day counts 6 % less than the day after it. It is quick to notice a new level and knows of none that it should come back to.',
    formula: 'σ²ₜ = 0.94 · σ²ₜ₋₁ + 0.06 · r²ₜ',
    method: 'Exponentially weighted, λ = 0.94, started with the mean of the first 63',
    window: figure,
    recipe: { name: 'ewma' },
    facts: [],
    excluded,
  };
}
