import cdf from '@stdlib/stats-base-dists-normal-cdf';

/**
 * The two-sided p-value of a standard normal statistic: the probability of one at least as far from zero, 0–1.
 * Twice the lower tail at −|z|, so that a small p keeps its digits.
 * Throws `RangeError` where z is NaN. Witness: `erfc(|z|/√2)` of mpmath.
 */
export function normalTwoSidedP(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('normalTwoSidedP: needs a number, got NaN');
  return 2 * cdf(-Math.abs(z), 0, 1);
}
