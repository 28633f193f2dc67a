/** Values that differ by less than this part of themselves differ by rounding alone, and are equal. */
export const alike = 1e-12;

/**
 * The mid-rank of the value at `end` among the `days` values up to it, itself included: (less + ½·equal) / days, above 0
 * and below 1. Values are not negative. NaN where one of them is not finite.
 */
export function midRank(values: Float64Array, end: number, days: number): number {
  const low = values[end] * (1 - alike);
  const high = values[end] * (1 + alike);
  let less = 0;
  let lessOrEqual = 0;
  let sum = 0;
  for (let i = end + 1 - days; i <= end; i++) {
    if (values[i] < low) less++;
    if (values[i] <= high) lessOrEqual++;
    sum += values[i];
  }
  return Number.isFinite(sum) ? (less + lessOrEqual) / (2 * days) : Number.NaN;
}
