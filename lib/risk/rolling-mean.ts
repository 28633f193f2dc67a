/**
 * The mean of every `days` neighbouring values, oldest first: element k is that of values[k] … values[k + days − 1].
 *
 * As in `rollingDeviation`, windows that share a value are cut there into an older and a newer part, and the two sums
 * are added: nothing is ever subtracted, so that of values that are not negative every mean is right to a few last
 * bits, also after an outlier has left the window. It costs the same whatever the window is.
 * Throws `RangeError` for a window that is not a whole number of values. Witness: the sum of each window.
 */
export function rollingMean(values: Float64Array, days: number): Float64Array {
  if (!(Number.isInteger(days) && days >= 1))
    throw new RangeError(`rollingMean: needs a window of at least one value, got ${days}`);
  const means = new Float64Array(Math.max(0, values.length - days + 1));
  const older = new Float64Array(days);
  for (let start = 0; start < means.length; start += days) {
    // The windows that begin on start … start + days − 1 all hold the value at the split.
    const split = start + days - 1;
    let sum = 0;
    for (let i = split; i >= start; i--) {
      sum += values[i];
      older[i - start] = sum;
    }
    sum = 0;
    const end = Math.min(means.length, start + days);
    for (let k = start; k < end; k++) {
      if (k > start) sum += values[k + days - 1];
      means[k] = (older[k - start] + sum) / days;
    }
  }
  return means;
}
