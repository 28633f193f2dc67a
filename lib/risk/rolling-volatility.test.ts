import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { stressSeries } from '@/test/stress-series';
import { isFlat } from './flat';
import { sampleStandardDeviation } from './moments';
import { simpleReturns } from './returns';
import { rollingDeviation, rollingVolatility } from './rolling-volatility';
import { realizedVolatility } from './volatility';

const direct = (values: Float64Array, days: number, end: number): number => {
  const window = values.subarray(end + 1 - days, end + 1);
  return isFlat(window) ? 0 : sampleStandardDeviation(window);
};

describe('rolling deviation', () => {
  it('is one sample deviation a window, oldest first', () => {
    // Deviations of neighbours: |difference| / √2.
    const deviations = rollingDeviation(Float64Array.of(1, 3, 3, 0, 5), 2);
    [2, 0, 3, 5].forEach((step, i) => {
      expect(deviations[i]).toBeCloseTo(step / Math.SQRT2, 14);
    });
    expect(rollingDeviation(Float64Array.of(1, 2, 3), 3)).toEqual(Float64Array.of(1));
  });

  it.each(stressSeries(1_600))('agrees with the two-pass deviation to 1e-12 on %s', (_, series) => {
    for (const days of [2, 21, 63, 252, 900]) {
      const deviations = rollingDeviation(series, days);
      expect(deviations.length).toBe(1_600 - days + 1);
      for (let k = 0; k < deviations.length; k += 3)
        expect(relativeError(deviations[k], direct(series, days, k + days - 1))).toBeLessThan(1e-12);
    }
  });

  it('keeps the spread of values a million times as large', () => {
    const [, calm] = stressSeries(500)[0];
    const high = calm.map((value) => 1e4 + value);
    rollingDeviation(high, 63).forEach((deviation, k) => {
      expect(relativeError(deviation, direct(high, 63, k + 62))).toBeLessThan(1e-12);
    });
  });

  it('reports no spread where nothing moves, also right after an outlier', () => {
    const values = new Float64Array(400).fill(0.1);
    values[100] = 1e6;
    values[250] = Number.MIN_VALUE;
    rollingDeviation(values, 21).forEach((deviation, k) => {
      const holdsAny = (at: number) => k <= at && at < k + 21;
      if (holdsAny(100) || holdsAny(250)) expect(deviation).toBeGreaterThan(0);
      else expect(deviation).toBe(0);
    });
  });

  it('calls the rounding of constant growth flat, and the least real movement not', () => {
    const growth = simpleReturns(Float64Array.from({ length: 80 }, (_, i) => 100 * 1.001 ** i)).values;
    expect(rollingDeviation(growth, 21)).toEqual(new Float64Array(79 - 21 + 1));
    // At a level of 10⁴ a movement of 10⁻⁹ is the rounding of the prices.
    const high = Float64Array.from({ length: 40 }, (_, i) => 1e4 + (i % 2) * 1e-9);
    expect(rollingDeviation(high, 21)).toEqual(new Float64Array(20));
    const faint = Float64Array.from({ length: 40 }, (_, i) => (i % 2) * 2e-12);
    expect(Math.min(...rollingDeviation(faint, 21))).toBeGreaterThan(0);
  });

  it('is the same for whatever stretch of ends it is asked, from whichever first one', () => {
    const [, series] = stressSeries(300)[1];
    const all = rollingDeviation(series, 21);
    for (const [first, last] of [
      [20, 299],
      [20, 20],
      [41, 60],
      [100, 142],
      [299, 299],
    ]) {
      const part = rollingDeviation(series, 21, first, last);
      expect(part.length).toBe(last - first + 1);
      part.forEach((deviation, k) => {
        expect(relativeError(deviation, all[first - 20 + k])).toBeLessThan(1e-12);
      });
    }
  });

  it('is empty where no window is full, and where the ends have crossed', () => {
    expect(rollingDeviation(new Float64Array(20), 21)).toEqual(new Float64Array());
    expect(rollingDeviation(new Float64Array(30), 21, 25, 24)).toEqual(new Float64Array());
    expect(rollingDeviation(new Float64Array(30), 21, 25, 20)).toEqual(new Float64Array());
    expect(rollingDeviation(new Float64Array(), 21)).toEqual(new Float64Array());
  });

  it('is not finite exactly where a window holds a value that is not', () => {
    const values = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i));
    values[30] = Number.POSITIVE_INFINITY;
    rollingDeviation(values, 5).forEach((deviation, k) => {
      expect(Number.isFinite(deviation)).toBe(k < 26 || k > 30);
    });
  });

  it('does not know what comes after the end of a window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 40, maxLength: 80 }),
        fc.nat(),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (list, at, wild) => {
          const values = Float64Array.from(list);
          const changed = 21 + (at % (values.length - 21));
          const before = rollingDeviation(values, 21).slice(0, changed - 20);
          values[changed] = wild;
          expect(rollingDeviation(values, 21).slice(0, changed - 20)).toEqual(before);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('agrees with the direct deviation on any returns', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 10, noNaN: true }), { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 2, max: 12 }),
        (list, days) => {
          const values = Float64Array.from(list);
          rollingDeviation(values, days).forEach((deviation, k) => {
            const wanted = direct(values, days, k + days - 1);
            expect(Math.abs(deviation - wanted)).toBeLessThanOrEqual(1e-12 * wanted);
          });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('refuses windows without a spread and ends outside the values', () => {
    const values = new Float64Array(30);
    for (const days of [1, 0, 2.5, Number.NaN])
      expect(() => rollingDeviation(values, days)).toThrow(
        new RangeError(`rollingDeviation: needs a window of at least two values, got ${days}`),
      );
    for (const [first, last] of [
      [19, 29],
      [20, 30],
      [20.5, 29],
      [20, 28.5],
      [20, Number.NaN],
    ])
      expect(() => rollingDeviation(values, 21, first, last)).toThrow(
        new RangeError(`rollingDeviation: needs ends from 20 to 29, got ${first} to ${last}`),
      );
  });
});

