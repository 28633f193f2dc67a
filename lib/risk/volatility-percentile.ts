import { type Estimate, measured, unavailable } from './estimate';
import { midRank } from './mid-rank';
import { rollingDeviation } from './rolling-volatility';

/** The volatility that is ranked is that of a month, among the values it had on the days of a year. */
export const percentileVolatilityDays = 21;
export const percentileDays = 252;

export type VolatilityPercentile = {
  /** 0–1, never 0: today's value is one of those it is ranked among. */
  readonly percentile: number;
  /** How many daily values it is ranked among. */
  readonly observations: number;
  /** About how many of them say something of their own: neighbouring windows share 20 of 21 returns. */
  readonly independentWindows: number;
  /** Indexes of the first and the last return used. */
  readonly first: number;
  readonly last: number;
};

/** How many returns a percentile among `days` values needs: 272 for a year. */
export const percentileMinimum = (days: number): number => days + percentileVolatilityDays - 1;

/**
 * Where today's volatility stands among those of the past year: the mid-rank of today's 21-day sample volatility among
 * the last `days` daily values of it, itself included.
 *
 *   percentile = (less + ½·equal) / days
 *
 * Values within 1e-12 of today's are equal to it: windows that hold the same returns in another order round apart.
 *
 * `returns` are daily fractions, oldest first; `days` is 252 wherever the figure is shown.
 * Unavailable: `short_history` with fewer than `days` + 20, `flat_asset` where today's window does not vary (a flat
 * window in the past ranks below every other), `not_finite`.
 * Throws `RangeError` for fewer than one value.
 * Witness: mpmath, 45 series of real closes (reference oracle, pct_midrank_incl_current); decimals (fixtures).
 */
export function volatilityPercentile(returns: Float64Array, days = percentileDays): Estimate<VolatilityPercentile> {
  if (!(Number.isInteger(days) && days >= 1))
    throw new RangeError(`volatilityPercentile: needs at least one day to rank among, got ${days}`);
  const count = returns.length;
  const required = percentileMinimum(days);
  if (count < required) return unavailable('short_history', count, required);
  const deviations = rollingDeviation(returns, percentileVolatilityDays, count - days);
  if (deviations[days - 1] === 0) return unavailable('flat_asset', required, required);
  const percentile = midRank(deviations, days - 1, days);
  if (Number.isNaN(percentile)) return unavailable('not_finite', required, required);
  return measured(percentileOf(percentile, days, count - 1));
}

/** The measure that follows from the rank among `days` values as of return `last`. */
export const percentileOf = (percentile: number, days: number, last: number): VolatilityPercentile => ({
  percentile,
  observations: days,
  independentWindows: days / percentileVolatilityDays,
  first: last + 1 - percentileMinimum(days),
  last,
});
