import type { Closes } from './align';
import { type Unavailable, unavailable } from './estimate';

/** A series without a new close for more than this many trading days before as-of is stale. */
export const longestSilence = 5;

/** Where a series ended and how far was looked, as axis days: what `Returns` and `PairedReturns` carry. */
export type LastLook = { readonly lastClose: number; readonly until: number };

/** The newest of the first `until` axis days that has a close; −1 where none has one. */
export function lastCloseIndex(closes: Closes, until = closes.length): number {
  if (!(Number.isInteger(until) && until >= 0 && until <= closes.length))
    throw new RangeError(`lastCloseIndex: needs a whole number of axis days from 0 to ${closes.length}, got ${until}`);
  // Before the first day stands nothing, which is not NaN and ends the search at −1.
  let day = until - 1;
  while (Number.isNaN(closes[day])) day--;
  return day;
}

/** How many trading days have passed since the newest close: 0 where as-of itself has one. */
export const tradingDaysSinceClose = ({ lastClose, until }: LastLook): number => until - 1 - lastClose;

/**
 * Why prices cannot carry a measure of today: `no_prices` where there is no close at all, `stale_prices` where the
 * newest is more than 5 trading days before as-of, null where they can. A halted or delisted security would otherwise
 * show the risk of the day it stopped trading as today's.
 *
 * `observations` and `required` are what the measure had and needs; they are passed on as they are.
 */
export function stalePrices(look: LastLook, observations: number, required: number): Unavailable | null {
  if (look.lastClose < 0) return unavailable('no_prices', observations, required);
  return tradingDaysSinceClose(look) > longestSilence ? unavailable('stale_prices', observations, required) : null;
}
