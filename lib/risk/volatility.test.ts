import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { hasSeriesOracle, readSeriesOracle } from '@/test/oracle-series';
import { seededNormals } from '@/test/seeded-normals';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import { simpleReturns } from './returns';
import { realizedVolatility } from './volatility';

const windows = [21, 63, 252];

const volatility = (values: Float64Array, days: number) =>
  measuredValue(realizedVolatility(values, days)).volatilityAnnual;

describe('realized volatility', () => {
  it('of 1 % up and 1 % down in turn, worked by hand', () => {
    // Four returns of ±0.01 about 0: s² = 4 · 0.0001 / 3. κ = 1 is clipped to 3: error ½ · √(3/4 − 1/12) of the value.
    const measure = measuredValue(realizedVolatility(Float64Array.of(0.5, 0.01, -0.01, 0.01, -0.01), 4));
    expect(measure.volatilityAnnual).toBeCloseTo(Math.sqrt((252 * 4e-4) / 3), 15);
    expect(measure.standardErrorAnnual).toBeCloseTo((measure.volatilityAnnual * Math.sqrt(2 / 3)) / 2, 15);
    expect(measure).toMatchObject({ observations: 4, first: 1, last: 4 });
  });

  it('agrees with 50-digit decimals, its standard error too', () => {
    for (const [days, witness] of atEachLength(expected.realized)) {
      const measure = measuredValue(realizedVolatility(returns, days));
      expect(relativeError(measure.volatilityAnnual, witness.volatilityAnnual)).toBeLessThan(1e-13);
      expect(relativeError(measure.standardErrorAnnual, witness.standardErrorAnnual)).toBeLessThan(1e-13);
      expect(measure).toMatchObject({ observations: days, first: returns.length - days, last: returns.length - 1 });
    }
  });

  it.skipIf(!hasSeriesOracle)('agrees with mpmath on 45 real series (needs ../shared)', () => {
    let compared = 0;
    for (const { returns: real, expected: oracle } of readSeriesOracle())
      for (const days of windows) {
        const witness = oracle.realized_vol_simple[`rv${days}_sample_ddof1`];
        if (witness === undefined) expect(real.length).toBeLessThan(days);
        else {
          expect(relativeError(volatility(real, days), witness)).toBeLessThan(1e-13);
          compared++;
        }
      }
    expect(compared).toBeGreaterThan(130);
  });

  it('is uncertain by 16 % of its value at 21 days of normal returns, as repeated draws show', () => {
    const draws = Array.from({ length: 4_000 }, (_, seed) =>
      measuredValue(realizedVolatility(seededNormals(seed, 21), 21)),
    );
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length;
    const centre = mean(draws.map((draw) => draw.volatilityAnnual));
    const spread = Math.sqrt(mean(draws.map((draw) => (draw.volatilityAnnual - centre) ** 2)));
    expect(spread / centre).toBeCloseTo(0.157, 2);
    // κ clipped at 3 from below keeps the stated error from falling under that of normal returns.
    expect(mean(draws.map((draw) => draw.standardErrorAnnual / draw.volatilityAnnual))).toBeCloseTo(0.165, 2);
    expect(Math.min(...draws.map((draw) => draw.standardErrorAnnual / draw.volatilityAnnual))).toBeCloseTo(
      Math.sqrt(1 / 40),
      12,
    );
  });

  it('needs as many returns as its window has days', () => {
    for (const days of windows) {
      expect(realizedVolatility(returns.subarray(0, days - 1), days)).toEqual({
        status: 'unavailable',
        reason: 'short_history',
        observations: days - 1,
        required: days,
      });
      expect(realizedVolatility(returns.subarray(0, days), days).status).toBe('measured');
    }
  });

  it('of a constant price, and of constant growth, is not zero but unavailable', () => {
    const flat = { status: 'unavailable', reason: 'flat_asset', observations: 21, required: 21 };
    expect(realizedVolatility(new Float64Array(30), 21)).toEqual(flat);
    const growth = simpleReturns(Float64Array.from({ length: 60 }, (_, i) => 100 * 1.00001 ** i)).values;
    expect(realizedVolatility(growth, 21)).toEqual(flat);
    const moved = new Float64Array(30);
    moved[30 - 21] = 0.001;
    expect(realizedVolatility(moved, 21).status).toBe('measured');
    moved[30 - 21] = 0;
    moved[30 - 22] = 0.001;
    expect(realizedVolatility(moved, 21)).toEqual(flat);
  });

  it('of returns beyond the doubles is unavailable, never infinite', () => {
    const values = returns.slice(0, 21);
    for (const wild of [Number.POSITIVE_INFINITY, 1e200]) {
      values[5] = wild;
      expect(realizedVolatility(values, 21)).toEqual({
        status: 'unavailable',
        reason: 'not_finite',
        observations: 21,
        required: 21,
      });
    }
  });

  it('refuses a window without a spread', () => {
    for (const days of [1, 0, -21, 21.5, Number.NaN])
      expect(() => realizedVolatility(returns, days)).toThrow(
        new RangeError(`realizedVolatility: needs a window of at least two returns, got ${days}`),
      );
    expect(realizedVolatility(returns, 2).status).toBe('measured');
  });

  const someReturns = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 63, maxLength: 90 });

  it('does not change when all returns are shifted', () => {
    fc.assert(
      fc.property(someReturns, fc.double({ min: -10, max: 10, noNaN: true }), (list, shift) => {
        const values = Float64Array.from(list);
        fc.pre(Math.max(...values.subarray(-63)) - Math.min(...values.subarray(-63)) > 1e-3);
        const shifted = values.map((value) => value + shift);
        expect(relativeError(volatility(shifted, 63), volatility(values, 63))).toBeLessThan(1e-10);
      }),
      { numRuns: 1_000 },
    );
  });

  it('grows with the returns: twice as wide, twice the volatility and its error', () => {
    fc.assert(
      fc.property(someReturns, fc.double({ min: 0.01, max: 100, noNaN: true }), (list, factor) => {
        const values = Float64Array.from(list);
        fc.pre(Math.max(...values.subarray(-21)) - Math.min(...values.subarray(-21)) > 1e-3);
        const wide = measuredValue(
          realizedVolatility(
            values.map((value) => value * factor),
            21,
          ),
        );
        const narrow = measuredValue(realizedVolatility(values, 21));
        expect(relativeError(wide.volatilityAnnual, factor * narrow.volatilityAnnual)).toBeLessThan(1e-12);
        expect(relativeError(wide.standardErrorAnnual, factor * narrow.standardErrorAnnual)).toBeLessThan(1e-11);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not know of days before its window, nor the order of those within', () => {
    fc.assert(
      fc.property(someReturns, fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true })), (list, past) => {
        const values = Float64Array.from(list);
        const before = realizedVolatility(values, 63);
        const after = realizedVolatility(Float64Array.from([...past, ...list]), 63);
        fc.pre(before.status === 'measured');
        const { volatilityAnnual, last } = measuredValue(before);
        expect(measuredValue(after).volatilityAnnual).toBe(volatilityAnnual);
        expect(measuredValue(after).last).toBe(last + past.length);
        const turned = values.subarray(-63).slice().reverse();
        expect(relativeError(volatility(turned, 63), volatilityAnnual)).toBeLessThan(1e-13);
      }),
      { numRuns: 1_000 },
    );
  });
});
