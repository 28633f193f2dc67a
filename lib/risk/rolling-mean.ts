import { scratch } from './scratch';

const olderRoom = scratch(Float64Array);

/**
 * The mean of every `days` neighbouring values, oldest first: element k is that of values[k] … values[k + days − 1].
 *
 * As in `rollingDeviation`, windows that share a value are cut there into an older and a newer part, and the two sums
 * are added: nothing is ever subtracted, so that of values that are not negative every mean is right to a few last
 * bits, also after an outlier has left the window. It costs the same whatever the window is.
 * `means` is room for the answer. Throws `RangeError` for a window that is not a whole number of values. Witness: the sum of each window.
 */
export function rollingMean(
  values: Float64Array,
  days: number,
  means: Float64Array = new Float64Array(Math.max(0, values.length - days + 1)),
): Float64Array {
  if (!(Number.isInteger(days) && days >= 1))
    throw new RangeError(`rollingMean: needs a window of at least one value, got ${days}`);
  const count = Math.max(0, values.length - days + 1);
  const older = olderRoom(days);
  for (let start = 0; start < count; start += days) {
    // The windows that begin on start … start + days − 1 all hold the value at the split.
    const split = start + days - 1;
    let sum = 0;
    for (let i = split; i >= start; i--) {
      sum += values[i];
      older[i - start] = sum;
    }
    means[start] = sum / days;
    sum = 0;
    const end = Math.min(count, start + days);
    for (let k = start + 1; k < end; k++) {
      sum += values[k + days - 1];
      means[k] = (older[k - start] + sum) / days;
    }
  }
  return means;
}
