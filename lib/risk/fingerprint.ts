import type { Axis, Closes } from './align';

/**
 * The fingerprint of a column of closes, added up day by day: four 32-bit lanes for no day, for the first day, for the
 * first two … so that the fingerprint of any window is one subtraction.
 */
export type FingerprintSums = Uint32Array;

const lanes = 4;
/** Where each lane's mixing begins: the first digits of π, in 32 bits each. */
const laneSeeds = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

/** The two halves of a double; which of them comes first is the machine's. */
const double = new Float64Array([1]);
const words = new Uint32Array(double.buffer);
const highWord = words[1] === 0 ? 0 : 1;

/**
 * The running fingerprints of a column of closes. Each close is mixed with its day (all 64 bits of the double, so that a
 * change of the last bit shows) and the results are added modulo 2³² in each lane: the order in which closes are read
 * plays no part, a day without a close adds nothing. `role` tells columns apart that are added together: the same closes
 * as an asset (0) and as a market (1) have different fingerprints.
 * It finds changed inputs; it is no defence against someone who constructs equal ones.
 * Throws `RangeError` where axis and closes differ in length.
 */
export function fingerprintSums(axis: Axis, closes: Closes, role = 0): FingerprintSums {
  if (axis.length !== closes.length)
    throw new RangeError(`fingerprintSums: needs one close a day, got ${axis.length} days and ${closes.length} closes`);
  const sums = new Uint32Array(lanes * (axis.length + 1));
  const days = daysMixed(axis, role);
  for (let i = 0; i < axis.length; i++) {
    const at = lanes * i;
    if (Number.isNaN(closes[i])) {
      for (let lane = 0; lane < lanes; lane++) sums[at + lanes + lane] = sums[at + lane];
      continue;
    }
    double[0] = closes[i];
    const high = words[highWord];
    const low = words[1 - highWord];
    // What a word becomes does not depend on the lane.
    const upper = stirred(high);
    const lower = stirred(low);
    for (let lane = 0; lane < lanes; lane++)
      sums[at + lanes + lane] = sums[at + lane] + scattered(joined(joined(days[at + lane], upper), lower));
  }
  return sums;
}

/** The axis that was asked for last: all columns of a calculation lie on one. */
let latest: { readonly axis: Axis; readonly role: number; readonly days: Int32Array } | null = null;

/** What a close is mixed into, the role and its day, for each day and lane. */
function daysMixed(axis: Axis, role: number): Int32Array {
  if (latest?.axis === axis && latest.role === role) return latest.days;
  const days = new Int32Array(lanes * axis.length);
  for (const [lane, seed] of laneSeeds.entries()) {
    const start = mixed(seed, role);
    for (let i = 0; i < axis.length; i++) days[lanes * i + lane] = mixed(start, axis[i]);
  }
  latest = { axis, role, days };
  return days;
}

/**
 * The fingerprint of the closes on the axis days `first` to `last`, both included, of one or more columns together: 128
 * bits in the form of a UUID, for a column of that type. Throws `RangeError` for days outside the columns.
 */
export function windowFingerprint(columns: readonly FingerprintSums[], first: number, last: number): string {
  for (const sums of columns) {
    const days = sums.length / lanes - 1;
    if (!(Number.isInteger(first) && first >= 0 && Number.isInteger(last) && last >= first && last < days))
      throw new RangeError(`windowFingerprint: needs days from 0 to ${days - 1}, got ${first} to ${last}`);
  }
  const lane = (place: number): number => {
    let sum = 0;
    for (const sums of columns) sum += sums[lanes * (last + 1) + place] - sums[lanes * first + place];
    return sum;
  };
  const [a, b, c, d] = [lane(0), lane(1), lane(2), lane(3)];
  return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${hex(b)}-${hex(c >>> 16)}-${hex(c)}${hex(d >>> 16)}${hex(d)}`;
}

/** Every number of 16 bits in four digits: asked for eight at a time, some ten thousand times a month. */
const digits: string[] = [];

/** The lower 16 bits of a number. */
function hex(number: number): string {
  const low = number & 0xffff;
  digits[low] ??= low.toString(16).padStart(4, '0');
  return digits[low];
}

/** One round of MurmurHash3 (Appleby, public domain), 32 bits: every bit of the word moves about half of the hash's. */
const mixed = (hash: number, word: number): number => joined(hash, stirred(word));

const stirred = (word: number): number => Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);

const joined = (hash: number, word: number): number => (Math.imul(rotated(hash ^ word, 13), 5) + 0xe6546b64) | 0;

/** Its last step, after which no bit of the sum lies near the bit that made it. */
function scattered(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
