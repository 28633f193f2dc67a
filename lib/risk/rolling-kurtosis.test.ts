import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relativeError } from '@/test/oracle-portfolios';
import { stressSeries } from '@/test/stress-series';
import { clipKurtosis, kurtosis } from './kurtosis';
import { rollingKurtosis } from './rolling-kurtosis';

describe('rolling kurtosis', () => {
  it.each(stressSeries(1_300))('agrees with that of each window, clipped, to 1e-10 on %s', (_, series) => {
    for (const days of [21, 84, 252]) {
      const kurtoses = rollingKurtosis(series, days);
      expect(kurtoses.length).toBe(1_300 - days + 1);
      for (let k = 0; k < kurtoses.length; k++) {
        const window = series.subarray(k, k + days);
        if (new Set(window).size === 1) expect(kurtoses[k]).toBeNaN();
        else expect(relativeError(clipKurtosis(kurtoses[k]), clipKurtosis(kurtosis(window)))).toBeLessThan(1e-10);
      }
    }
  });

  it('agrees unclipped on any values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 2, max: 12 }),
        (list, days) => {
          const values = Float64Array.from(list, (value) => value / 1e4);
          rollingKurtosis(values, days).forEach((value, k) => {
            const window = values.subarray(k, k + days);
            if (new Set(window).size === 1) expect(value).toBeNaN();
            else expect(relativeError(value, kurtosis(window))).toBeLessThan(1e-9);
          });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is the same for whatever stretch of ends it is asked', () => {
    const [, series] = stressSeries(300)[0];
    const all = rollingKurtosis(series, 21);
    for (const [first, last] of [
      [20, 299],
      [41, 60],
      [100, 142],
      [299, 299],
    ]) {
      const part = rollingKurtosis(series, 21, first, last);
      expect(part.length).toBe(last - first + 1);
      part.forEach((value, k) => {
        expect(relativeError(value, all[first - 20 + k])).toBeLessThan(1e-12);
      });
    }
    expect(rollingKurtosis(series.subarray(0, 20), 21)).toEqual(new Float64Array());
    expect(rollingKurtosis(series, 21, 25, 20)).toEqual(new Float64Array());
  });

  it('refuses windows without a spread and ends outside the values', () => {
    const values = new Float64Array(30);
    for (const days of [1, 2.5, Number.NaN])
      expect(() => rollingKurtosis(values, days)).toThrow(
        new RangeError(`rollingKurtosis: needs a window of at least two values, got ${days}`),
      );
    expect(rollingKurtosis(Float64Array.of(1, 2, 5), 2)).toEqual(Float64Array.of(1, 1));
    for (const [first, last] of [
      [19, 29],
      [20, 30],
      [20.5, 29],
      [20, 28.5],
    ])
      expect(() => rollingKurtosis(values, 21, first, last)).toThrow(
        new RangeError(`rollingKurtosis: needs ends from 20 to 29, got ${first} to ${last}`),
      );
  });
});
