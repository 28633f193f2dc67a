import { isoDate } from './day';

/**
 * Trading days, oldest first, as day numbers. One axis is shared by every column of a calculation, so that "the same
 * day" is "the same index" and two series cannot slip against each other.
 */
export type Axis = Int32Array;

/** One close per axis day, in price units; NaN where the security has none that day. Never carried forward. */
export type Closes = Float64Array;

/** The closes of one security on the days it traded: `days` ascending and unique, `closes` of the same length. */
export type DatedCloses = { readonly days: Int32Array; readonly closes: Float64Array };

/** Throws `RangeError` unless days ascend without repetition and every close is finite and positive. */
export function requireDatedCloses(name: string, { days, closes }: DatedCloses): void {
  if (days.length !== closes.length)
    throw new RangeError(`${name}: needs one close a day, got ${days.length} days and ${closes.length} closes`);
  for (let i = 0; i < days.length; i++) {
    if (i > 0 && days[i] <= days[i - 1])
      throw new RangeError(
        `${name}: needs days ascending without repetition, got ${isoDate(days[i - 1])} then ${isoDate(days[i])}`,
      );
    if (!(closes[i] > 0 && closes[i] < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name}: needs finite positive closes, got ${closes[i]} on ${isoDate(days[i])}`);
  }
}

/**
 * The closes laid onto the axis, NaN on the days without one.
 * Throws `RangeError` for days out of order, closes that are not positive and days that are not on the axis.
 */
export function closesOnAxis(axis: Axis, series: DatedCloses): Closes {
  requireDatedCloses('closesOnAxis', series);
  const column = new Float64Array(axis.length).fill(Number.NaN);
  let at = 0;
  for (let i = 0; i < series.days.length; i++) {
    while (at < axis.length && axis[at] < series.days[i]) at++;
    if (axis[at] !== series.days[i])
      throw new RangeError(`closesOnAxis: needs days of the axis, got ${isoDate(series.days[i])}`);
    column[at] = series.closes[i];
  }
  return column;
}

/** How many days of the axis are on or before the day `asOf`: the part of every column that may be used. */
export function daysUntil(axis: Axis, asOf: number): number {
  let low = 0;
  let high = axis.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (axis[middle] <= asOf) low = middle + 1;
    else high = middle;
  }
  return low;
}
