import tCdf from '@stdlib/stats-base-dists-t-cdf';
import { describe, expect, it } from 'vitest';
import { murmur, normal, type Stream, stream, studentT, uniform } from './draw';

/** A string of four bytes a word, little-endian. */
const wordsOf = (text: string): number[] => {
  const bytes = Buffer.from(text, 'latin1');
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32LE(4 * i));
};

const some = stream(7, 'some');
const days = Array.from({ length: 40_000 }, (_, day) => day);

describe('the hash', () => {
  // The reference values of MurmurHash3_x86_32 that other implementations are tested with.
  it.each([
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['', 0xffffffff, 0x81f16f39],
    ['test', 0, 0xba6bd213],
    ['test', 0x9747b28c, 0x704b81dc],
    ['hello, world', 0, 0x149bbb7f],
  ])('of %j with the seed %i is %i', (text, seed, expected) => {
    expect(murmur(seed, wordsOf(text))).toBe(expected);
  });
});

/** The largest distance between the distribution of a sample and a given one (Kolmogorov–Smirnov). */
function distance(sample: readonly number[], cdf: (x: number) => number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted.reduce((worst, x, i) => {
    const p = cdf(x);
    return Math.max(worst, Math.abs(p - i / sorted.length), Math.abs(p - (i + 1) / sorted.length));
  }, 0);
}

describe('draws', () => {
  // The distance of 40,000 fair draws exceeds 1.95/√n in one case of a thousand; these are always the same draws.
  const limit = 1.95 / Math.sqrt(days.length);

  it('are uniform, normal and Student t with variance 1', () => {
    expect(
      distance(
        days.map((day) => uniform(some, day, 0)),
        (x) => x,
      ),
    ).toBeLessThan(limit);
    // A t with so many degrees is normal to within the limit.
    expect(
      distance(
        days.map((day) => normal(some, day, 0)),
        (x) => tCdf(x, 1e9),
      ),
    ).toBeLessThan(limit);
    for (const degrees of [3, 5, 12])
      expect(
        distance(
          days.map((day) => studentT(degrees, some, day, 0)),
          (x) => tCdf(x * Math.sqrt(degrees / (degrees - 2)), degrees),
        ),
      ).toBeLessThan(limit);
  });

  it('do not know of each other: days, lanes and streams are uncorrelated', () => {
    const other = stream(7, 'other');
    const correlation = (of: (day: number) => number) =>
      days.reduce((sum, day) => sum + normal(some, day, 0) * of(day), 0) / days.length;
    const neighbours: ((day: number) => number)[] = [
      (day) => normal(some, day + 1, 0),
      (day) => normal(some, day, 1),
      (day) => normal(other, day, 0),
      (day) => normal((some + 1) as Stream, day, 0),
    ];
    // Four standard errors.
    for (const neighbour of neighbours)
      expect(Math.abs(correlation(neighbour))).toBeLessThan(4 / Math.sqrt(days.length));
  });

  it('are the same whenever they are asked for', () => {
    const forwards = days.slice(0, 100).map((day) => studentT(5, some, day, 0));
    const backwards = days
      .slice(0, 100)
      .reverse()
      .map((day) => studentT(5, some, day, 0));
    expect(backwards.reverse()).toEqual(forwards);
    expect(stream(7, 'some')).toBe(some);
    expect(stream(8, 'some')).not.toBe(some);
  });
});
