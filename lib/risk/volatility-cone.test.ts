import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import { realizedVolatility } from './volatility';
import { coneHorizons, volatilityCone } from './volatility-cone';

const recent = returns.subarray(returns.length - 300);
const sliceOf = (values: Float64Array, days: number) => volatilityCone(values, [days])[0].slice;

describe('volatility cone', () => {
  it.each(atEachLength(expected.cone))('agrees with 50-digit decimals over %i days', (days, witness) => {
    const slice = measuredValue(sliceOf(recent, days));
    for (const name of ['lowest', 'lowerQuartile', 'median', 'upperQuartile', 'highest', 'today'] as const)
      expect(relativeError(slice[name], witness[name])).toBeLessThan(1e-12);
    expect(slice).toMatchObject({ windows: witness.windows, flatWindows: 0 });
  });

  it('has a slice for each horizon from a week to a year, in order', () => {
    expect(coneHorizons).toEqual([5, 10, 21, 42, 63, 126, 252]);
    const cone = volatilityCone(returns);
    expect(cone.map((point) => point.days)).toEqual([5, 10, 21, 42, 63, 126, 252]);
    for (const { days, slice } of cone) {
      const { today, windows } = measuredValue(slice);
      expect(relativeError(today, measuredValue(realizedVolatility(returns, days)).volatilityAnnual)).toBeLessThan(
        1e-13,
      );
      expect(windows).toBe(returns.length - days + 1);
    }
  });

  it('needs two windows that do not overlap, at each horizon for itself', () => {
    const cone = volatilityCone(returns.subarray(0, 42));
    expect(cone.map(({ slice }) => slice.status === 'measured')).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(sliceOf(returns.subarray(0, 41), 21)).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 41,
      required: 42,
    });
    expect(sliceOf(new Float64Array(), 5)).toMatchObject({ reason: 'short_history', observations: 0 });
  });

  it('leaves flat windows out of its ranks and counts them', () => {
    const values = recent.slice();
    values.fill(0, 100, 130);
    // Windows of 21 within the 30 flat days: 10.
    const { lowest, windows, flatWindows } = measuredValue(sliceOf(values, 21));
    expect([windows, flatWindows]).toEqual([270, 10]);
    expect(lowest).toBeGreaterThan(0);
  });

  it('is unavailable where the newest window is flat or a price left the doubles', () => {
    const values = recent.slice();
    values.fill(0, 279);
    expect(sliceOf(values, 21)).toEqual({
      status: 'unavailable',
      reason: 'flat_asset',
      observations: 300,
      required: 42,
    });
    expect(sliceOf(values, 42).status).toBe('measured');
    values[150] = Number.POSITIVE_INFINITY;
    expect(sliceOf(values, 42)).toEqual({
      status: 'unavailable',
      reason: 'not_finite',
      observations: 300,
      required: 84,
    });
  });

  it('refuses a horizon without a spread', () => {
    expect(() => volatilityCone(returns, [21, 1])).toThrow(RangeError);
  });
});
