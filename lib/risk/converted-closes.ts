import type { Closes } from './align';

/** More axis days than these without a rate, and the newest one is not of today. */
const longestSilence = 5;

/** A rate that is none stops the calculation instead of becoming a price. */
function requireRates(caller: string, rates: Closes): void {
  const bad = rates.findIndex((rate) => !Number.isNaN(rate) && !(rate > 0 && rate < Number.POSITIVE_INFINITY));
  if (bad >= 0) throw new RangeError(`${caller}: needs finite positive rates, got ${rates[bad]} at ${bad}`);
}

/**
 * The closes of a security in another currency: the close of a day × the rate of that same day (units of the new
 * currency for one of the old).
 *
 * `closes` and `rates` lie on one axis. A day without a rate has no close in the new currency: NaN, never the rate of
 * another day and never 1, so its return is counted as missing. Raw and adjusted closes are converted alike; the
 * converted adjusted closes give returns that hold the currency's own move, which is what a holder in the other
 * currency earned: (1 + r)(1 + c) − 1.
 *
 * Throws `RangeError` for columns of different length and rates that are not finite and positive.
 */
export function convertedCloses(closes: Closes, rates: Closes): Closes {
  if (closes.length !== rates.length)
    throw new RangeError(`convertedCloses: needs one axis, got ${closes.length} closes and ${rates.length} rates`);
  requireRates('convertedCloses', rates);
  return closes.map((close, day) => close * rates[day]);
}

/**
 * The rates of a pair from those of the pair the other way round: 1 over each, NaN where there is none. A series is
 * either direct or inverse as a whole, because two sources side by side differ by their spread.
 */
export function inverseRates(rates: Closes): Closes {
  requireRates('inverseRates', rates);
  return rates.map((rate) => 1 / rate);
}

/**
 * The rate for money and given prices on the last of the first `until` axis days: the newest within 5 axis days before
 * it, null where there is none. Nothing from `until` on is looked at.
 */
export function rateOn(rates: Closes, until: number): number | null {
  for (let day = until - 1; day >= 0 && day >= until - 1 - longestSilence; day--)
    if (!Number.isNaN(rates[day])) return rates[day];
  return null;
}
