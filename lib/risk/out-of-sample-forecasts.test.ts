import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { seededNormals } from '@/test/seeded-normals';
import { returns } from '@/test/witnessed-volatility';
import { forecastScoreboard } from './forecast-scoreboard';
import { outcomeVariance, outOfSampleForecasts } from './out-of-sample-forecasts';
import { realizedVolatility } from './volatility';
import { volatilityForecast } from './volatility-forecast';

/** Everything of a record but what looks ahead, up to an origin. */
const forecastsUntil = (values: Float64Array, origin: number) => {
  const { origins, variances, lowAnnual, highAnnual } = outOfSampleForecasts(values);
  const count = origins.filter((one) => one <= origin).length;
  return [origins, ...Object.values(variances), lowAnnual, highAnnual].map((column) => column.slice(0, count));
};

describe('the outcome of a forecast', () => {
  it('is the mean squared return of the 21 days after its origin', () => {
    const values = Float64Array.from({ length: 30 }, (_, i) => (i <= 4 || i > 25 ? 9 : i === 25 ? 0.05 : 0.01));
    expect(outcomeVariance(values, 4)).toBeCloseTo((20 * 1e-4 + 25e-4) / 21, 17);
    expect(outcomeVariance(values.fill(0.1), -1)).toBeCloseTo(0.01, 16);
  });

  it('is not known before all of them have come', () => {
    expect(outcomeVariance(new Float64Array(30), 8)).toBe(0);
    for (const origin of [9, 29, -2, Number.NaN])
      expect(() => outcomeVariance(new Float64Array(30), origin)).toThrow(
        new RangeError(`outcomeVariance: needs 21 returns after the origin, got origin ${origin} of 30 returns`),
      );
  });
});

describe('forecasts out of sample', () => {
  it('are those that the returns up to each origin alone give', () => {
    const record = outOfSampleForecasts(returns);
    expect([...record.origins]).toEqual(Array.from({ length: returns.length - 21 - 503 }, (_, i) => 503 + i));
    expect(record.excluded).toBe(0);
    for (let i = 0; i < record.origins.length; i += 29) {
      const known = returns.slice(0, record.origins[i] + 1);
      const forecast = measuredValue(volatilityForecast(known));
      const band = measuredValue(forecast.band);
      const month = measuredValue(realizedVolatility(known, 21)).volatilityAnnual;
      for (const [got, want] of [
        [record.variances.headline[i], forecast.varianceDaily],
        [record.variances.ewma[i], forecast.ewma.varianceDaily],
        [record.variances.har[i], measuredValue(forecast.har).varianceDaily],
        [record.variances.last21Days[i], month ** 2 / 252],
        [record.lowAnnual[i], band.lowAnnual],
        [record.highAnnual[i], band.highAnnual],
        [record.outcomes[i], outcomeVariance(returns, record.origins[i])],
      ])
        expect(relativeError(got, want)).toBeLessThan(1e-11);
    }
  });

  it('do not change, to the last bit, when a later price moves', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 504, max: 559 }),
        fc.double({ min: -1, max: 1e4, noNaN: true }),
        (seed, at, wild) => {
          const values = seededNormals(seed, 560).map((value) => value / 100);
          const before = forecastsUntil(values, at - 1);
          values[at] = wild;
          expect(forecastsUntil(values, at - 1)).toEqual(before);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('do change with the price of their own day', () => {
    const values = returns.slice(0, 600);
    const before = outOfSampleForecasts(values);
    values[520] *= 3;
    const after = outOfSampleForecasts(values);
    for (const who of ['headline', 'last21Days', 'ewma', 'har'] as const) {
      expect(after.variances[who].slice(0, 17)).toEqual(before.variances[who].slice(0, 17));
      expect(after.variances[who][17]).not.toBe(before.variances[who][17]);
    }
    expect(after.outcomes[0]).not.toBe(before.outcomes[0]);
  });

  it('are made from the first origin on, every so many days', () => {
    const record = outOfSampleForecasts(returns);
    const weekly = outOfSampleForecasts(returns, { first: 700, step: 5 });
    expect([...weekly.origins.slice(0, 3)]).toEqual([700, 705, 710]);
    expect(weekly.origins.at(-1)).toBe(1375);
    for (let i = 0; i < weekly.origins.length; i++)
      expect(
        relativeError(weekly.variances.headline[i], record.variances.headline[weekly.origins[i] - 503]),
      ).toBeLessThan(1e-12);
  });

  it('need 525 returns: 504 before and 21 after', () => {
    for (const count of [0, 20, 504, 524]) {
      const empty = outOfSampleForecasts(returns.subarray(0, count));
      expect([empty.origins.length, empty.variances.har.length, empty.outcomes.length, empty.excluded]).toEqual([
        0, 0, 0, 0,
      ]);
      expect(forecastScoreboard(empty)).toMatchObject({ reason: 'short_history', observations: 0 });
    }
    expect([...outOfSampleForecasts(returns.subarray(0, 525)).origins]).toEqual([503]);
  });

  it('leave out and count origins that cannot be scored', () => {
    // Nothing moves on days 540 … 580: the month before an origin is flat from 560 to 580, the one after from 539 to 559.
    const values = returns.slice(0, 640).fill(0, 540, 581);
    const { origins, excluded } = outOfSampleForecasts(values);
    expect(excluded).toBe(42);
    expect([...origins].filter((origin) => origin > 530 && origin < 590)).toEqual([
      531, 532, 533, 534, 535, 536, 537, 538, 581, 582, 583, 584, 585, 586, 587, 588, 589,
    ]);
    const halted = outOfSampleForecasts(new Float64Array(600));
    expect([halted.origins.length, halted.excluded]).toEqual([0, 76]);
    const wild = returns.slice(0, 600);
    wild[550] = 1e200;
    const { origins: before, excluded: after } = outOfSampleForecasts(wild);
    expect([before.length, before.at(-1), after]).toEqual([26, 528, 50]);
    const even = Float64Array.from({ length: 600 }, (_, i) => (i % 2 ? 0.01 : -0.01));
    expect(outOfSampleForecasts(even).excluded).toBe(76);
  });

  it('can be scored: the headline beats the month before on simulated markets whose volatility wanders', () => {
    const record = outOfSampleForecasts(returns);
    const { scores, bandCoverage, observations } = measuredValue(forecastScoreboard(record));
    expect(observations).toBe(record.origins.length);
    expect(scores.headline.qlike).toBeLessThan(scores.last21Days.qlike);
    expect(bandCoverage).toBeGreaterThan(0.8);
  });

  it('refuse origins without 504 returns and steps under one day', () => {
    for (const [first, step] of [
      [502, 1],
      [503.5, 1],
      [503, 0],
      [503, 1.5],
    ])
      expect(() => outOfSampleForecasts(returns, { first, step })).toThrow(
        new RangeError(
          `outOfSampleForecasts: needs a first origin from 503 and a step from 1, got ${first} and ${step}`,
        ),
      );
  });
});
