import { annualVolatility } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { isFlat } from './flat';
import { clippedKurtosis } from './kurtosis';
import { sampleStandardDeviation } from './moments';

export type RealizedVolatility = {
  /** A fraction a year: 0.14 is 14 %. */
  readonly volatilityAnnual: number;
  /** One standard error of it by sampling alone, in the same unit. */
  readonly standardErrorAnnual: number;
  readonly observations: number;
  /** Indexes of the first and the last return used. */
  readonly first: number;
  readonly last: number;
};

/**
 * Realized volatility: how widely the last `days` returns were spread, as a yearly figure.
 *
 *   volatility = s · √252,  s² = Σ(r − r̄)² / (n − 1)
 *   standard error = volatility · ½ · √(κ/n − (n − 3)/(n(n − 1)))
 *
 * The mean is taken off and n − 1 divides: the sample standard deviation, close to close. The error follows from the
 * variance of s² (Mood, Graybill, Boes, Introduction to the Theory of Statistics, 3rd ed., p. 229) by ds = ds²/2s;
 * κ is the kurtosis of the same returns, clipped into [3, 12]: 21 normal returns give 16 % of the value, fat tails
 * more. It assumes a volatility that stood still within the window.
 *
 * `returns` are daily fractions, oldest first, of which the last `days` are used.
 * Unavailable: `short_history` with fewer than `days`, `flat_asset` where they do not vary (a constant price has no
 * measured volatility of 0: it was not traded, or not priced), `not_finite` where a price ratio left the doubles.
 * Throws `RangeError` for a window under two returns.
 * Witness: mpmath, 45 series of real closes (reference oracle, rv21/63/252_sample_ddof1); decimals (fixtures).
 */
export function realizedVolatility(returns: Float64Array, days: number): Estimate<RealizedVolatility> {
  if (!(Number.isInteger(days) && days >= 2))
    throw new RangeError(`realizedVolatility: needs a window of at least two returns, got ${days}`);
  const count = returns.length;
  if (count < days) return unavailable('short_history', count, days);
  const window = returns.subarray(count - days);
  if (isFlat(window)) return unavailable('flat_asset', days, days);
  return realizedOf(sampleStandardDeviation(window), clippedKurtosis(window), days, count - 1);
}

/** Realized volatility from the sample deviation and the clipped kurtosis of `days` returns up to the return `last`. */
export function realizedOf(
  deviation: number,
  kurtosis: number,
  days: number,
  last: number,
): Estimate<RealizedVolatility> {
  const volatilityAnnual = annualVolatility(deviation);
  if (!Number.isFinite(volatilityAnnual)) return unavailable('not_finite', days, days);
  return measured({
    volatilityAnnual,
    standardErrorAnnual: realizedError(volatilityAnnual, kurtosis, errorShares(days)),
    observations: days,
    first: last + 1 - days,
    last,
  });
}

/** Of so many returns, the shares of the error's formula: 1/n and (n − 3)/(n(n − 1)). */
export const errorShares = (days: number) => ({ ofKurtosis: 1 / days, ofNormal: (days - 3) / (days * (days - 1)) });

/** One standard error of a volatility, in its unit, by the shares of its returns: the second formula of `realizedVolatility`. */
export const realizedError = (
  volatility: number,
  kurtosis: number,
  { ofKurtosis, ofNormal }: ReturnType<typeof errorShares>,
): number => (volatility * Math.sqrt(kurtosis * ofKurtosis - ofNormal)) / 2;
