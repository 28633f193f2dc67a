import { type Unavailable, unavailable } from './estimate';

/** The spread of returns, relative to their scale, under which they count as flat. */
export const flatSpread = 1e-12;

/**
 * Whether returns do not move: their range, highest less lowest, is at most 1e-12 of their scale. Without returns: flat.
 *
 * The scale of a return is that of the ratio of prices it was taken from, 1 + r: the ratio is rounded before the 1 is
 * subtracted, so that the returns of a price growing by exactly the same fraction every day differ by some 1e-16
 * however small the fraction is. A scale of |r| alone would take that noise for a signal and find a "beta" in it.
 */
export function isFlat(returns: Float64Array): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < returns.length; i++) {
    if (returns[i] < low) low = returns[i];
    if (returns[i] > high) high = returns[i];
  }
  return isFlatRange(low, high);
}

/** The same from the lowest and the highest return, for those who keep them as a window moves. */
export const isFlatRange = (low: number, high: number): boolean =>
  high !== Number.POSITIVE_INFINITY && !(high - low > flatSpread * (1 + Math.abs(high)));

/**
 * Whether a return may be the one before it once more, which is quickly told: only then can a window of several returns
 * that ends there be flat. The scale is that of one of the two and not of the higher: twice the spread makes up for it.
 */
export const stands = (returns: Float64Array, end: number): boolean =>
  !(Math.abs(returns[end] - returns[end - 1]) > 2 * flatSpread * (1 + Math.abs(returns[end])));

/**
 * `isFlat` of the last `days` returns up to `end`, for windows that move: of most it is told at the first look, and of
 * the others by looking back no further than where the range becomes too wide, since it only ever widens.
 */
export function isFlatUntil(returns: Float64Array, end: number, days: number): boolean {
  if (days > 1 && !stands(returns, end)) return false;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = end; i > end - days; i--) {
    if (returns[i] < low) low = returns[i];
    if (returns[i] > high) high = returns[i];
    if (!isFlatRange(low, high)) return false;
  }
  return true;
}

/** Why a regression of the asset's returns on the market's has nothing to go by, null where both move. */
export function flatReturns(market: Float64Array, asset: Float64Array, required: number): Unavailable | null {
  if (isFlat(market)) return unavailable('flat_market', market.length, required);
  return isFlat(asset) ? unavailable('flat_asset', asset.length, required) : null;
}
