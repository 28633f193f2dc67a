import { ascendingOrder } from './ascending-order';
import { alike, midRank } from './mid-rank';
import { scratch } from './scratch';

const orderRoom = scratch(Int32Array);
const placeRoom = scratch(Int32Array);
const sortedRoom = scratch(Float64Array);
const setRoom = scratch(Int32Array);
const countRoom = scratch(Int32Array);

/**
 * `midRank` of each of the values `first` … `last`, oldest first, each among the `days` values up to it.
 *
 * The values of as many windows as a window has days are put in order once; the window is then a set of places in that
 * order, a bit each, from which one goes and to which one comes a date, and a rank is how many bits stand below a place.
 * Where a value is not finite there is no order, and every rank is counted.
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
  const order = orderRoom(count);
  if (!ascendingOrder(block, order)) return false;
  const place = placeRoom(count);
  const sorted = sortedRoom(count);
  for (let k = 0; k < count; k++) {
    place[order[k]] = k;
    sorted[k] = block[order[k]];
  }
  const words = (count >>> 5) + 1;
  const bits = setRoom(words).fill(0, 0, words);
  const counts = countRoom(words).fill(0, 0, words);
  for (let end = 0; end < count; end++) {
    put(bits, counts, place[end], 1);
    if (end >= days) put(bits, counts, place[end - days], -1);
    if (end < days - 1) continue;
    const low = block[end] * (1 - alike);
    const high = block[end] * (1 + alike);
    let lower = place[end];
    while (lower > 0 && sorted[lower - 1] >= low) lower--;
    let higher = place[end] + 1;
    while (higher < count && sorted[higher] <= high) higher++;
    const less = countBelow(bits, counts, lower);
    const within = higher - lower === 1 ? 1 : countBelow(bits, counts, higher) - less;
    into[end + 1 - days] = (2 * less + within) / (2 * days);
  }
  return true;
}

/** Puts a place into the set, or with −1 takes it out. */
function put(bits: Int32Array, counts: Int32Array, place: number, change: 1 | -1): void {
  bits[place >>> 5] ^= 1 << place;
  counts[place >>> 5] += change;
}

/** How many places of the set lie below one. */
function countBelow(bits: Int32Array, counts: Int32Array, place: number): number {
  const word = place >>> 5;
  let count = onesOf(bits[word] & ((1 << place) - 1));
  for (let i = 0; i < word; i++) count += counts[i];
  return count;
}

/** How many bits of 32 are set: by pairs, fours, bytes, and the sum of the four bytes. */
function onesOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
