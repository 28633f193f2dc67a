import type { Closes } from './align';
import { annualVolatilityOfVariance } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { flatSpread } from './flat';
import { mean, sampleVariance } from './moments';
import { simpleReturns } from './returns';

/**
 * What a security did within each day: columns of one axis, NaN on the days without. Raw prices, and beside them the
 * close adjusted for dividends and splits.
 */
export type Bars = {
  readonly open: Closes;
  readonly high: Closes;
  readonly low: Closes;
  readonly close: Closes;
  readonly adjustedClose: Closes;
};

/** Days as logarithms, oldest first, without holes: what the four estimators are made of. */
export type DayRanges = {
  /** ln(adjusted close / adjusted close of the trading day before). */
  readonly closeToClose: Float64Array;
  /** What of it happened while the market was closed, dividends and splits included. */
  readonly overnight: Float64Array;
  /** ln(close / open). */
  readonly openToClose: Float64Array;
  /** ln(high / low). */
  readonly highToLow: Float64Array;
  /** ln(high/close)·ln(high/open) + ln(low/close)·ln(low/open): the day's variance whatever its drift. */
  readonly driftFree: Float64Array;
  /** Axis index of each day. */
  readonly to: Int32Array;
};

/**
 * The days of the first `until` axis days (all by default) that have a whole bar and, at most five missing days before
 * it, another.
 * Throws `RangeError` where columns differ in length, for a price that is not finite and positive, and for a low above
 * its high.
 */
export function dayRanges(bars: Bars, until = bars.close.length): DayRanges {
  const { from, to } = simpleReturns(wholeDays(bars), until);
  const { open, high, low, close, adjustedClose } = bars;
  const along = (value: (day: number, before: number) => number): Float64Array =>
    Float64Array.from(to, (day, i) => value(day, from[i]));
  const closeToClose = along((day, before) => Math.log(adjustedClose[day] / adjustedClose[before]));
  const openToClose = along((day) => Math.log(close[day] / open[day]));
  return {
    closeToClose,
    overnight: closeToClose.map((change, i) => change - openToClose[i]),
    openToClose,
    highToLow: along((day) => Math.log(high[day] / low[day])),
    driftFree: along(
      (day) =>
        Math.log(high[day] / close[day]) * Math.log(high[day] / open[day]) +
        Math.log(low[day] / close[day]) * Math.log(low[day] / open[day]),
    ),
    to,
  };
}

/** The adjusted close on the days whose bar is whole, NaN on all others. */
function wholeDays({ open, high, low, close, adjustedClose }: Bars): Closes {
  const columns = [open, high, low, close, adjustedClose];
  if (columns.some((column) => column.length !== close.length))
    throw new RangeError(
      `dayRanges: needs columns of one axis, got lengths ${columns.map((column) => column.length).join(', ')}`,
    );
  return adjustedClose.map((adjusted, day) => {
    const prices = columns.map((column) => column[day]);
    if (prices.some(Number.isNaN)) return Number.NaN;
    if (!(prices.every((price) => price > 0 && price < Number.POSITIVE_INFINITY) && low[day] <= high[day]))
      throw new RangeError(
        `dayRanges: needs finite positive prices, the low not above the high, got ${prices.join(', ')} on axis day ${day}`,
      );
    return adjusted;
  });
}

export type RangeVolatility = {
  /** A fraction a year. */
  readonly volatilityAnnual: number;
  readonly observations: number;
  /** Indexes of the first and the last day used. */
  readonly first: number;
  readonly last: number;
};

/** A daily variance from the last `days` days; `part` takes the same days out of any column. */
type DailyVariance = (ranges: DayRanges, part: (column: Float64Array) => Float64Array, days: number) => number;

const rangeVolatility =
  (name: string, varianceOf: DailyVariance) =>
  (ranges: DayRanges, days: number): Estimate<RangeVolatility> => {
    if (!(Number.isInteger(days) && days >= 2))
      throw new RangeError(`${name}: needs a window of at least two days, got ${days}`);
    const count = ranges.to.length;
    if (count < days) return unavailable('short_history', count, days);
    const variance = varianceOf(ranges, (column) => column.subarray(count - days), days);
    const volatilityAnnual = annualVolatilityOfVariance(variance);
    if (!Number.isFinite(volatilityAnnual)) return unavailable('not_finite', days, days);
    if (Math.sqrt(variance) <= flatSpread) return unavailable('flat_asset', days, days);
    return measured({ volatilityAnnual, observations: days, first: count - days, last: count - 1 });
  };

const squares = (column: Float64Array): Float64Array => column.map((value) => value * value);

/**
 * Volatilities of the last `days` days, as fractions a year: √(252 · variance). All of them estimate what
 * `realizedVolatility` does, from more of the day than its close, and so from fewer days as sharply; those that look at
 * highs and lows read low where trading is thin, since the extremes are then seen only now and then.
 *
 * Unavailable: `short_history` with fewer than `days`, `flat_asset` where the days show no movement, `not_finite`.
 * Throws `RangeError` for a window under two days.
 * Witness: mpmath, 45 series of real bars (reference oracle of ranges); decimals (fixtures).
 */

/** The sample variance of logarithmic returns, close to close: beside the others, to compare with. */
export const closeToCloseVolatility = rangeVolatility('closeToCloseVolatility', (ranges, part) =>
  sampleVariance(part(ranges.closeToClose)),
);

/**
 * The mean of ln(high/low)²/(4 ln 2), plus the square of the overnight change.
 * Source: Parkinson, Journal of Business 53 (1980), p. 62.
 */
export const parkinsonVolatility = rangeVolatility(
  'parkinsonVolatility',
  (ranges, part) => mean(squares(part(ranges.highToLow))) / (4 * Math.LN2) + mean(squares(part(ranges.overnight))),
);

/**
 * The mean of ½·ln(high/low)² − (2 ln 2 − 1)·ln(close/open)², plus the square of the overnight change.
 * Source: Garman and Klass, Journal of Business 53 (1980), p. 74.
 */
export const garmanKlassVolatility = rangeVolatility(
  'garmanKlassVolatility',
  (ranges, part) =>
    mean(squares(part(ranges.highToLow))) / 2 -
    (2 * Math.LN2 - 1) * mean(squares(part(ranges.openToClose))) +
    mean(squares(part(ranges.overnight))),
);

/**
 * The mean of ln(high/close)·ln(high/open) + ln(low/close)·ln(low/open): right under any drift, and of the hours of
 * trading alone.
 * Source: Rogers and Satchell, Annals of Applied Probability 1 (1991), p. 506.
 */
export const rogersSatchellVolatility = rangeVolatility('rogersSatchellVolatility', (ranges, part) =>
  mean(part(ranges.driftFree)),
);

/**
 * var(overnight) + k·var(open to close) + (1 − k)·(Rogers–Satchell), k = 0.34/(1.34 + (n + 1)/(n − 1)), sample
 * variances: the one with the least error that is right under drift and overnight changes.
 * Source: Yang and Zhang, Journal of Business 73 (2000), p. 482.
 */
export const yangZhangVolatility = rangeVolatility('yangZhangVolatility', (ranges, part, days) => {
  const share = 0.34 / (1.34 + (days + 1) / (days - 1));
  return (
    sampleVariance(part(ranges.overnight)) +
    share * sampleVariance(part(ranges.openToClose)) +
    (1 - share) * mean(part(ranges.driftFree))
  );
});
