import { day } from '@/lib/format';
import type { Estimate } from '@/lib/risk/estimate';

/**
 * What changed since the snapshot before: "+0.03 since 30 Mar 2021", "unchanged since …", or why it cannot be said.
 * `format` gives a difference with its sign; what it rounds to nothing is unchanged.
 */
export function changeInWords<Value>(
  now: Estimate<Value>,
  before: Estimate<Value> | null,
  beforeDate: string | null,
  numberOf: (value: Value) => number,
  format: (difference: number) => string,
): string | null {
  if (now.status === 'unavailable') return null;
  if (!before || !beforeDate) return 'first snapshot';
  if (before.status === 'unavailable') return `unavailable on ${day(beforeDate)}`;
  const difference = format(numberOf(now.value) - numberOf(before.value));
  return /[1-9]/.test(difference) ? `${difference} since ${day(beforeDate)}` : `unchanged since ${day(beforeDate)}`;
}
