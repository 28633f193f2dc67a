import { tradingDaysPerYear } from './annualise';
import type { Estimate } from './estimate';
import { type EwmaVolatility, ewmaDecay, ewmaMinimum, ewmaOf, ewmaVolatility, ewmaWindow } from './ewma';
import { isFlatUntil } from './flat';
import { rollingMean } from './rolling-mean';
import { scratch } from './scratch';

const squaresRoom = scratch(Float64Array);
const olderRoom = scratch(Float64Array);
const startsRoom = scratch(Float64Array);

/**
 * `ewmaVolatility` as of each of the returns `first` … `last` (by default each that has any), element k as of return
 * first + k: the variances of `rollingEwmaVariance`, and why where there are none. Throws and witness as there.
 */
export function rollingEwma(returns: Float64Array, first = 0, last = returns.length - 1): Estimate<EwmaVolatility>[] {
  const variances = rollingEwmaVariance(returns, first, last);
  return Array.from(variances, (variance, k) => ewmaOn(variance, returns, first + k));
}

/** The measure as of return `end` from its variance. */
export const ewmaOn = (variance: number, returns: Float64Array, end: number): Estimate<EwmaVolatility> =>
  // The measure itself knows why there is none.
  Number.isFinite(variance) ? ewmaOf(variance, end) : ewmaVolatility(returns.subarray(0, end + 1));

/**
 * The daily variance of `ewmaVolatility` as of each of the returns `first` … `last`, from nothing later, at the same
 * cost a date whatever the window is; NaN where there is none.
 *
 * While the window still grows, the recursion itself. Once it moves, windows that share a day are cut there, as in
 * `rollingDeviation`: the weights of the older part all shrink by 0.94 a day, the newer part grows by one return, and
 * nothing is ever subtracted.
 *
 * `into` is room for the answer. Throws `RangeError` for ends outside the returns.
 * Witness: `ewmaVolatility`, to 1e-12 on the stress series.
 */
export function rollingEwmaVariance(
  returns: Float64Array,
  first: number,
  last: number,
  into: Float64Array = new Float64Array(Math.max(0, last - first + 1)),
): Float64Array {
  if (!(Number.isInteger(first) && first >= 0 && Number.isInteger(last) && last < returns.length))
    throw new RangeError(`rollingEwma: needs ends from 0 to ${returns.length - 1}, got ${first} to ${last}`);
  growing(returns, first, last, into);
  moving(returns, first, last, into);
  for (let end = first; end <= last; end++) {
    const observations = Math.min(end + 1, ewmaWindow);
    if (
      observations < ewmaMinimum ||
      !Number.isFinite(tradingDaysPerYear * into[end - first]) ||
      isFlatUntil(returns, end, observations)
    )
      into[end - first] = Number.NaN;
  }
  return into;
}

/** The variances of the ends whose window begins with the first return; of those that are too early, anything. */
function growing(returns: Float64Array, first: number, last: number, into: Float64Array): void {
  const decay = ewmaDecay;
  const fresh = 1 - ewmaDecay;
  let variance = 0;
  for (let i = 0; i < ewmaMinimum; i++) variance += (returns[i] * returns[i]) / ewmaMinimum;
  const newest = Math.min(last, ewmaWindow - 1);
  const unwanted = Math.min(first - 1, newest);
  let end = 1;
  for (; end <= unwanted; end++) variance = decay * variance + fresh * (returns[end] * returns[end]);
  for (; end <= newest; end++) {
    variance = decay * variance + fresh * (returns[end] * returns[end]);
    into[end - first] = variance;
  }
}

/** Those of the ends before which returns have left the window. */
function moving(returns: Float64Array, first: number, last: number, into: Float64Array): void {
  const reach = ewmaWindow - 1;
  const begin = Math.max(first, ewmaWindow);
  if (begin > last) return;
  const squares = squaresRoom(last + 1);
  for (let i = begin - reach; i <= last; i++) squares[i] = returns[i] * returns[i];
  // The mean of the first 63 squares of each window, by the window's first day.
  const days = squares.subarray(begin - reach, last - reach + ewmaMinimum);
  const starts = rollingMean(days, ewmaMinimum, startsRoom(days.length));
  const faded = ewmaDecay ** reach;
  for (let split = begin; split <= last; split += reach) {
    const newest = Math.min(last, split + reach - 1);
    // What the days after the window's first one, up to the split, weigh as of the split; by the window's first day.
    const older = olderRoom(newest - split + 1);
    let sum = 0;
    let weight = 1 - ewmaDecay;
    for (let day = split; day > split - reach; day--) {
      sum += weight * squares[day];
      weight *= ewmaDecay;
      if (day - 1 <= newest - reach) older[day - 1 - (split - reach)] = sum;
    }
    let newer = 0;
    let ageing = 1;
    for (let end = split; end <= newest; end++) {
      if (end > split) {
        newer = ewmaDecay * newer + (1 - ewmaDecay) * squares[end];
        ageing *= ewmaDecay;
      }
      into[end - first] = faded * starts[end - begin] + ageing * older[end - split] + newer;
    }
  }
}
