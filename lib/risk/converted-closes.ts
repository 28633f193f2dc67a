import { type DatedCloses, requireDatedCloses } from './align';

/** A rate older than these days is not of today: a week with its weekend and a holiday. */
const longestSilenceDays = 7;

/**
 * The closes of a security in another currency: the close of a day × the rate of that same day (units of the new
 * currency for one of the old).
 *
 * A day without a rate has no close in the new currency: it is left out, never converted at the rate of another day and
 * never at 1, so its return is counted as missing. Raw and adjusted closes are converted alike; the converted adjusted
 * closes give returns that hold the currency's own move, which is what a holder in the other currency earned:
 * (1 + r)(1 + c) − 1.
 *
 * Throws `RangeError` for days out of order and for closes and rates that are not finite and positive.
 */
export function convertedCloses(series: DatedCloses, rates: DatedCloses): DatedCloses {
  requireDatedCloses('convertedCloses', series);
  requireDatedCloses('convertedCloses', rates);
  const days: number[] = [];
  const closes: number[] = [];
  let at = 0;
  for (let i = 0; i < series.days.length; i++) {
    while (at < rates.days.length && rates.days[at] < series.days[i]) at++;
    if (rates.days[at] !== series.days[i]) continue;
    days.push(series.days[i]);
    closes.push(series.closes[i] * rates.closes[at]);
  }
  return { days: Int32Array.from(days), closes: Float64Array.from(closes) };
}

/**
 * The rates of a pair from those of the pair the other way round: 1 over each. A series is either direct or inverse as a
 * whole, because two of them side by side differ by their spread.
 */
export function inverseRates(rates: DatedCloses): DatedCloses {
  requireDatedCloses('inverseRates', rates);
  return { days: rates.days, closes: rates.closes.map((rate) => 1 / rate) };
}

/**
 * The rate for money and given prices on a day (a day number): the newest that is not after it and at most seven days
 * older; null where there is none.
 */
export function rateOn(rates: DatedCloses, day: number): number | null {
  requireDatedCloses('rateOn', rates);
  let newest = rates.days.length - 1;
  while (newest >= 0 && rates.days[newest] > day) newest--;
  return newest >= 0 && day - rates.days[newest] <= longestSilenceDays ? rates.closes[newest] : null;
}
