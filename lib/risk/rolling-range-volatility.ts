import {
  type DayRanges,
  garmanKlassVolatility,
  parkinsonVolatility,
  rogersSatchellVolatility,
  yangZhangVolatility,
} from './range-volatility';

/** The estimators that look into the day, by the names of who found them. */
export const rangeEstimators = {
  parkinson: parkinsonVolatility,
  garmanKlass: garmanKlassVolatility,
  rogersSatchell: rogersSatchellVolatility,
  yangZhang: yangZhangVolatility,
} as const;

export type RangeEstimator = keyof typeof rangeEstimators;

/** A volatility for each day that has one, oldest first; `to` are the axis indexes of `ranges`. */
export type RangeSeries = { readonly axisIndexes: Int32Array; readonly volatilityAnnual: Float64Array };

/**
 * One of the range estimators over the last `days` days as of each of the last `points`, as fractions a year. Days on
 * which it cannot be told have no point: no point of a chart is a silent 0.
 * Throws `RangeError` for a window under two days. Witness: the estimators themselves, on the days up to each.
 */
export function rollingRangeVolatility(
  ranges: DayRanges,
  estimator: RangeEstimator,
  days: number,
  points = Number.POSITIVE_INFINITY,
): RangeSeries {
  const count = ranges.to.length;
  const axisIndexes: number[] = [];
  const volatilityAnnual: number[] = [];
  for (let end = Math.max(days, count - points + 1); end <= count; end++) {
    const one = rangeEstimators[estimator](windowOf(ranges, end - days, end), days);
    if (one.status === 'unavailable') continue;
    axisIndexes.push(ranges.to[end - 1]);
    volatilityAnnual.push(one.value.volatilityAnnual);
  }
  return { axisIndexes: Int32Array.from(axisIndexes), volatilityAnnual: Float64Array.from(volatilityAnnual) };
}

const windowOf = (ranges: DayRanges, from: number, until: number): DayRanges => ({
  closeToClose: ranges.closeToClose.subarray(from, until),
  overnight: ranges.overnight.subarray(from, until),
  openToClose: ranges.openToClose.subarray(from, until),
  highToLow: ranges.highToLow.subarray(from, until),
  driftFree: ranges.driftFree.subarray(from, until),
  to: ranges.to.subarray(from, until),
});
