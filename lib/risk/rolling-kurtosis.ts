import { scratch } from './scratch';

const olderRoom = scratch(Float64Array);

/**
 * `kurtosis` of every window of `days` values that ends on one of the values `first` … `last`, oldest first; NaN where
 * a window does not vary.
 *
 * Windows that share a value are cut there, as in `rollingDeviation`. The older and the newer part are sums of the first
 * four powers of values measured from the shared one, which every window holds: it lies within √n deviations of the
 * window's mean, so that taking the mean off afterwards costs no more than some digits of the kurtosis, and nothing at
 * all where it matters, below 12. Where nothing moves all sums are exactly 0.
 *
 * `kurtoses` is room for the answer. Throws `RangeError` for a window under two values and for ends outside the values.
 * Witness: `kurtosis` of each window, to 1e-10 of what a clip at 12 leaves, on series with an outlier of 10⁶ times the
 * scale, a drift and flat stretches.
 */
export function rollingKurtosis(
  values: Float64Array,
  days: number,
  first = days - 1,
  last = values.length - 1,
  kurtoses: Float64Array = new Float64Array(Math.max(0, last - first + 1)),
): Float64Array {
  if (!(Number.isInteger(days) && days >= 2))
    throw new RangeError(`rollingKurtosis: needs a window of at least two values, got ${days}`);
  if (!(Number.isInteger(first) && first >= days - 1 && Number.isInteger(last) && last < values.length))
    throw new RangeError(
      `rollingKurtosis: needs ends from ${days - 1} to ${values.length - 1}, got ${first} to ${last}`,
    );
  const older = olderRoom(4 * (days + 1));
  const share = 1 / days;
  for (let split = first; split <= last; split += days) {
    const level = values[split];
    let one = 0;
    let two = 0;
    let three = 0;
    let four = 0;
    for (let count = 1; count <= days; count++) {
      const value = values[split + 1 - count] - level;
      const square = value * value;
      one += value;
      two += square;
      three += square * value;
      four += square * square;
      older[4 * count] = one;
      older[4 * count + 1] = two;
      older[4 * count + 2] = three;
      older[4 * count + 3] = four;
    }
    one = 0;
    two = 0;
    three = 0;
    four = 0;
    const newest = Math.min(last, split + days - 1);
    for (let end = split; end <= newest; end++) {
      const value = values[end] - level;
      const square = value * value;
      // The shared value is the older part's; its own powers are 0.
      one += value;
      two += square;
      three += square * value;
      four += square * square;
      const place = 4 * (days - (end - split));
      const mean = (older[place] + one) * share;
      const second = (older[place + 1] + two) * share;
      const third = (older[place + 2] + three) * share;
      const fourth = (older[place + 3] + four) * share;
      const variance = second - mean * mean;
      kurtoses[end - first] =
        (fourth - mean * (4 * third - mean * (6 * second - 3 * mean * mean))) / (variance * variance);
    }
  }
  return kurtoses;
}
