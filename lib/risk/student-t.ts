import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { studentByFraction } from './student-fraction';

/**
 * The two-sided p-value of a Student t statistic: the probability of one at least as far from zero, 0–1.
 * By the quick fraction where that holds; elsewhere twice the lower tail at −|t|, since the upper tail as 1 − cdf would
 * lose every digit of a small p.
 * An infinite t (an estimate without error) has p = 0; a NaN stays one, for the measure that asked to report.
 * Throws `RangeError` where the degrees of freedom are not positive.
 * Witness: mpmath, of whose digits at least 13 agree for 1 to 5,000 degrees of freedom and p down to 1e-304.
 */
export function studentTwoSidedP(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0))
    throw new RangeError(`studentTwoSidedP: needs positive degrees of freedom, got ${degreesOfFreedom}`);
  return studentByFraction(t, degreesOfFreedom) ?? 2 * cdf(-Math.abs(t), degreesOfFreedom);
}

/**
 * The t below which a Student variable lies with the given probability.
 * Throws `RangeError` unless 0 < probability < 1 and the degrees of freedom are positive. Witness: mpmath.
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1 && degreesOfFreedom > 0))
    throw new RangeError(
      `studentQuantile: needs a probability inside 0–1 and positive degrees of freedom, got ${probability} and ${degreesOfFreedom}`,
    );
  // A search, and asked for the same few windows again and again.
  quantiles[probability] ??= {};
  quantiles[probability][degreesOfFreedom] ??= quantile(probability, degreesOfFreedom);
  return quantiles[probability][degreesOfFreedom];
}

/** By probability and degrees of freedom: a few of the first, and as many of the second as windows have lengths. */
const quantiles: Record<number, Record<number, number>> = {};
