import type { RunSeries } from '../db/runs';
import type { Axis } from '../risk/align';
import { isoDate } from '../risk/day';
import type { Returns } from '../risk/returns';
import { rollingEwma } from '../risk/rolling-ewma';

/**
 * The exponentially weighted volatility as of each of the last `length` returns, for a chart beside the realized ones.
 * Days on which it cannot be told have no point; null where no day has one.
 */
export function ewmaSeries({ values, to }: Returns, axis: Axis, length: number): RunSeries | null {
  const first = Math.max(0, values.length - length);
  const points = rollingEwma(values, first).flatMap((estimate, k) =>
    estimate.status === 'measured'
      ? [{ date: isoDate(axis[to[first + k]]), value: estimate.value.volatilityAnnual }]
      : [],
  );
  if (points.length === 0) return null;
  return {
    name: 'ewma_volatility',
    dates: points.map(({ date }) => date),
    values: points.map(({ value }) => value),
  };
}
