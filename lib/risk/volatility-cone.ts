import { annualVolatility } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { quantileOfSorted } from './quantile';
import { rollingDeviation } from './rolling-volatility';

/** A week, two weeks, a month, two months, a quarter, half a year, a year. */
export const coneHorizons = [5, 10, 21, 42, 63, 126, 252] as const;

/** Volatilities a year, as fractions, of windows of one length. */
export type ConeSlice = {
  readonly lowest: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly highest: number;
  /** That of the newest window. */
  readonly today: number;
  /** How many windows, of which each shares all but one return with the next. */
  readonly windows: number;
  /** How many more were flat and left out. */
  readonly flatWindows: number;
};

export type ConePoint = { readonly days: number; readonly slice: Estimate<ConeSlice> };

/**
 * The volatility cone: how wide realized volatility has ranged over windows of each length, and where it is now. Short
 * windows range wider than long ones even while volatility stands still, so that "high" depends on the horizon; the
 * cone shows it.
 *
 * For each horizon the sample volatilities of all its windows in `returns` (daily fractions, oldest first): lowest,
 * quartiles (linear interpolation), highest, and today's. Windows overlap and nothing is corrected for it, which narrows
 * the cone where the history is only a few windows long: a horizon therefore needs two windows that do not overlap.
 *
 * Each horizon is unavailable for itself: `short_history` with fewer than twice its days, `flat_asset` where its newest
 * window does not vary, `not_finite`. Throws `RangeError` for a horizon under two days.
 * Source: Burghardt and Lane, Journal of Portfolio Management 16 (1990). Witness: numpy (fixtures).
 */
export const volatilityCone = (
  returns: Float64Array,
  horizons: readonly number[] = coneHorizons,
): readonly ConePoint[] => horizons.map((days) => ({ days, slice: coneSlice(returns, days) }));

function coneSlice(returns: Float64Array, days: number): Estimate<ConeSlice> {
  const count = returns.length;
  const deviations = rollingDeviation(returns, days);
  if (count < 2 * days) return unavailable('short_history', count, 2 * days);
  // Loops of their own: a function called for each of some thousand windows costs as much as sorting them.
  const moving = new Float64Array(deviations.length);
  let windows = 0;
  for (let i = 0; i < deviations.length; i++) {
    if (!Number.isFinite(deviations[i])) return unavailable('not_finite', count, 2 * days);
    if (deviations[i] > 0) moving[windows++] = deviations[i];
  }
  const today = deviations[deviations.length - 1];
  if (today === 0) return unavailable('flat_asset', count, 2 * days);
  const sorted = moving.subarray(0, windows).sort();
  const at = (part: number): number => annualVolatility(quantileOfSorted(sorted, part));
  return measured({
    lowest: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    highest: at(1),
    today: annualVolatility(today),
    windows: sorted.length,
    flatWindows: deviations.length - sorted.length,
  });
}
