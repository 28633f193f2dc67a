import cdf from '@stdlib/stats-base-dists-normal-cdf';
import { pOfSeries, tailSeries } from './tail-series';

/** Below this |z| p is that of the series; beyond, it is seldom asked for. */
const seriesReach = 16;

/**
 * The two-sided p-value of a standard normal statistic: the probability of one at least as far from zero, 0–1.
 * Twice the lower tail at −|z|, so that a small p keeps its digits; by a series about the nearest of the points at which
 * that was told, up to |z| = 16.
 * Throws `RangeError` where z is NaN. Witness: `erfc(|z|/√2)` of mpmath.
 */
export function normalTwoSidedP(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('normalTwoSidedP: needs a number, got NaN');
  const size = Math.abs(z);
  return size < seriesReach ? pOfSeries(series, size) : pWithoutSeries(size);
}

const pWithoutSeries = (size: number): number => 2 * cdf(-size, 0, 1);

const series = tailSeries(
  {
    inverseDegrees: 0,
    pAt: pWithoutSeries,
    densityAt: (z) => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI),
  },
  seriesReach,
);
