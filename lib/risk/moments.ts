import { compensatedDot, compensatedSum } from './sums';

/**
 * The arithmetic mean. The sum is compensated and the rounded mean is then corrected by the mean of what is left, so
 * that the mean of equal values is that value, to the last bit.
 * Throws `RangeError` without values. Witness: NIST StRD, all nine univariate sets.
 */
export function mean(values: Float64Array): number {
  if (values.length === 0) throw new RangeError('mean: needs at least one value, got none');
  const rounded = compensatedSum(values) / values.length;
  return rounded + compensatedSum(values.map((value) => value - rounded)) / values.length;
}

/**
 * Each value less the mean, in order. The mean is a rounded number: the mean of the deviations, which would be zero
 * without that rounding, is taken off them once more. Equal values deviate by exactly zero.
 */
export function deviations(values: Float64Array): Float64Array {
  const centre = mean(values);
  const first = values.map((value) => value - centre);
  const rest = compensatedSum(first) / values.length;
  return first.map((deviation) => deviation - rest);
}

/**
 * The sample variance Σ(x − mean)² / (n − 1), by two passes: the one-pass form Σx² − n·mean² has no correct digit left
 * where the mean is large beside the spread (NIST NumAcc4).
 * Throws `RangeError` with fewer than two values. Witness: NIST StRD.
 */
export function sampleVariance(values: Float64Array): number {
  if (values.length < 2) throw new RangeError(`sampleVariance: needs at least two values, got ${values.length}`);
  const deviation = deviations(values);
  return compensatedDot(deviation, deviation) / (values.length - 1);
}

/** The sample standard deviation: the square root of the sample variance. Throws as it does. */
export const sampleStandardDeviation = (values: Float64Array): number => Math.sqrt(sampleVariance(values));
