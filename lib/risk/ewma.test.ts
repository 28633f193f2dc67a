import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { hasSeriesOracle, readSeriesOracle } from '@/test/oracle-series';
import { seededNormals } from '@/test/seeded-normals';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import { ewmaMinimum, ewmaVolatility, ewmaWindow } from './ewma';

const unavailable = (reason: string, observations: number) => ({
  status: 'unavailable',
  reason,
  observations,
  required: 63,
});

describe('EWMA volatility', () => {
  it('starts with the mean of 63 squares and goes on from the second, worked by hand', () => {
    // ±2 % on 63 days: the mean square is 0.0004 and so is every step. A day of 3 %: 0.94·0.0004 + 0.06·0.0009.
    const values = Float64Array.from({ length: 63 }, (_, i) => (i % 2 ? 0.02 : -0.02));
    expect(measuredValue(ewmaVolatility(values)).varianceDaily).toBeCloseTo(4e-4, 18);
    const measure = measuredValue(ewmaVolatility(Float64Array.of(...values, 0.03)));
    expect(measure.varianceDaily).toBeCloseTo(4.3e-4, 18);
    expect(measure.volatilityAnnual).toBeCloseTo(Math.sqrt(252 * 4.3e-4), 15);
    expect(measure).toMatchObject({ observations: 64, first: 0, last: 63 });
  });

  it('agrees with 50-digit decimals', () => {
    for (const [count, variance] of atEachLength(expected.ewma)) {
      const measure = measuredValue(ewmaVolatility(returns.subarray(0, count)));
      expect(relativeError(measure.varianceDaily, variance)).toBeLessThan(1e-13);
      expect(measure.observations).toBe(Math.min(count, 1260));
      expect(measure).toMatchObject({ first: Math.max(0, count - 1260), last: count - 1 });
    }
  });

  it.skipIf(!hasSeriesOracle)('agrees with mpmath on 45 real series (needs ../shared)', () => {
    const series = readSeriesOracle();
    expect(series.length).toBe(45);
    for (const { returns: real, expected: oracle } of series) {
      const measure = measuredValue(ewmaVolatility(real));
      expect(relativeError(measure.varianceDaily, oracle.har['ewma_0.94'].var)).toBeLessThan(1e-13);
      expect(relativeError(measure.volatilityAnnual, oracle.har['ewma_0.94'].vol_annual)).toBeLessThan(1e-13);
    }
  });

  it('needs 63 returns', () => {
    expect(ewmaMinimum).toBe(63);
    expect(ewmaVolatility(returns.subarray(0, 62))).toEqual(unavailable('short_history', 62));
    expect(ewmaVolatility(returns.subarray(0, 63)).status).toBe('measured');
  });

  it('of a constant price is unavailable as long as nothing moves within its window', () => {
    const values = new Float64Array(1261);
    expect(ewmaVolatility(values)).toEqual(unavailable('flat_asset', 1260));
    expect(ewmaVolatility(values.subarray(0, 100))).toEqual(unavailable('flat_asset', 100));
    values[0] = 0.5;
    expect(ewmaVolatility(values)).toEqual(unavailable('flat_asset', 1260));
    expect(ewmaVolatility(values.subarray(0, 1260)).status).toBe('measured');
  });

  it('beyond the doubles is unavailable', () => {
    const values = returns.slice(0, 70);
    values[40] = 1e200;
    expect(ewmaVolatility(values)).toEqual(unavailable('not_finite', 70));
  });

  it('does not know of the day before its window', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: -0.9, max: 100, noNaN: true }), (seed, oldest) => {
        const window = seededNormals(seed, ewmaWindow).map((value) => value / 100);
        const longer = measuredValue(ewmaVolatility(Float64Array.of(oldest, ...window)));
        expect(longer.varianceDaily).toBe(measuredValue(ewmaVolatility(window)).varianceDaily);
        expect(longer).toMatchObject({ observations: 1260, first: 1, last: 1260 });
      }),
      { numRuns: 1_000 },
    );
  });
});
