import type { Closes } from './align';

/** A return across more missing trading days than this is a halt: excluded and counted, never booked as one day. */
export const longestGap = 5;

/**
 * Simple returns between neighbouring closes, oldest first, without holes.
 * `values[i]` is closes[to[i]] / closes[from[i]] − 1 (`simpleReturn`); `from` and `to` are indexes of the axis.
 */
export type Returns = {
  readonly values: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Axis indexes of the later close of each excluded return (a halt), ascending. */
  readonly halts: Int32Array;
  /** Axis index of the newest close that was looked at, −1 where there is none: what tells a stale series. */
  readonly lastClose: number;
  /** How many axis days were looked at: the day after which nothing may be known. */
  readonly until: number;
};

/** Returns of an asset and a market over the same steps: between neighbouring days on which both have a close. */
export type PairedReturns = Omit<Returns, 'values'> & {
  readonly asset: Float64Array;
  readonly market: Float64Array;
};

/**
 * Steps between neighbouring axis days on which every column has a close. The closes are aligned first and the
 * returns taken afterwards: taking returns first would pair a two-day return with a one-day return.
 * Throws `RangeError` unless `until` is a number of axis days.
 */
export function sharedSteps(columns: readonly Closes[], until: number) {
  const length = columns[0].length;
  if (!(Number.isInteger(until) && until >= 0 && until <= length))
    throw new RangeError(`returns: needs a whole number of axis days from 0 to ${length}, got ${until}`);
  const from = new Int32Array(until);
  const to = new Int32Array(until);
  const halts: number[] = [];
  let count = 0;
  let previous = -1;
  days: for (let day = 0; day < until; day++) {
    for (const column of columns) if (Number.isNaN(column[day])) continue days;
    if (previous >= 0) {
      if (day - previous - 1 > longestGap) halts.push(day);
      else {
        from[count] = previous;
        to[count] = day;
        count++;
      }
    }
    previous = day;
  }
  return {
    from: from.subarray(0, count),
    to: to.subarray(0, count),
    halts: Int32Array.from(halts),
    lastClose: previous,
    until,
  };
}

/**
 * The simple return after / before − 1, as a fraction, written so that no digit is lost: the difference of two closes
 * within a factor of two is exact, while a ratio of nearly 1 has spent most of its digits on the 1.
 */
export const simpleReturn = (before: number, after: number): number => (after - before) / before;

/** The return of one column over each step; NaN where it lacks a close at either end. */
export function valuesAlong(closes: Closes, from: Int32Array, to: Int32Array): Float64Array {
  const values = new Float64Array(to.length);
  for (let i = 0; i < to.length; i++) values[i] = simpleReturn(closes[from[i]], closes[to[i]]);
  return values;
}

/** The returns of one column over the first `until` days of the axis (all of it by default). */
export function simpleReturns(closes: Closes, until = closes.length): Returns {
  const steps = sharedSteps([closes], until);
  return { values: valuesAlong(closes, steps.from, steps.to), ...steps };
}

/**
 * The returns of an asset and a market over the days both have a close, up to the first `until` days of the axis.
 * Throws `RangeError` where the columns do not share an axis.
 */
export function pairedReturns(asset: Closes, market: Closes, until = asset.length): PairedReturns {
  if (asset.length !== market.length)
    throw new RangeError(
      `pairedReturns: needs two columns of one axis, got ${asset.length} and ${market.length} closes`,
    );
  const steps = sharedSteps([asset, market], until);
  return {
    asset: valuesAlong(asset, steps.from, steps.to),
    market: valuesAlong(market, steps.from, steps.to),
    ...steps,
  };
}
