import { annualVolatilityOfVariance } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { isFlat } from './flat';

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
  return ewmaOf(varianceDaily, count - 1);
}

/** The measure that follows from its daily variance as of return `last`. */
export function ewmaOf(varianceDaily: number, last: number): Estimate<EwmaVolatility> {
  const observations = Math.min(last + 1, ewmaWindow);
  const volatilityAnnual = annualVolatilityOfVariance(varianceDaily);
  if (!Number.isFinite(volatilityAnnual)) return unavailable('not_finite', observations, ewmaMinimum);
  return measured({ varianceDaily, volatilityAnnual, observations, first: last + 1 - observations, last });
}
