import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { seededNormals } from '@/test/seeded-normals';
import { stressSeries } from '@/test/stress-series';
import { returns } from '@/test/witnessed-volatility';
import { ewmaVolatility } from './ewma';
import { rollingEwma, rollingEwmaVariance } from './rolling-ewma';

const unavailable = (reason: string, observations: number) => ({
  status: 'unavailable',
  reason,
  observations,
  required: 63,
});

describe('rolling EWMA', () => {
  it.each(stressSeries(3_000))('agrees with the recursion as of each day on %s', (_, series) => {
    const estimates = rollingEwma(series);
    expect(estimates.length).toBe(3_000);
    for (let end = 0; end < 3_000; end += end < 130 || (end > 1240 && end < 1280) || end > 2_500 ? 1 : 13) {
      const direct = ewmaVolatility(series.subarray(0, end + 1));
      if (direct.status === 'unavailable') expect(estimates[end]).toEqual(direct);
      else {
        const rolled = measuredValue(estimates[end]);
        expect(relativeError(rolled.varianceDaily, direct.value.varianceDaily)).toBeLessThan(1e-12);
        expect({ ...rolled, varianceDaily: 0, volatilityAnnual: 0 }).toEqual({
          ...direct.value,
          varianceDaily: 0,
          volatilityAnnual: 0,
        });
      }
    }
  });

  it('is asked for any stretch of days', () => {
    const series = seededNormals(5, 2_700).map((value) => value / 100);
    const all = rollingEwma(series);
    for (const [first, last] of [
      [0, 2_699],
      [61, 63],
      [1_258, 1_262],
      [1_300, 2_600],
      [2_699, 2_699],
    ]) {
      const part = rollingEwma(series, first, last);
      expect(part.length).toBe(last - first + 1);
      part.forEach((estimate, k) => {
        expect(estimate.status).toBe(all[first + k].status);
        if (estimate.status === 'measured')
          expect(relativeError(estimate.value.varianceDaily, measuredValue(all[first + k]).varianceDaily)).toBeLessThan(
            1e-12,
          );
      });
    }
    expect(rollingEwma(series, 10, 9)).toEqual([]);
    expect(rollingEwma(new Float64Array())).toEqual([]);
    expect(rollingEwma(new Float64Array(3))).toEqual([1, 2, 3].map((count) => unavailable('short_history', count)));
  });

  it('finds flat windows wherever they begin and end', () => {
    const values = new Float64Array(1_500);
    values[100] = 0.01;
    rollingEwma(values).forEach((estimate, end) => {
      const direct = ewmaVolatility(values.subarray(0, end + 1));
      if (direct.status === 'unavailable') expect(estimate).toEqual(direct);
      else expect(estimate.status).toBe('measured');
    });
    expect(rollingEwma(values)[1_359].status).toBe('measured');
    // From day 101 + 1260 on the one move lies before the window.
    expect(rollingEwma(values)[1_360]).toEqual(unavailable('flat_asset', 1260));
    // What moved stands again: the window holds both.
    const moved = new Float64Array(70).fill(0.01, 68);
    expect(rollingEwmaVariance(moved, 69, 69)[0]).toBeGreaterThan(0);
    expect(rollingEwma(moved)[69]).toMatchObject({ status: 'measured', value: { observations: 70 } });
    expect(rollingEwma(new Float64Array(70), 68)).toEqual([
      unavailable('flat_asset', 69),
      unavailable('flat_asset', 70),
    ]);
  });

  it('does not know what comes after a day', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat({ max: 299 }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        (seed, at, wild) => {
          const values = seededNormals(seed, 300).map((value) => value / 100);
          const before = rollingEwma(values).slice(0, at);
          values[at] = wild;
          expect(rollingEwma(values).slice(0, at)).toEqual(before);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is written into the room that is given, whatever was there', () => {
    const room = new Float64Array(100).fill(5);
    expect(rollingEwmaVariance(returns, 40, 139, room)).toBe(room);
    expect(room).toEqual(rollingEwmaVariance(returns, 40, 139));
    expect(room.slice(0, 22)).toEqual(new Float64Array(22).fill(Number.NaN));
  });

  it('leaves what lies behind its answer alone', () => {
    for (const [first, last] of [
      [100, 140],
      [1_270, 1_300],
      [1_200, 1_300],
    ]) {
      const room = new Float64Array(1_300).fill(5);
      const count = last - first + 1;
      expect(rollingEwmaVariance(returns, first, last, room).subarray(count)).toEqual(
        new Float64Array(1_300 - count).fill(5),
      );
    }
  });

  it('refuses ends outside the returns', () => {
    for (const [first, last] of [
      [-1, 5],
      [0, 100],
      [0.5, 5],
      [0, 5.5],
    ])
      expect(() => rollingEwma(returns.subarray(0, 100), first, last)).toThrow(
        new RangeError(`rollingEwma: needs ends from 0 to 99, got ${first} to ${last}`),
      );
  });
});
