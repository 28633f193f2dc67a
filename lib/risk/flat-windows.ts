import { isFlatRange, stands } from './flat';

/**
 * Which windows of `days` returns ending on the returns `first` … `last` are flat: 1 where `isFlat` holds, else 0.
 *
 * The windows that end on split … split + days − 1 all hold return `split`: the extremes of each are those of an older
 * part that ends there and of a newer part that begins there. The cost of a window does not depend on its length; and
 * where no return is like the one before it, as on most series, there is nothing to look at.
 * Throws `RangeError` for windows under one return and ends without a full window. Witness: `isFlat` of each window.
 */
export function flatWindows(returns: Float64Array, days: number, first: number, last: number): Uint8Array {
  if (!(Number.isInteger(days) && days >= 1))
    throw new RangeError(`flatWindows: needs windows of at least one return, got ${days}`);
  if (!(Number.isInteger(first) && first >= days - 1 && Number.isInteger(last) && last < returns.length))
    throw new RangeError(`flatWindows: needs ends from ${days - 1} to ${returns.length - 1}, got ${first} to ${last}`);
  const flat = new Uint8Array(Math.max(0, last - first + 1));
  if (days > 1 && !someStands(returns, first, last)) return flat;
  const lowest = new Float64Array(days);
  const highest = new Float64Array(days);
  for (let split = first; split <= last; split += days) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let age = 0; age < days; age++) {
      low = Math.min(low, returns[split - age]);
      high = Math.max(high, returns[split - age]);
      lowest[age] = low;
      highest[age] = high;
    }
    low = Number.POSITIVE_INFINITY;
    high = Number.NEGATIVE_INFINITY;
    for (let end = split; end <= Math.min(last, split + days - 1); end++) {
      low = Math.min(low, returns[end]);
      high = Math.max(high, returns[end]);
      const age = days - 1 - (end - split);
      if (isFlatRange(Math.min(low, lowest[age]), Math.max(high, highest[age]))) flat[end - first] = 1;
    }
  }
  return flat;
}

function someStands(returns: Float64Array, first: number, last: number): boolean {
  for (let end = first; end <= last; end++) if (stands(returns, end)) return true;
  return false;
}
