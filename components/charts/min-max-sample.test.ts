import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minMaxSample } from './min-max-sample';

const series = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 2_000 });
const most = fc.integer({ min: 4, max: 300 });

describe('minMaxSample', () => {
  it('draws everything there is where it is little', () => {
    expect(minMaxSample([3, 1, 2], 4)).toEqual([0, 1, 2]);
    expect(minMaxSample([], 4)).toEqual([]);
  });

  it('keeps a single spike of one day among thousands', () => {
    const values = Array.from({ length: 5_000 }, () => 1);
    values[3_333] = 9;
    expect(minMaxSample(values, 300)).toContain(3_333);
  });

  it('never draws more than asked for, in order, each point once, from the first to the last', () => {
    fc.assert(
      fc.property(series, most, (values, limit) => {
        const chosen = minMaxSample(values, limit);
        expect(chosen.length).toBeLessThanOrEqual(limit);
        expect(chosen[0]).toBe(0);
        expect(chosen.at(-1)).toBe(values.length - 1);
        for (let i = 1; i < chosen.length; i++) expect(chosen[i]).toBeGreaterThan(chosen[i - 1]);
      }),
    );
  });

  it('never loses the smallest or the largest value', () => {
    fc.assert(
      fc.property(series, most, (values, limit) => {
        const drawn = minMaxSample(values, limit).map((index) => values[index]);
        expect(Math.min(...drawn)).toBe(Math.min(...values));
        expect(Math.max(...drawn)).toBe(Math.max(...values));
      }),
    );
  });

  it('passes over what is missing', () => {
    const values = Array.from({ length: 1_000 }, (_, i) => (i < 900 ? null : i));
    const chosen = minMaxSample(values, 10);
    expect(chosen.every((index) => index === 0 || values[index] !== null)).toBe(true);
    expect(chosen.at(-1)).toBe(999);
  });

  it('refuses to draw a line of fewer than four points', () => {
    expect(() => minMaxSample([1, 2, 3], 3)).toThrow(RangeError);
    expect(() => minMaxSample([1, 2, 3], 4.5)).toThrow(RangeError);
  });
});
