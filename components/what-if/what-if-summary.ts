import { beta, percent, signedDecimal, signedPoints } from '@/lib/format';
import type { BookDifference } from '@/lib/risk/book-difference';
import type { Estimate } from '@/lib/risk/estimate';
import { type Difference, isNoise } from '@/lib/risk/volatility-difference';

const change = (apart: Estimate<Difference>, show: (value: number) => string): string => {
  if (apart.status === 'unavailable') return '';
  const shown = show(apart.value.difference);
  if (!/[1-9]/.test(shown)) return ' (unchanged)';
  return ` (${shown}${isNoise(apart.value) ? ', inside the noise' : ''})`;
};

/** What the edits do, in one sentence. */
export function whatIfSummary({ before, after, beta: betaApart, realized21d, expected21d }: BookDifference): string {
  const parts: string[] = [];
  const was = before.concentration;
  const is = after.concentration;
  if (after.beta.direct90.status === 'measured')
    parts.push(`beta ${beta(after.beta.direct90.value.beta)}${change(betaApart, (value) => signedDecimal(value, 3))}`);
  if (after.volatility.realized21d.status === 'measured')
    parts.push(
      `volatility ${percent(after.volatility.realized21d.value.volatilityAnnual)}${change(realized21d, (value) => signedPoints(value, 2))}`,
    );
  if (after.volatility.forecast.status === 'measured')
    parts.push(
      `expected ${percent(after.volatility.forecast.value.volatilityAnnual)}${change(expected21d, (value) => signedPoints(value, 2))}`,
    );
  if (was.status === 'measured' && is.status === 'measured')
    parts.push(
      `effective positions ${signedDecimal(is.value.effectivePositions - was.value.effectivePositions, 1)}`.replace(
        /positions ([0.]+)$/,
        'positions unchanged',
      ),
    );
  if (parts.length === 0) return 'Nothing of this book can be measured.';
  const sentence = parts.join('; ');
  return `${sentence[0].toUpperCase()}${sentence.slice(1)}.`;
}
