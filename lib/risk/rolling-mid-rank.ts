import { ascendingOrder, mostInOrder } from './ascending-order';
import { alike, midRank } from './mid-rank';

const order = new Int32Array(mostInOrder);
const place = new Int32Array(mostInOrder);
const sorted = new Float64Array(mostInOrder);
/** The window as a set of places, 32 in a word, and how many of each word are in it. */
const bits = new Int32Array((mostInOrder >> 5) + 1);
const counts = new Int32Array((mostInOrder >> 5) + 1);

/**
 * `midRank` of each of the values `first` … `last`, oldest first, each among the `days` values up to it.
 *
 * The values of as many windows as a window has days are put in order once; the window is then a set of places in that
 * order, a bit each, from which one goes and to which one comes a date, and a rank is how many bits stand below a place.
 * Where a value is not finite there is no order, and none is made of windows beyond a thousand: every rank is counted.
 * `into` is room for the answer. Throws `RangeError` for a window under one value and for ends without a full window.
 * Witness: `midRank`.
 */
export function rollingMidRank(
  values: Float64Array,
  days: number,
  first: number,
  last: number,
  into: Float64Array = new Float64Array(Math.max(0, last - first + 1)),
): Float64Array {
  if (!(Number.isInteger(days) && days >= 1))
    throw new RangeError(`rollingMidRank: needs a window of at least one value, got ${days}`);
  if (!(Number.isInteger(first) && first >= days - 1 && Number.isInteger(last) && last < values.length))
    throw new RangeError(
      `rollingMidRank: needs ends from ${days - 1} to ${values.length - 1}, got ${first} to ${last}`,
    );
  for (let begin = first; begin <= last; begin += days) {
    const windows = Math.min(days, last - begin + 1);
    const block = values.subarray(begin + 1 - days, begin + windows);
    if (!rankBlock(block, days, into.subarray(begin - first)))
      for (let k = 0; k < windows; k++) into[begin - first + k] = midRank(values, begin + k, days);
  }
  return into;
}

/** The ranks of every value of a block that has a full window behind it; false where the block has no order. */
function rankBlock(block: Float64Array, days: number, into: Float64Array): boolean {
  const count = block.length;
  if (!ascendingOrder(block, order)) return false;
  for (let k = 0; k < count; k++) {
    const i = order[k];
    place[i] = k;
    sorted[k] = block[i];
  }
  bits.fill(0);
  counts.fill(0);
  for (let end = 0; end < days - 1; end++) put(place[end], 1);
  for (let end = days - 1; end < count; end++) {
    put(place[end], 1);
    if (end >= days) put(place[end - days], -1);
    const low = block[end] * (1 - alike);
    const high = block[end] * (1 + alike);
    let lower = place[end];
    while (lower > 0 && sorted[lower - 1] >= low) lower--;
    let higher = place[end] + 1;
    while (higher < count && sorted[higher] <= high) higher++;
    const less = countBelow(lower);
    const within = higher - lower === 1 ? 1 : countBelow(higher) - less;
    into[end + 1 - days] = (2 * less + within) / (2 * days);
  }
  return true;
}

/** Puts a place into the set, or with −1 takes it out. */
function put(at: number, change: 1 | -1): void {
  bits[at >>> 5] ^= 1 << at;
  counts[at >>> 5] += change;
}

/** How many places of the set lie below one. */
function countBelow(at: number): number {
  const word = at >>> 5;
  let count = onesOf(bits[word] & ((1 << at) - 1));
  for (let i = 0; i < word; i++) count += counts[i];
  return count;
}

/** How many bits of 32 are set: by pairs, fours, bytes, and the sum of the four bytes. */
function onesOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
