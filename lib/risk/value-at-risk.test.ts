import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '@/test/holdings';
import { expected } from '@/test/witnessed-portfolio';
import { measured, unavailable } from './estimate';
import { valueAtRisk, valueAtRiskMinimum, valueAtRiskWindow } from './value-at-risk';

/** −125, −124 … 126 tenths of a percent (252 of them), in an order of no meaning. */
const spread = Float64Array.from({ length: 252 }, (_, i) => (((i * 5) % 252) - 125) / 1000);

describe('value at risk', () => {
  it('is the empirical quantile, a loss being positive, and the mean of what lies beyond it', () => {
    // Rank 251 · .05 = 12.55: between −113 and −112 tenths, and the thirteen from −125 to −113 lie below.
    expect(valueAtRisk(spread, 0.95)).toEqual(
      measured({
        level: 0.95,
        valueAtRiskDaily: expect.closeTo(0.11245, 14),
        expectedShortfallDaily: expect.closeTo(0.119, 14),
        observations: 252,
        first: 0,
        last: 251,
      }),
    );
    // Rank 2.51: between −123 and −122; −125, −124 and −123 below.
    expect(valueAtRisk(spread, 0.99)).toMatchObject({
      value: { valueAtRiskDaily: expect.closeTo(0.12249, 14), expectedShortfallDaily: expect.closeTo(0.124, 14) },
    });
  });

  it('counts a return on the quantile as beyond it', () => {
    // 301 returns: the rank 300 · .05 is whole, the sixteenth lowest is the quantile and one of sixteen.
    const whole = Float64Array.from({ length: 301 }, (_, i) => i / 1000);
    expect(valueAtRisk(whole, 0.95)).toMatchObject({
      value: { valueAtRiskDaily: expect.closeTo(-0.015, 14), expectedShortfallDaily: expect.closeTo(-0.0075, 14) },
    });
  });

  it('is negative where even the quantile is a gain', () => {
    const gains = spread.map((value) => value + 0.2);
    expect(valueAtRisk(gains, 0.95)).toMatchObject({ value: { valueAtRiskDaily: expect.closeTo(-0.08755, 14) } });
  });

  it('is of the last 504 returns, fewer from 252 on', () => {
    expect([valueAtRiskWindow, valueAtRiskMinimum]).toEqual([504, 252]);
    const long = Float64Array.from([-0.9, ...spread, ...spread]);
    expect(valueAtRisk(long, 0.99)).toMatchObject({ value: { observations: 504, first: 1, last: 504 } });
    expect(valueAtRisk(long, 0.99)).toEqual({
      ...valueAtRisk(long.slice(1), 0.99),
      value: expect.objectContaining({ valueAtRiskDaily: expect.closeTo(0.12297, 14) }),
    });
    expect(valueAtRisk(spread.slice(1), 0.95)).toEqual(unavailable('short_history', 251, 252));
  });

  it('leaves the returns as they were', () => {
    const before = Float64Array.from(spread);
    valueAtRisk(spread, 0.95);
    expect(spread).toEqual(before);
  });

  it('is unavailable of returns that do not vary or leave the doubles', () => {
    expect(valueAtRisk(new Float64Array(300).fill(0.01), 0.95)).toEqual(unavailable('flat_asset', 300, 252));
    for (const wild of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN])
      expect(valueAtRisk(Float64Array.from([...spread, wild]), 0.95)).toEqual(unavailable('not_finite', 253, 252));
  });

  it('refuses a level that is not one of confidence', () => {
    for (const level of [0.05, 0.5, 1, 95, Number.NaN])
      expect(() => valueAtRisk(spread, level)).toThrow(
        new RangeError(`valueAtRisk: needs a level between 0.5 and 1, got ${level}`),
      );
    expect(valueAtRisk(spread, 0.51).status).toBe('measured');
  });

  it('never exceeds the shortfall, nor at 95 % what it is at 99 %, and scales with the returns', () => {
    const returns = fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 252, maxLength: 300 });
    fc.assert(
      fc.property(returns, fc.integer({ min: 1, max: 8 }), (drawn, scale) => {
        const values = Float64Array.from(drawn);
        const [usual, rare, scaled] = [
          valueAtRisk(values, 0.95),
          valueAtRisk(values, 0.99),
          valueAtRisk(
            values.map((value) => value * scale),
            0.95,
          ),
        ];
        if (usual.status !== 'measured' || rare.status !== 'measured' || scaled.status !== 'measured') return;
        expect(usual.value.expectedShortfallDaily).toBeGreaterThanOrEqual(usual.value.valueAtRiskDaily - 1e-15);
        expect(rare.value.valueAtRiskDaily).toBeGreaterThanOrEqual(usual.value.valueAtRiskDaily);
        expect(rare.value.expectedShortfallDaily).toBeGreaterThanOrEqual(usual.value.expectedShortfallDaily - 1e-15);
        expect(scaled.value.valueAtRiskDaily).toBeCloseTo(scale * usual.value.valueAtRiskDaily, 13);
      }),
      laws,
    );
  });

  it.each([
    [0.95, expected.atRisk95],
    [0.99, expected.atRisk99],
  ])('agrees at %d on a book’s series with numpy (fixtures/portfolio.py)', (level, want) => {
    const found = valueAtRisk(Float64Array.from(expected.series.values), level);
    expect(found).toMatchObject({
      value: {
        valueAtRiskDaily: expect.closeTo(want.valueAtRisk, 15),
        expectedShortfallDaily: expect.closeTo(want.expectedShortfall, 15),
        observations: 504,
      },
    });
  });
});
