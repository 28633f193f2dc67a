import { describe, expect, it } from 'vitest';
import { seededNormals } from '@/test/seeded-normals';
import { pairedReturns } from './returns';
import { returnsBeside } from './returns-beside';

const closesOf = (seed: number, count: number) => {
  let level = 100;
  return seededNormals(seed, count).map((move) => {
    level *= 1 + 0.01 * move;
    return level;
  });
};
const index = closesOf(1, 300);
const own = closesOf(2, 300);
const all = Int32Array.from({ length: 300 }, (_, i) => 18_000 + i);
const returns = Float64Array.from({ length: 299 }, (_, i) => own[i + 1] / own[i] - 1);

describe('stored returns beside an index', () => {
  it('are those of the closes themselves, but for the first, whose step nobody knows', () => {
    const beside = returnsBeside(all.subarray(1), returns, { days: all, closes: index });
    const pairs = pairedReturns(own, index);
    expect(beside.days).toEqual(all.subarray(2));
    for (let i = 0; i < beside.market.length; i++) {
      expect(beside.asset[i]).toBeCloseTo(pairs.asset[i + 1], 14);
      expect(beside.market[i]).toBeCloseTo(pairs.market[i + 1], 14);
    }
    expect(beside.dropped).toBe(1);
  });

  it('drop a step over a day on which only one of the two has a close, and never book two days as one', () => {
    // The index lacks day 100: neither the return that ends there nor the one that begins there has one beside it.
    const days = all.filter((_, i) => i !== 100);
    const closes = index.filter((_, i) => i !== 100);
    const gap = returnsBeside(all.subarray(1), returns, { days, closes });
    expect(gap.dropped).toBe(3);
    expect(gap.days).not.toContain(all[100]);
    expect(gap.days).not.toContain(all[101]);
    // The series lacks day 200, which the index has: the stored return after it may be of one day or of two.
    const thinned = (values: Float64Array | Int32Array) => values.filter((_, i) => i !== 199);
    const missing = returnsBeside(thinned(all.subarray(1)) as Int32Array, thinned(returns) as Float64Array, {
      days: all,
      closes: index,
    });
    expect(missing.days).not.toContain(all[201]);
    expect(missing.dropped).toBe(2);
  });

  it('are none where nothing overlaps, and refuse what is out of order', () => {
    const later = { days: all.map((day) => day + 1_000), closes: index };
    expect(returnsBeside(all.subarray(1), returns, later).days).toHaveLength(0);
    expect(() => returnsBeside(all, returns, { days: all, closes: index })).toThrow(/one return a day/);
    expect(() => returnsBeside(all.subarray(1), returns, { days: all.toReversed(), closes: index })).toThrow(
      new RangeError('returnsBeside: needs days ascending without repetition, got 2020-02-07 then 2020-02-06'),
    );
  });
});
