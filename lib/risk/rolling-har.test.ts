import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { hasSeriesOracle, readSeriesOracle } from '@/test/oracle-series';
import { seededNormals } from '@/test/seeded-normals';
import { stressSeries } from '@/test/stress-series';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import type { Estimate } from './estimate';
import { type HarForecast, harForecast } from './har';
import { harComponents } from './har-components';
import { rollingHar } from './rolling-har';

/** How far apart two forecasts of one day are, in the worst of their numbers; what cannot differ must be equal. */
function apart(rolled: Estimate<HarForecast>, direct: Estimate<HarForecast>): number {
  if (direct.status === 'unavailable') {
    expect(rolled).toEqual(direct);
    return 0;
  }
  const got = measuredValue(rolled);
  const want = direct.value;
  expect([got.rows, got.observations, got.first, got.last]).toEqual([
    want.rows,
    want.observations,
    want.first,
    want.last,
  ]);
  return Math.max(
    relativeError(got.varianceDaily, want.varianceDaily),
    relativeError(got.volatilityAnnual, want.volatilityAnnual),
    Math.abs(got.rSquared - want.rSquared),
    relativeError(got.lowestTargetDaily, want.lowestTargetDaily),
    relativeError(got.highestTargetDaily, want.highestTargetDaily),
    relativeError(got.components.dailyAnnual, want.components.dailyAnnual),
    relativeError(got.components.weeklyAnnual, want.components.weeklyAnnual),
    relativeError(got.components.monthlyAnnual, want.components.monthlyAnnual),
  );
}

