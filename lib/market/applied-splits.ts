import 'server-only';
import { hasUnappliedSplit } from './clean-bars';
import type { DailyBar } from './provider';

/**
 * A provider's bars with the splits in their adjusted closes that a person has reported and the provider does not know:
 * without it each refresh would put the step back that the person has mended.
 */
export function withSplits(
  bars: readonly DailyBar[],
  splits: readonly { readonly date: string; readonly split: number }[],
): readonly DailyBar[] {
  const missing = splits.filter((one) => hasUnappliedSplit(bars, [{ ...one, dividend: 0 }]));
  if (missing.length === 0) return bars;
  return bars.map((bar) => {
    const later = missing.filter(({ date }) => date > bar.date);
    return later.length === 0
      ? bar
      : { ...bar, adjustedClose: later.reduce((close, { split }) => close / split, bar.adjustedClose) };
  });
}