describe('rolling volatility', () => {
  const none = Number.NaN;

  it('is realized volatility as of each day, on the axis', () => {
    // Days 3 and 10 … 15 have no close: the return to day 4 spans one missing day, that to day 16 is a halt.
    const closes = Float64Array.from({ length: 60 }, (_, day) =>
      day === 3 || (day >= 10 && day < 16) ? none : 100 + Math.sin(day * day),
    );
    const returns = simpleReturns(closes);
    const series = rollingVolatility(returns, 21);
    expect(series.axisIndexes).toEqual(returns.to.slice(20));
    series.axisIndexes.forEach((day, i) => {
      const asOf = realizedVolatility(simpleReturns(closes, day + 1).values, 21);
      expect(relativeError(series.volatilityAnnual[i], measuredValue(asOf).volatilityAnnual)).toBeLessThan(1e-13);
    });
  });

  it('leaves out days on which the window is flat or not finite, so that no point is a silent zero', () => {
    const closes = Float64Array.from({ length: 40 }, (_, day) => (day >= 12 && day <= 20 ? 100 : 100 + Math.sin(day)));
    expect(rollingVolatility(simpleReturns(closes), 5).axisIndexes).toEqual(
      Int32Array.from([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, ...Array.from({ length: 19 }, (_, i) => 21 + i)]),
    );
    closes[30] = 1e-320;
    const days = rollingVolatility(simpleReturns(closes), 5).axisIndexes;
    expect([...days].filter((day) => day >= 28)).toEqual([28, 29, 30, 36, 37, 38, 39]);
    // A return of 10²⁰² is finite and its square is not.
    closes[30] = 1e-200;
    const { axisIndexes, volatilityAnnual } = rollingVolatility(simpleReturns(closes), 5);
    expect(axisIndexes).toEqual(days);
    expect(volatilityAnnual.length).toBe(days.length);
    expect(volatilityAnnual.every((value) => value > 0 && value < Number.POSITIVE_INFINITY)).toBe(true);
  });

  it('of too short a series has no points', () => {
    expect(rollingVolatility(simpleReturns(Float64Array.of(1, 2, 3)), 21)).toEqual({
      axisIndexes: new Int32Array(),
      volatilityAnnual: new Float64Array(),
    });
  });
});
