/** Values that differ by less than this part of themselves differ by rounding alone, and are equal. */
const alike = 1e-12;

/**
 * The mid-rank of the value at `end` among the `days` values up to it, itself included: (less + ½·equal) / days, above 0
 * and below 1. Values are not negative. NaN where one of them is not finite.
 */
export function midRank(values: Float64Array, end: number, days: number): number {
  const low = values[end] * (1 - alike);
  const high = values[end] * (1 + alike);
  let less = 0;
  let lessOrEqual = 0;
  let sum = 0;
  for (let i = end + 1 - days; i <= end; i++) {
    if (values[i] < low) less++;
    if (values[i] <= high) lessOrEqual++;
    sum += values[i];
  }
  return Number.isFinite(sum) ? (less + lessOrEqual) / (2 * days) : Number.NaN;
}

/**
 * `midRank` of each of the values `first` … `last`, oldest first. The values of the window are kept sorted while it
 * moves, so that a rank is found by halving and not by counting; where a value is not finite they cannot be, and every
 * rank is counted.
 * Throws `RangeError` for a window under one value and for ends without a full window. Witness: `midRank`.
 */
export function rollingMidRank(values: Float64Array, days: number, first: number, last: number): Float64Array {
  if (!(Number.isInteger(days) && days >= 1))
    throw new RangeError(`rollingMidRank: needs a window of at least one value, got ${days}`);
  if (!(Number.isInteger(first) && first >= days - 1 && Number.isInteger(last) && last < values.length))
    throw new RangeError(
      `rollingMidRank: needs ends from ${days - 1} to ${values.length - 1}, got ${first} to ${last}`,
    );
  const ranks = new Float64Array(Math.max(0, last - first + 1));
  const oldest = first + 1 - days;
  if (!values.subarray(oldest, last + 1).every(Number.isFinite))
    return ranks.map((_, k) => midRank(values, first + k, days));
  const sorted = values.slice(oldest, first + 1).sort();
  for (let end = first; end <= last; end++) {
    if (end > first) replace(sorted, values[end - days], values[end]);
    const less = countBelow(sorted, values[end] * (1 - alike));
    const high = values[end] * (1 + alike);
    // Behind the last value stands none, which is not lower either.
    let lessOrEqual = less;
    while (sorted[lessOrEqual] <= high) lessOrEqual++;
    ranks[end - first] = (less + lessOrEqual) / (2 * days);
  }
  return ranks;
}

/** How many of the sorted values are less than the bound. */
function countBelow(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes one value out of the sorted ones and puts another in, in its place. */
function replace(sorted: Float64Array, leaving: number, coming: number): void {
  const gap = countBelow(sorted, leaving);
  const place = countBelow(sorted, coming);
  if (place > gap) {
    sorted.copyWithin(gap, gap + 1, place);
    sorted[place - 1] = coming;
  } else {
    sorted.copyWithin(place + 1, place, gap);
    sorted[place] = coming;
  }
}
