import cdf from '@stdlib/stats-base-dists-normal-cdf';
import quantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * The two-sided p-value of a standard normal statistic: the probability of one at least as far from zero, 0–1.
 * Twice the lower tail at −|z|, so that a small p keeps its digits.
 * Throws `RangeError` where z is NaN. Witness: mpmath `erfc`.
 */
export function normalTwoSidedP(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('normalTwoSidedP: needs a number, got NaN');
  return 2 * cdf(-Math.abs(z), 0, 1);
}

/**
 * The z below which a standard normal variable lies with the given probability.
 * Throws `RangeError` unless 0 < probability < 1. Witness: mpmath.
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`normalQuantile: needs a probability inside 0–1, got ${probability}`);
  return quantile(probability, 0, 1);
}
