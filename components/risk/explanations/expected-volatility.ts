import { percent, percentInterval } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { ForecastOverWindow } from '@/lib/risk/volatility-estimates';
import type { Explanation } from '../explanation';
import { forecastMethodWords } from '../forecast-method-words';
import { reasonInShort } from '../reason-words';

export function expectedVolatilityExplanation(
  figure: ForecastOverWindow,
  excluded: readonly Exclusion[],
  id: string,
): Explanation {
  const isCombined = figure.method === 'HAR_EWMA';
  return {
    id,
    title: 'Expected volatility, next 21 days',
    words: isCombined
      ? 'The volatility of the next 21 trading days as two forecasts see it together: one made of the last day, week and month (HAR), and one in which older days count ever less (EWMA).'
      : 'The volatility of the next 21 trading days, from past returns of which older ones count ever less.',
    formula: isCombined ? '√(252 · √(EWMA variance · HAR variance))' : 'σ²ₜ = 0.94 · σ²ₜ₋₁ + 0.06 · r²ₜ',
    method: forecastMethodWords[figure.method],
    window: figure,
    recipe: { name: isCombined ? 'expected_volatility' : 'ewma' },
    facts: [
      {
        term: '90 % band',
        value:
          figure.band.status === 'measured'
            ? percentInterval(figure.band.value.lowAnnual, figure.band.value.highAnnual)
            : `unavailable: ${reasonInShort(figure.band)}`,
      },
      { term: 'EWMA alone', value: percent(figure.ewmaAnnual) },
    ],
    excluded,
  };
}
