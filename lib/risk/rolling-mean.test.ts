import { describe, expect, it } from 'vitest';
import { relativeError } from '@/test/oracle-portfolios';
import { stressSeries } from '@/test/stress-series';
import { rollingMean } from './rolling-mean';
import { compensatedSum } from './sums';

describe('rolling mean', () => {
  it('is one mean a window, oldest first', () => {
    expect(rollingMean(Float64Array.of(1, 3, 5, 7, 100), 2)).toEqual(Float64Array.of(2, 4, 6, 53.5));
    expect(rollingMean(Float64Array.of(1, 3, 5, 7, 100), 3)).toEqual(Float64Array.of(3, 5, 112 / 3));
    expect(rollingMean(Float64Array.of(1, 3), 1)).toEqual(Float64Array.of(1, 3));
    expect(rollingMean(Float64Array.of(1, 3), 2)).toEqual(Float64Array.of(2));
  });

  it('has nothing to say of fewer values than its window', () => {
    expect(rollingMean(Float64Array.of(1, 3), 3)).toEqual(new Float64Array());
    expect(rollingMean(new Float64Array(), 1)).toEqual(new Float64Array());
  });

  it.each(stressSeries(1_500))('keeps its digits on squares of %s', (_, series) => {
    const squares = series.map((value) => value * value);
    for (const days of [5, 21, 63, 900]) {
      const means = rollingMean(squares, days);
      expect(means.length).toBe(1_500 - days + 1);
      means.forEach((mean, k) => {
        const direct = compensatedSum(squares.subarray(k, k + days)) / days;
        expect(relativeError(mean, direct)).toBeLessThan(1e-13);
      });
    }
  });

  it('holds a value that is not finite only in the windows that hold it', () => {
    const values = new Float64Array(20).fill(1);
    values[9] = Number.POSITIVE_INFINITY;
    rollingMean(values, 4).forEach((mean, k) => {
      expect(mean).toBe(k >= 6 && k <= 9 ? Number.POSITIVE_INFINITY : 1);
    });
  });

  it('refuses a window that is no number of values', () => {
    for (const days of [0, -1, 1.5, Number.NaN])
      expect(() => rollingMean(Float64Array.of(1), days)).toThrow(
        new RangeError(`rollingMean: needs a window of at least one value, got ${days}`),
      );
  });
});
