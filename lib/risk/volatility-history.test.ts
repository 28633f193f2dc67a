import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededNormals } from '@/test/seeded-normals';
import { stressSeries } from '@/test/stress-series';
import { returns } from '@/test/witnessed-volatility';
import { realizedVolatility } from './volatility';
import { volatilityForecast } from './volatility-forecast';
import { type VolatilityDay, volatilityHistory } from './volatility-history';
import { volatilityPercentile } from './volatility-percentile';
import { volatilityTrend } from './volatility-trend';

/** The same by the measures themselves, from the returns up to a day alone. */
function measuredOn(values: Float64Array, day: number): VolatilityDay {
  const known = values.slice(0, day + 1);
  const forecast = volatilityForecast(known);
  return {
    realized21d: realizedVolatility(known, 21),
    realized63d: realizedVolatility(known, 63),
    realized252d: realizedVolatility(known, 252),
    forecast:
      forecast.status === 'unavailable'
        ? forecast
        : { status: 'measured', value: (({ band: _, ...rest }) => rest)(forecast.value) },
    trend: volatilityTrend(known),
    percentile: volatilityPercentile(known),
  };
}

/**
 * Requires two plain values to have one shape and equal words and whole numbers, and others to agree to 1e-10: of
 * themselves, or of 1 for the regression's coefficients, which can be nearly nothing.
 */
function agree(got: unknown, want: unknown, path: string): void {
  if (typeof want === 'number' && !Number.isInteger(want)) {
    const scale = path.includes('coefficients') ? Math.max(1, Math.abs(want)) : Math.abs(want);
    expect(Math.abs((got as number) - want), path).toBeLessThanOrEqual(1e-10 * scale);
  } else if (typeof want === 'object' && want !== null) {
    expect(Object.keys(got as object), path).toEqual(Object.keys(want));
    for (const [name, value] of Object.entries(want)) agree((got as never)[name], value, `${path}.${name}`);
  } else expect(got, path).toBe(want);
}

describe('the history of volatility', () => {
  it('is that of the measures as of each day, from the first return on', () => {
    const history = volatilityHistory(returns);
    expect(history.length).toBe(returns.length);
    for (const day of [0, 19, 20, 21, 61, 62, 70, 71, 82, 83, 84, 250, 251, 270, 271, 502, 503, 1_258, 1_260, 1_398])
      agree(history[day], measuredOn(returns, day), `day ${day}`);
  });

  it.each(stressSeries(1_500))('agrees with them on %s', (_, series) => {
    const history = volatilityHistory(series, 1_200);
    expect(history.length).toBe(300);
    for (let k = 0; k < 300; k += 23) agree(history[k], measuredOn(series, 1_200 + k), `day ${1_200 + k}`);
  });

  it('is asked for any stretch of days', () => {
    for (const [first, last] of [
      [0, 0],
      [10, 30],
      [80, 90],
      [265, 280],
      [900, 903],
      [1_398, 1_398],
    ]) {
      const part = volatilityHistory(returns, first, last);
      expect(part.length).toBe(last - first + 1);
      agree(part[0], measuredOn(returns, first), `day ${first}`);
      agree(part.at(-1), measuredOn(returns, last), `day ${last}`);
    }
    expect(volatilityHistory(returns, 30, 29)).toEqual([]);
    expect(volatilityHistory(new Float64Array())).toEqual([]);
  });

  it('calls flat windows flat, and only those', () => {
    const values = returns.slice(0, 500).fill(0.001, 300, 400);
    const history = volatilityHistory(values, 290, 480);
    history.forEach((day, k) => {
      const want = measuredOn(values, 290 + k);
      for (const name of ['realized21d', 'realized63d', 'realized252d', 'forecast', 'trend', 'percentile'] as const)
        if (want[name].status === 'unavailable') expect(day[name]).toEqual(want[name]);
        else expect(day[name].status).toBe('measured');
    });
    expect(history[400 - 1 - 290].trend).toMatchObject({ reason: 'flat_asset', observations: 84, required: 84 });
    expect(history[320 - 290].realized21d).toMatchObject({ reason: 'flat_asset', observations: 21, required: 21 });
  });

  it('does not know what comes after a day', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 90, max: 299 }),
        fc.double({ min: -1, max: 1e4, noNaN: true }),
        (seed, at, wild) => {
          const values = seededNormals(seed, 300).map((value) => value / 100);
          const before = volatilityHistory(values, 60).slice(0, at - 60);
          values[at] = wild;
          expect(volatilityHistory(values, 60).slice(0, at - 60)).toEqual(before);
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
      expect(() => volatilityHistory(returns.subarray(0, 100), first, last)).toThrow(
        new RangeError(`volatilityColumns: needs ends from 0 to 99, got ${first} to ${last}`),
      );
  });
});
