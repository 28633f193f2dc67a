import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { seededNormals } from '@/test/seeded-normals';
import { annualVolatility } from './annualise';
import { forecastScoreboard } from './forecast-scoreboard';
import { forecastRecord, type StoredForecast } from './stored-forecasts';
import { realizedVolatility } from './volatility';
import { volatilityForecast } from './volatility-forecast';

/** √(252 · mean r²) of the 21 returns after the one at `origin`. */
const cameAfter = (returns: Float64Array, origin: number) =>
  Math.sqrt((252 / 21) * returns.subarray(origin + 1, origin + 22).reduce((sum, value) => sum + value * value, 0));

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
    outcome: cameAfter(returns, origin),
  };
}

const returns = seededNormals(7, 640).map((value, i) => value * (0.008 + 0.004 * Math.sin(i / 60)));
const origins = Array.from({ length: 640 - 21 - 503 }, (_, k) => 503 + k);

describe('stored forecasts', () => {
  it('are scored on what came: QLIKE, and the share of outcomes inside the band, by their definitions', () => {
    const stored = origins.map((origin) => storedAs(returns, origin));
    const { scores, bandCoverage, observations } = measuredValue(forecastScoreboard(forecastRecord(stored)));
    expect(observations).toBe(origins.length);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length;
    for (const who of ['headline', 'last21Days', 'ewma', 'har'] as const) {
      const losses = stored.map((one) => {
        const ratio = (one.outcome! / one[who]!) ** 2;
        return ratio - Math.log(ratio) - 1;
      });
      expect(scores[who].qlike).toBeCloseTo(mean(losses), 12);
    }
    expect(bandCoverage).toBe(
      mean(stored.map(({ outcome, low, high }) => Number(low! <= outcome! && outcome! <= high!))),
    );
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
