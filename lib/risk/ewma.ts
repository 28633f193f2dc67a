import { annualVolatilityOfVariance } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { isFlat, isFlatRange } from './flat';
import { rollingMean } from './rolling-mean';

/** What each further day of age leaves of a squared return's weight (RiskMetrics' daily figure). */
export const ewmaDecay = 0.94;
/** How many returns the recursion sees at most, and how many squared ones its start is the mean of. */
export const ewmaWindow = 1260;
export const ewmaMinimum = 63;

export type EwmaVolatility = {
  /** The daily variance expected from here on, a squared fraction. */
  readonly varianceDaily: number;
  readonly volatilityAnnual: number;
  readonly observations: number;
  /** Indexes of the first and the last return used. */
  readonly first: number;
  readonly last: number;
};

/**
 * The exponentially weighted volatility: recent squared returns count more, each day 6 % less than the next.
 *
 *   σ²₀ = mean of the first 63 squared returns,  σ²ₜ = 0.94·σ²ₜ₋₁ + 0.06·rₜ²  from the second return on
 *
 * over the last 1,260 returns, fewer if there are fewer. It is a forecast that stands still: the same for tomorrow and
 * for the next 21 days. No mean is taken off: a daily mean is lost in the noise of its own error.
 *
 * `returns` are daily fractions, oldest first.
 * Unavailable: `short_history` with fewer than 63, `flat_asset` where those of the window do not vary, `not_finite`.
 * Source: J. P. Morgan, RiskMetrics Technical Document, 4th ed. (1996), p. 82, with 0.94.
 * Witness: mpmath, 45 series of real closes (reference oracle, ewma_0.94); decimals (fixtures).
 */
export function ewmaVolatility(returns: Float64Array): Estimate<EwmaVolatility> {
  const count = returns.length;
  if (count < ewmaMinimum) return unavailable('short_history', count, ewmaMinimum);
  const window = returns.subarray(Math.max(0, count - ewmaWindow));
  if (isFlat(window)) return unavailable('flat_asset', window.length, ewmaMinimum);
  let varianceDaily = 0;
  for (let i = 0; i < ewmaMinimum; i++) varianceDaily += (window[i] * window[i]) / ewmaMinimum;
  for (let i = 1; i < window.length; i++)
    varianceDaily = ewmaDecay * varianceDaily + (1 - ewmaDecay) * (window[i] * window[i]);
  return estimate(varianceDaily, count - 1);
}

function estimate(varianceDaily: number, last: number): Estimate<EwmaVolatility> {
  const observations = Math.min(last + 1, ewmaWindow);
  const volatilityAnnual = annualVolatilityOfVariance(varianceDaily);
  if (!Number.isFinite(volatilityAnnual)) return unavailable('not_finite', observations, ewmaMinimum);
  return measured({ varianceDaily, volatilityAnnual, observations, first: last + 1 - observations, last });
}

/**
 * `ewmaVolatility` as of each of the returns `first` … `last` (by default each that has any), element k as of return
 * first + k and from nothing later; the same a date whatever the window is.
 *
 * While the window still grows, the recursion itself. Once it moves, windows that share a day are cut there, as in
 * `rollingDeviation`: the weights of the older part all shrink by 0.94 a day, the newer part grows by one return, and
 * nothing is ever subtracted.
 * Throws `RangeError` for ends outside the returns. Witness: `ewmaVolatility`, to 1e-12.
 */
export function rollingEwma(returns: Float64Array, first = 0, last = returns.length - 1): Estimate<EwmaVolatility>[] {
  if (!(Number.isInteger(first) && first >= 0 && Number.isInteger(last) && last < returns.length))
    throw new RangeError(`rollingEwma: needs ends from 0 to ${returns.length - 1}, got ${first} to ${last}`);
  const variances = rollingVariances(returns, first, last);
  const estimates: Estimate<EwmaVolatility>[] = [];
  for (let end = first; end <= last; end++) {
    const observations = Math.min(end + 1, ewmaWindow);
    if (observations < ewmaMinimum) estimates.push(unavailable('short_history', observations, ewmaMinimum));
    else if (stands(returns, end) && isFlat(returns.subarray(end + 1 - observations, end + 1)))
      estimates.push(unavailable('flat_asset', observations, ewmaMinimum));
    else estimates.push(estimate(variances[end - first], end));
  }
  return estimates;
}

/** Whether a return is the one before it once more: only then can a window that ends there be flat. */
const stands = (returns: Float64Array, end: number): boolean =>
  isFlatRange(Math.min(returns[end - 1], returns[end]), Math.max(returns[end - 1], returns[end]));

/** The variances as of `first` … `last`; before the 63rd return they mean nothing. */
function rollingVariances(returns: Float64Array, first: number, last: number): Float64Array {
  const variances = new Float64Array(Math.max(0, last - first + 1));
  const squares = new Float64Array(Math.max(0, last + 1));
  for (let i = 0; i <= last; i++) squares[i] = returns[i] * returns[i];
  const reach = ewmaWindow - 1;
  // The mean of the first 63 squares of each window, by the window's first day.
  const starts = rollingMean(squares.subarray(0, Math.max(0, last - reach) + ewmaMinimum), ewmaMinimum);

  let growing = starts[0];
  for (let end = 1; end <= Math.min(last, reach); end++) {
    growing = ewmaDecay * growing + (1 - ewmaDecay) * squares[end];
    if (end >= first) variances[end - first] = growing;
  }

  for (let split = Math.max(first, ewmaWindow); split <= last; split += reach) {
    const newest = Math.min(last, split + reach - 1);
    // What the days after the window's first one, up to the split, weigh as of the split; by the window's first day.
    const older = new Float64Array(newest - split + 1);
    let sum = 0;
    let weight = 1 - ewmaDecay;
    for (let day = split; day > split - reach; day--) {
      sum += weight * squares[day];
      weight *= ewmaDecay;
      if (day - 1 <= newest - reach) older[day - 1 - (split - reach)] = sum;
    }
    let newer = 0;
    let ageing = 1;
    for (let end = split; end <= newest; end++) {
      if (end > split) {
        newer = ewmaDecay * newer + (1 - ewmaDecay) * squares[end];
        ageing *= ewmaDecay;
      }
      variances[end - first] = ewmaDecay ** reach * starts[end - reach] + ageing * older[end - split] + newer;
    }
  }
  return variances;
}
