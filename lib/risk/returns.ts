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

type OneOrTwo = readonly [one: Closes, other?: Closes];

/**
 * Steps between neighbouring axis days on which the columns have a close. The closes are aligned first and the
 * returns taken afterwards: taking returns first would pair a two-day return with a one-day return.
 * Throws `RangeError` unless `until` is a number of axis days.
 */
export function sharedSteps([one, other = one]: OneOrTwo, until: number) {
  requireDays(one, until);
  if (isWhole(one, until) && isWhole(other, until)) return everyStep(until);
  const from = new Int32Array(until);
  const to = new Int32Array(until);
  const halts: number[] = [];
  let count = 0;
  let lastClose = -1;
  for (let day = 0; day < until; day++) {
    if (Number.isNaN(one[day]) || Number.isNaN(other[day])) continue;
    if (lastClose >= 0 && isHalt(lastClose, day)) halts.push(day);
    else if (lastClose >= 0) {
      from[count] = lastClose;
      to[count] = day;
      count++;
    }
    lastClose = day;
  }
  return { from: from.subarray(0, count), to: to.subarray(0, count), halts: Int32Array.from(halts), lastClose, until };
}

function requireDays(closes: Closes, until: number): void {
  if (!(Number.isInteger(until) && until >= 0 && until <= closes.length))
    throw new RangeError(`returns: needs a whole number of axis days from 0 to ${closes.length}, got ${until}`);
}

/** Whether a column has a close on each of the first `until` days. */
export function isWhole(closes: Closes, until: number): boolean {
  for (let day = 0; day < until; day++) if (Number.isNaN(closes[day])) return false;
  return true;
}

/** Days one after another: nearly all columns have the same steps, and nobody writes into them. */
let everyDay = new Int32Array(0);
let latestSteps: ReturnType<typeof stepsOf> | null = null;

/** The steps of columns with a close on each of `until` days: the same ones for all of them. */
function everyStep(until: number) {
  if (latestSteps?.until !== until) latestSteps = stepsOf(until);
  return latestSteps;
}

function stepsOf(until: number) {
  if (everyDay.length < until) everyDay = Int32Array.from({ length: until }, (_, day) => day);
  return {
    from: everyDay.subarray(0, Math.max(0, until - 1)),
    to: everyDay.subarray(Math.min(1, until), until),
    halts: new Int32Array(0),
    lastClose: until - 1,
    until,
  };
}

const isHalt = (from: number, to: number): boolean => to - from - 1 > longestGap;

/**
 * The simple return after / before − 1, as a fraction, written so that no digit is lost: the difference of two closes
 * within a factor of two is exact, while a ratio of nearly 1 has spent most of its digits on the 1.
 */
export const simpleReturn = (before: number, after: number): number => (after - before) / before;

/** The return of one column over each step; NaN where it lacks a close at either end. */
export function valuesAlong(closes: Closes, from: Int32Array, to: Int32Array): Float64Array {
  const count = to.length;
  const values = new Float64Array(count);
  // Steps of a day each, as most series have, are neighbours in memory: no index has to be looked up.
  const start = to[count - 1] - count;
  if (start === from[0])
    for (let i = 0; i < count; i++) values[i] = simpleReturn(closes[start + i], closes[start + i + 1]);
  else for (let i = 0; i < count; i++) values[i] = simpleReturn(closes[from[i]], closes[to[i]]);
  return values;
}

const newColumn = (length: number): Float64Array => new Float64Array(length);

/** The returns from each day to the next; null where one is no number, as where a close is missing. */
function dailyReturns(closes: Closes, until: number, values: Float64Array): Float64Array | null {
  let before = closes[0];
  let isDaily = !(until > 0 && Number.isNaN(before));
  for (let i = 0; i < values.length; i++) {
    const after = closes[i + 1];
    const value = simpleReturn(before, after);
    if (Number.isNaN(value)) isDaily = false;
    values[i] = value;
    before = after;
  }
  return isDaily ? values : null;
}

/**
 * The returns of one column over the first `until` days of the axis (all of it by default). `room` is for the returns of
 * a column without a gap, for whoever reads one column after the other.
 */
export function simpleReturns(closes: Closes, until = closes.length, room = newColumn): Returns {
  requireDays(closes, until);
  const count = Math.max(0, until - 1);
  const daily = dailyReturns(closes, until, room(count).subarray(0, count));
  if (daily) return { values: daily, ...everyStep(until) };
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

/**
 * `pairedReturns` of two series whose own returns over the same axis are there already: where both have a close on the
 * same days, and none of them was halted, these are the pairs, and nothing has to be taken again. Null elsewhere.
 */
export function pairedAlready(asset: Returns, market: Returns): PairedReturns | null {
  const { values, ...steps } = asset;
  return haveSameSteps(asset, market) ? { asset: values, market: market.values, ...steps } : null;
}

function haveSameSteps(one: Returns, other: Returns): boolean {
  if (one.halts.length > 0 || other.halts.length > 0 || one.until !== other.until) return false;
  if (one.to.length === 0 || one.to.length !== other.to.length || one.from[0] !== other.from[0]) return false;
  if (one.to === other.to) return true;
  // Without a halt each step begins where the one before it ended.
  for (let i = 0; i < one.to.length; i++) if (one.to[i] !== other.to[i]) return false;
  return true;
}
