import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { kept } from './kept';
import { isOfFraction, studentByFraction, studentDensity } from './student-fraction';
import { pOfSeries, type TailSeries, tailSeries } from './tail-series';

/** Below this t p is that of the series; beyond, of any window that is used, it is next to nothing and seldom asked for. */
const seriesReach = 32;
/** Of how many degrees of freedom the series are kept: a window's length has one, and young securities have others. */
const mostSeries = 64;

/**
 * The two-sided p-value of a Student t statistic: the probability of one at least as far from zero, 0–1.
 * By a series about the nearest of the points at which the fraction has told it, where there is one; by the fraction
 * itself for a t beyond 32; elsewhere twice the lower tail at −|t|, since the upper tail as 1 − cdf would lose every
 * digit of a small p. Which way is taken follows from the arguments alone: the same ones have the same p, to the bit.
 * An infinite t (an estimate without error) has p = 0; a NaN stays one, for the measure that asked to report.
 * Throws `RangeError` where the degrees of freedom are not positive.
 * Witness: mpmath, of whose digits at least 13 agree for 1 to 5,000 degrees of freedom and p down to 1e-304.
 */
export function studentTwoSidedP(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0))
    throw new RangeError(`studentTwoSidedP: needs positive degrees of freedom, got ${degreesOfFreedom}`);
  const size = Math.abs(t);
  return size < seriesReach && isOfFraction(degreesOfFreedom)
    ? pOfSeries(seriesOf(degreesOfFreedom), size)
    : pWithoutSeries(size, degreesOfFreedom);
}

const pWithoutSeries = (size: number, degreesOfFreedom: number): number =>
  studentByFraction(size, degreesOfFreedom) ?? 2 * cdf(-size, degreesOfFreedom);

const keptSeries = kept(mostSeries, (degreesOfFreedom: number) => ({
  degreesOfFreedom,
  series: tailSeries(
    {
      inverseDegrees: 1 / degreesOfFreedom,
      pAt: (t) => pWithoutSeries(t, degreesOfFreedom),
      densityAt: (t) => studentDensity(t, degreesOfFreedom),
    },
    seriesReach,
  ),
}));

/** Those that were asked for last: a backfill asks for the same ones many times over. */
let latest: ReturnType<typeof keptSeries> | null = null;

function seriesOf(degreesOfFreedom: number): TailSeries {
  if (latest?.degreesOfFreedom !== degreesOfFreedom) latest = keptSeries(degreesOfFreedom);
  return latest.series;
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
