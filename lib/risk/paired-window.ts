import { type Estimate, measured, unavailable } from './estimate';
import type { PairedReturns } from './returns';
import { stalePrices } from './staleness';

/** The last paired returns, as many as a window holds or as there are. */
export type PairedWindow = {
  readonly asset: Float64Array;
  readonly market: Float64Array;
  readonly observations: number;
  /** Axis index of the close before the window's first return. */
  readonly firstClose: number;
  /** Axis index of the close of its last return. */
  readonly lastClose: number;
  /** Halts since the first close: returns across more than five missing trading days, excluded. */
  readonly dropped: number;
};

/** How many returns at most, and how many at least. */
export type WindowSize = { readonly window: number; readonly minimum: number };

/**
 * The last `window` paired returns, or all of them where there are fewer but at least `minimum`: what every regression
 * on the market begins with.
 *
 * Unavailable, in this order: `no_prices` without a shared close, `stale_prices` where the newest shared close is more
 * than five trading days before as-of, `short_history` with fewer than `minimum` returns.
 * Throws `RangeError` unless 3 ≤ minimum ≤ window, both whole.
 */
export function pairedWindow(pairs: PairedReturns, { window, minimum }: WindowSize): Estimate<PairedWindow> {
  if (!(Number.isInteger(window) && Number.isInteger(minimum) && minimum >= 3 && minimum <= window))
    throw new RangeError(
      `pairedWindow: needs whole numbers 3 ≤ minimum ≤ window, got minimum ${minimum} and window ${window}`,
    );
  const count = pairs.to.length;
  const observations = Math.min(window, count);
  const stale = stalePrices(pairs, observations, minimum);
  if (stale) return stale;
  if (observations < minimum) return unavailable('short_history', observations, minimum);

  const start = count - observations;
  const firstClose = pairs.from[start];
  return measured({
    asset: pairs.asset.subarray(start),
    market: pairs.market.subarray(start),
    observations,
    firstClose,
    lastClose: pairs.to[count - 1],
    dropped: countAfter(pairs.halts, firstClose),
  });
}

/** How many of the days lie after the given one. */
function countAfter(days: Int32Array, day: number): number {
  let count = 0;
  for (const other of days) if (other > day) count++;
  return count;
}
