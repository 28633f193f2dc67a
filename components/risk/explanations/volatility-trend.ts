import { decimal, pValue } from '@/lib/format';
import type { Exclusion } from '@/lib/risk/exclusion';
import type { TrendOverWindow } from '@/lib/risk/volatility-estimates';
import type { Explanation } from '../explanation';
import { trendWords } from '../trend-words';

export function volatilityTrendExplanation(
  figure: TrendOverWindow,
  excluded: readonly Exclusion[],
  id: string,
): Explanation {
  return {
    id,
    title: 'Volatility trend',
    words:
      'Whether the last 21 trading days moved more, or less, than the 63 before them, beyond what chance would do to a volatility that stood still.',
    formula: 'z = ln(s₂₁ / s₆₃) / √((κ − 1)/4 · (1/21 + 1/63))',
    method: 'Called a trend where |z| exceeds 1.96; fat tails make it harder to reach',
    window: figure,
    recipe: { name: 'volatility_trend' },
    facts: [
      { term: 'Verdict', value: trendWords[figure.label] },
      { term: 'Ratio', value: decimal(figure.ratio, 2) },
      { term: 'z', value: decimal(figure.z, 2) },
      { term: 'p', value: pValue(figure.pValue) },
    ],
    excluded,
  };
}