describe('rolling HAR', () => {
  it.each(stressSeries(2_700))('agrees with the QR as of each day to 1e-10 on %s', (name, series) => {
    // On a drift the components march in step and the QR itself decides every day: half as many of them will do.
    const days = name === 'a drift' ? 1_350 : 2_700;
    const estimates = rollingHar(series.subarray(0, days));
    expect(estimates.length).toBe(days);
    for (let end = 0; end < days; end += end < 80 || (end > 1_255 && end < 1_265) ? 1 : 37)
      expect(apart(estimates[end], harForecast(series.subarray(0, end + 1)))).toBeLessThan(1e-10);
  });

  it.each(atEachLength(expected.forecast))('agrees with 50-digit decimals on %i returns', (count, { har }) => {
    const [estimate] = rollingHar(returns, count - 1, count - 1);
    const { varianceDaily, rSquared, coefficients } = measuredValue(estimate);
    expect(relativeError(varianceDaily, har.varianceDaily)).toBeLessThan(1e-12);
    expect(relativeError(rSquared, har.rSquared)).toBeLessThan(1e-12);
    [coefficients.intercept, coefficients.daily, coefficients.weekly, coefficients.monthly].forEach((got, i) => {
      expect(relativeError(got, har.coefficients[i])).toBeLessThan(1e-11);
    });
  });

  it.skipIf(!hasSeriesOracle)('agrees with mpmath on 45 real series (needs ../shared)', () => {
    for (const { returns: real, expected: oracle } of readSeriesOracle()) {
      const [estimate] = rollingHar(real, real.length - 1);
      const { varianceDaily, rSquared, coefficients } = measuredValue(estimate);
      const { sqrt_direct } = oracle.har;
      expect(relativeError(varianceDaily, sqrt_direct.forecast_var_clamped)).toBeLessThan(1e-12);
      expect(relativeError(rSquared, sqrt_direct.r_squared)).toBeLessThan(1e-11);
      expect(relativeError(coefficients.daily, sqrt_direct.coef[1])).toBeLessThan(1e-11);
    }
  });

  it('is asked for any stretch of days, however it falls on its parts', () => {
    const series = seededNormals(3, 2_600).map((value, i) => (value * (2 + Math.sin(i / 90))) / 100);
    for (const [first, last] of [
      [0, 0],
      [70, 72],
      [71, 71],
      [500, 1_400],
      [1_258, 1_262],
      [1_260, 2_599],
      [1_300, 2_519],
      [2_599, 2_599],
    ]) {
      const part = rollingHar(series, first, last);
      expect(part.length).toBe(last - first + 1);
      for (const k of [0, 1, 2, Math.floor(part.length / 2), part.length - 1])
        if (k < part.length) expect(apart(part[k], harForecast(series.subarray(0, first + k + 1)))).toBeLessThan(1e-12);
    }
    expect(rollingHar(series, 10, 9)).toEqual([]);
    expect(rollingHar(series, 100, 98)).toEqual([]);
    expect(rollingHar(new Float64Array())).toEqual([]);
  });

  it('takes the components it is given', () => {
    const components = harComponents(returns);
    expect(rollingHar(returns, 600, 700, components)).toEqual(rollingHar(returns, 600, 700));
  });

  it('needs 72 returns', () => {
    const estimates = rollingHar(returns.subarray(0, 73));
    expect(estimates.map((estimate) => estimate.status === 'measured')).toEqual([...Array(71).fill(false), true, true]);
    expect(estimates[70]).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 71,
      required: 72,
    });
  });

  it('leaves days on which nothing can be regressed to the QR, and comes back from them', () => {
    const values = seededNormals(8, 1_700).map((value, i) => (i < 1_330 ? (i % 2 ? 0.01 : -0.01) : value / 100));
    const estimates = rollingHar(values);
    for (const end of [71, 500, 1_259, 1_329, 1_330, 1_331, 1_340, 1_351, 1_352, 1_400, 1_699])
      expect(apart(estimates[end], harForecast(values.subarray(0, end + 1)))).toBeLessThan(1e-10);
    expect(estimates[1_329]).toEqual({
      status: 'unavailable',
      reason: 'flat_asset',
      observations: 1260,
      required: 72,
    });
    expect(estimates[1_699].status).toBe('measured');
  });

  it('leaves days on which one column alone stands still, to rounding, to the QR', () => {
    const cycle = (period: number) =>
      Float64Array.from({ length: 400 }, (_, i) => (0.01 + 0.003 * Math.sin((i % period) ** 2)) * (i % 2 ? 1 : -1));
    // Sizes that repeat every 5 days: the week is the same on all of them, day and month are not.
    const week = cycle(5);
    // Every 21 days: the month is the same, but for the target of the last rows.
    const month = cycle(21).map((value, i) => (i < 379 ? value : value * 1.5));
    // Every 21 days after the first 21: the target is the same, but the components of the first rows are not.
    const target = cycle(21).map((value, i) => (i < 21 ? value * 1.5 : value));
    for (const values of [week, month, target]) {
      const unavailable = { status: 'unavailable', reason: 'flat_asset', observations: 400, required: 72 };
      expect(harForecast(values)).toEqual(unavailable);
      expect(rollingHar(values, 399)).toEqual([unavailable]);
    }
  });

  it('agrees with the QR however nearly one component is a combination of the others', () => {
    // Volatility that doubles every few hundred days makes day, week and month march in step: their correlation goes
    // to 1 and the condition of the equations from 10 to far beyond 200.
    for (const noise of [0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 1e-4, 1e-6, 1e-9]) {
      const values = seededNormals(4, 500).map(
        (value, i) => 0.01 * 2 ** (i / 100) * (1 + noise * value) * (i % 2 ? 1 : -1),
      );
      const estimates = rollingHar(values, 400);
      for (const end of [400, 450, 499])
        expect(apart(estimates[end - 400], harForecast(values.subarray(0, end + 1)))).toBeLessThan(1e-10);
    }
  });

  it('beyond the doubles is unavailable while the wild return is in the window, and only then', () => {
    const values = seededNormals(9, 1_500).map((value) => value / 100);
    values[100] = 1e200;
    const estimates = rollingHar(values);
    estimates.forEach((estimate, end) => {
      if (end < 71) expect(estimate.status).toBe('unavailable');
      else if (end >= 100 && end < 1_360)
        expect(estimate).toMatchObject({ reason: 'not_finite', observations: Math.min(1260, end + 1) });
      else expect(estimate.status).toBe('measured');
    });
  });

  it('does not know what comes after a day', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 71, max: 199 }),
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        (seed, at, wild) => {
          const values = seededNormals(seed, 200).map((value) => value / 100);
          const before = rollingHar(values).slice(0, at);
          values[at] = wild;
          expect(rollingHar(values).slice(0, at)).toEqual(before);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('agrees with the QR on any simulated series', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 72, max: 160 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (seed, count, persistence) => {
          let level = 0;
          const shocks = seededNormals(seed + 1, count);
          const values = seededNormals(seed, count).map((value, i) => {
            level = persistence * level + shocks[i];
            return (value * Math.exp(level / 2)) / 100;
          });
          const [estimate] = rollingHar(values, count - 1);
          expect(apart(estimate, harForecast(values))).toBeLessThan(1e-10);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('refuses ends outside the returns', () => {
    for (const [first, last] of [
      [-1, 5],
      [0, 100],
      [0.5, 5],
      [0, 5.5],
    ])
      expect(() => rollingHar(returns.subarray(0, 100), first, last)).toThrow(
        new RangeError(`harColumns: needs ends from 0 to 99, got ${first} to ${last}`),
      );
  });
});
