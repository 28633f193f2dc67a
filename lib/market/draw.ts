/**
 * Random numbers without a state: each is a function of what it is for. The number of a stream, a day and a lane is the
 * same whenever, in whatever order and on whatever machine it is asked for, so a series can be made from any part of it
 * and longer without changing what was there.
 */
export type Stream = number & { readonly stream: unique symbol };

/** One round of MurmurHash3 (x86, 32 bit; Austin Appleby, public domain): mixes a word into the hash. */
function mixed(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

/** MurmurHash3 of 32-bit words (a string of four bytes a word, little-endian) as an unsigned number of 32 bits. */
export function murmur(seed: number, words: readonly number[]): number {
  let h = seed | 0;
  for (const word of words) h = mixed(h, word);
  h ^= words.length * 4;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The stream of random numbers with that name. */
export const stream = (seed: number, name: string): Stream =>
  murmur(
    seed,
    Array.from(name, (letter) => letter.codePointAt(0)!),
  ) as Stream;

/** Uniform between 0 and 1, never either. */
export const uniform = (from: Stream, day: number, lane: number): number =>
  (murmur(from, [day, lane]) + 0.5) / 4_294_967_296;

/** Normal with mean 0 and variance 1 (Box and Muller 1958). Takes the lanes 2·lane and 2·lane + 1. */
export const normal = (from: Stream, day: number, lane: number): number =>
  Math.sqrt(-2 * Math.log(uniform(from, day, 2 * lane))) * Math.cos(2 * Math.PI * uniform(from, day, 2 * lane + 1));

/**
 * Student's t with more than two degrees of freedom, scaled to variance 1: √(n(u^(−2/n) − 1))·cos 2πv
 * (Bailey 1994, Mathematics of Computation 62, 779–781). Takes the lanes 2·lane and 2·lane + 1.
 */
export function studentT(degrees: number, from: Stream, day: number, lane: number): number {
  const u = uniform(from, day, 2 * lane);
  const angle = 2 * Math.PI * uniform(from, day, 2 * lane + 1);
  return Math.sqrt((degrees - 2) * (u ** (-2 / degrees) - 1)) * Math.cos(angle);
}
