import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alike, midRank } from './mid-rank';
import { rollingMidRank } from './rolling-mid-rank';

describe('rolling mid-ranks', () => {
  const counted = (values: Float64Array, days: number, first: number, last: number) =>
    Float64Array.from({ length: last - first + 1 }, (_, k) => midRank(values, first + k, days));

  it('are the mid-ranks of each value, ties and all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.nat(),
        (list, one, two) => {
          const values = Float64Array.from(list, (value) => value / 3);
          const days = 1 + (one % values.length);
          const first = days - 1 + (two % (values.length - days + 1));
          expect(rollingMidRank(values, days, first, values.length - 1)).toEqual(
            counted(values, days, first, values.length - 1),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('are those of values that differ by rounding alone', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => 0.1 * (1 + (i % 7) * 3e-13));
    expect(rollingMidRank(values, 10, 9, 39)).toEqual(counted(values, 10, 9, 39));
  });

  it('are no numbers exactly in windows that hold a value that is none', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => 2 + Math.sin(i));
    values[20] = Number.NaN;
    expect(rollingMidRank(values, 5, 4, 39)).toEqual(counted(values, 5, 4, 39));
    expect(rollingMidRank(values, 5, 25, 39).every(Number.isFinite)).toBe(true);
    expect(rollingMidRank(values, 5, 24, 39)[0]).toBeNaN();
    expect(rollingMidRank(values, 5, 19, 20)).toEqual(Float64Array.of(midRank(values, 19, 5), Number.NaN));
  });

  it('are those of values at the very edge of what rounding explains', () => {
    // 1 + 1e-12 and 1 − 1e-12 are the bounds themselves, as they are computed.
    const values = Float64Array.of(3, 1 * (1 + alike), 5, 1 * (1 - alike), 7, 1);
    expect(midRank(values, 5, 6)).toBe((0 + 3) / 12);
    expect(rollingMidRank(values, 6, 5, 5)).toEqual(Float64Array.of(3 / 12));
  });

  it('are those of windows so long that no order is made of them, and of the longest of which one is', () => {
    const values = Float64Array.from({ length: 2_600 }, (_, i) => 2 + Math.sin(i * i));
    for (const [days, first, last] of [
      [1_024, 1_030, 2_100],
      [1_025, 1_030, 2_100],
      [2_048, 2_047, 2_047],
      [2_000, 1_999, 2_047],
      [2_048, 2_047, 2_060],
      [2_500, 2_499, 2_501],
    ])
      expect(rollingMidRank(values, days, first, last)).toEqual(counted(values, days, first, last));
  });

  it('are written where they belong, and nothing else is', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => 2 + Math.sin(i));
    const holed = values.with(30, Number.NaN);
    for (const series of [values, holed])
      for (const [first, last] of [
        [9, 39],
        [9, 12],
        [20, 33],
      ]) {
        const room = new Float64Array(50).fill(-7);
        const ranks = rollingMidRank(series, 10, first, last, room);
        expect(ranks.subarray(0, last - first + 1)).toEqual(counted(series, 10, first, last));
        expect(ranks.subarray(last - first + 1)).toEqual(new Float64Array(50 - (last - first + 1)).fill(-7));
      }
  });

  it('are none where the ends have crossed', () => {
    expect(rollingMidRank(new Float64Array(9), 3, 5, 4)).toEqual(new Float64Array());
  });

  it('refuse windows under one value and ends without a full window', () => {
    const values = new Float64Array(9);
    for (const days of [0, -1, 1.5, Number.NaN])
      expect(() => rollingMidRank(values, days, 8, 8)).toThrow(
        new RangeError(`rollingMidRank: needs a window of at least one value, got ${days}`),
      );
    for (const [first, last] of [
      [1, 8],
      [2, 9],
      [2.5, 8],
      [2, 7.5],
    ])
      expect(() => rollingMidRank(values, 3, first, last)).toThrow(
        new RangeError(`rollingMidRank: needs ends from 2 to 8, got ${first} to ${last}`),
      );
  });
});
