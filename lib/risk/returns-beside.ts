import { type DatedCloses, requireDatedCloses } from './align';

/** Returns of a series beside those of an index, oldest first: day number of each, and how many had none beside them. */
export type ReturnsBeside = {
  readonly days: Int32Array;
  readonly asset: Float64Array;
  readonly market: Float64Array;
  readonly dropped: number;
};

/**
 * Stored returns beside those of an index they were not stored with. A return is stored under the day it ends on; where
 * it begins is known only if the return before it ended there. So one counts when the day before it in the series and
 * its own are neighbouring closes of the index: then both returns are of the same step. The others, and the first, are
 * dropped and counted; none is stretched over a gap.
 *
 *   market = close(day) / close(day before) − 1
 *
 * `days`: day numbers, ascending, as long as `values` (fractions). `index`: adjusted closes.
 * Throws `RangeError` where lengths differ, and for closes that are out of order or not positive.
 */
export function returnsBeside(days: Int32Array, values: Float64Array, index: DatedCloses): ReturnsBeside {
  if (days.length !== values.length)
    throw new RangeError(`returnsBeside: needs one return a day, got ${days.length} days and ${values.length} returns`);
  requireDatedCloses('returnsBeside', index);
  const place = new Map(Array.from(index.days, (day, i) => [day, i] as const));
  const kept: number[] = [];
  const market: number[] = [];
  for (let i = 1; i < days.length; i++) {
    const to = place.get(days[i]);
    // Before its first day the index has none: nothing equals that.
    if (to === undefined || index.days[to - 1] !== days[i - 1]) continue;
    kept.push(i);
    market.push(index.closes[to] / index.closes[to - 1] - 1);
  }
  return {
    days: Int32Array.from(kept, (i) => days[i]),
    asset: Float64Array.from(kept, (i) => values[i]),
    market: Float64Array.from(market),
    dropped: days.length - kept.length,
  };
}
