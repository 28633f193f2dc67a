import { describe, expect, it } from 'vitest';
import { seededNormals } from '@/test/seeded-normals';
import { annualVolatility, annualVolatilityOfVariance } from './annualise';
import { forecastScoreboard } from './forecast-scoreboard';
import { outcomeVariance, outOfSampleForecasts } from './out-of-sample-forecasts';
import { forecastRecord, type StoredForecast } from './stored-forecasts';
import { realizedVolatility } from './volatility';
import { volatilityForecast } from './volatility-forecast';

/** What would have been stored as of a return, and what came. */
function storedAs(returns: Float64Array, origin: number): StoredForecast {
  const known = returns.subarray(0, origin + 1);
  const forecast = volatilityForecast(known);
  const realized = realizedVolatility(known, 21);
  if (forecast.status !== 'measured' || realized.status !== 'measured') throw new Error('is measured');
  const { band, har, ewma } = forecast.value;
  return {
    origin,
    headline: forecast.value.volatilityAnnual,
    low: band.status === 'measured' ? band.value.lowAnnual : null,
    high: band.status === 'measured' ? band.value.highAnnual : null,
    last21Days: realized.value.volatilityAnnual,
    ewma: ewma.volatilityAnnual,
    har: har.status === 'measured' ? har.value.volatilityAnnual : null,
    outcome: annualVolatilityOfVariance(outcomeVariance(returns, origin)),
  };
}

const returns = seededNormals(7, 640).map((value, i) => value * (0.008 + 0.004 * Math.sin(i / 60)));
const origins = Array.from({ length: 640 - 21 - 503 }, (_, k) => 503 + k);

describe('stored forecasts', () => {
  it('are scored as the forecasts that would have been made in the past are', () => {
    const stored = forecastScoreboard(forecastRecord(origins.map((origin) => storedAs(returns, origin))));
    const made = forecastScoreboard(outOfSampleForecasts(returns));
    if (stored.status !== 'measured' || made.status !== 'measured') throw new Error('is measured');
    expect(stored.value.observations).toBe(made.value.observations);
    expect(stored.value.best).toBe(made.value.best);
    expect(stored.value.bandCoverage).toBe(made.value.bandCoverage);
    for (const who of ['headline', 'last21Days', 'ewma', 'har'] as const)
      expect(stored.value.scores[who].qlike).toBeCloseTo(made.value.scores[who].qlike, 10);
  });

  it('are left out and counted where a rival, the band or the outcome is missing, or nothing moved', () => {
    const whole = storedAs(returns, 503);
    const { origins: kept, excluded } = forecastRecord([
      { ...whole, origin: 1, har: null },
      { ...whole, origin: 2, low: null },
      { ...whole, origin: 3, outcome: null },
      { ...whole, origin: 4, outcome: 0 },
      { ...whole, origin: 5 },
    ]);
    expect([...kept]).toEqual([5]);
    expect(excluded).toBe(4);
  });

  it('are variances of a day: 16 % a year are (0.16)²/252', () => {
    const { variances, outcomes } = forecastRecord([
      { ...storedAs(returns, 503), headline: 0.16, outcome: annualVolatility(0.01) },
    ]);
    expect(variances.headline[0]).toBeCloseTo(0.0256 / 252, 16);
    expect(outcomes[0]).toBeCloseTo(0.0001, 16);
  });
});
