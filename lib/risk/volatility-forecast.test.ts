import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { hasSeriesOracle, readSeriesOracle } from '@/test/oracle-series';
import { seededNormals } from '@/test/seeded-normals';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import { ewmaVolatility } from './ewma';
import { harForecast } from './har';
import { combinationMinimum, combinedVariance, forecastBand, volatilityForecast } from './volatility-forecast';

describe('the expected volatility', () => {
  it.each(atEachLength(expected.forecast))('agrees with 50-digit decimals on %i returns', (count, witness) => {
    const forecast = measuredValue(volatilityForecast(returns.subarray(0, count)));
    expect(forecast.method).toBe(witness.method);
    expect(relativeError(forecast.volatilityAnnual, witness.volatilityAnnual)).toBeLessThan(1e-12);
    expect(relativeError(forecast.varianceDaily, witness.volatilityAnnual ** 2 / 252)).toBeLessThan(1e-12);
    expect(relativeError(forecast.ewma.varianceDaily, witness.ewmaVariance)).toBeLessThan(1e-13);
    expect(relativeError(measuredValue(forecast.har).varianceDaily, witness.har.varianceDaily)).toBeLessThan(1e-12);
    expect(forecast).toMatchObject({
      observations: Math.min(count, 1260),
      first: Math.max(0, count - 1260),
      last: count - 1,
    });
    if ('lowAnnual' in witness) {
      const band = measuredValue(forecast.band);
      expect(relativeError(band.lowAnnual, witness.lowAnnual)).toBeLessThan(1e-12);
      expect(relativeError(band.highAnnual, witness.highAnnual)).toBeLessThan(1e-12);
      expect(relativeError(band.logError, witness.har.logError)).toBeLessThan(1e-12);
    }
  });

  it.skipIf(!hasSeriesOracle)('agrees with mpmath on 45 real series (needs ../shared)', () => {
    const methods = readSeriesOracle().map(({ symbol, returns: real, expected: oracle }) => {
      const forecast = measuredValue(volatilityForecast(real));
      const witness = oracle.har['combined_geomean_ewma0.94_sqrtHAR'];
      const combined = combinedVariance(forecast.ewma.varianceDaily, measuredValue(forecast.har).varianceDaily);
      expect(relativeError(combined, witness.forecast_var)).toBeLessThan(1e-12);
      if (forecast.method === 'HAR_EWMA')
        expect(relativeError(forecast.volatilityAnnual, witness.forecast_vol_annual)).toBeLessThan(1e-12);
      return [symbol, forecast.method];
    });
    expect(methods.filter(([, method]) => method === 'EWMA').map(([symbol]) => symbol)).toEqual([
      'CARR',
      'OTIS',
      'VTRS',
    ]);
  });

  it('is EWMA from 63 to 503 returns, says so, and has no band to show', () => {
    expect(combinationMinimum).toBe(504);
    for (const count of [63, 72, 503]) {
      const forecast = measuredValue(volatilityForecast(returns.subarray(0, count)));
      const ewma = measuredValue(ewmaVolatility(returns.subarray(0, count)));
      expect(forecast.method).toBe('EWMA');
      expect(forecast.varianceDaily).toBe(ewma.varianceDaily);
      expect(forecast.volatilityAnnual).toBe(ewma.volatilityAnnual);
      expect(forecast.band).toEqual({
        status: 'unavailable',
        reason: 'short_history',
        observations: count,
        required: 504,
      });
      expect(forecast.har.status).toBe(count < 72 ? 'unavailable' : 'measured');
    }
    expect(measuredValue(volatilityForecast(returns.subarray(0, 504))).method).toBe('HAR_EWMA');
  });

  it('is unavailable below 63 returns and where nothing moves', () => {
    expect(volatilityForecast(returns.subarray(0, 62))).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 62,
      required: 63,
    });
    expect(volatilityForecast(new Float64Array())).toMatchObject({ reason: 'short_history', observations: 0 });
    expect(volatilityForecast(new Float64Array(600))).toMatchObject({ reason: 'flat_asset', observations: 600 });
  });

  it('stays with EWMA where volatility never changed and there is nothing to regress on', () => {
    const forecast = measuredValue(
      volatilityForecast(Float64Array.from({ length: 600 }, (_, i) => (i % 2 ? 0.01 : -0.01))),
    );
    expect(forecast.method).toBe('EWMA');
    expect(forecast.varianceDaily).toBeCloseTo(1e-4, 18);
    const unavailable = { status: 'unavailable', reason: 'flat_asset', observations: 600, required: 72 };
    expect(forecast.har).toEqual(unavailable);
    expect(forecast.band).toEqual(unavailable);
  });

  it('has no band where the regression missed by no measure', () => {
    const expectedVolatility = measuredValue(volatilityForecast(returns.subarray(0, 600)));
    const nothing = new Float64Array(600);
    expect(forecastBand(expectedVolatility, { daily: nothing, weekly: nothing, monthly: nothing })).toEqual({
      status: 'unavailable',
      reason: 'flat_asset',
      observations: 600,
      required: 504,
    });
  });

  it('is the geometric mean of both variances', () => {
    expect(combinedVariance(4e-4, 1e-4)).toBeCloseTo(2e-4, 18);
    expect(combinedVariance(1e-200, 1e-200)).toBeCloseTo(1e-200, 210);
    const forecast = measuredValue(volatilityForecast(returns));
    const regression = measuredValue(harForecast(returns));
    const low = Math.min(forecast.ewma.volatilityAnnual, regression.volatilityAnnual);
    const high = Math.max(forecast.ewma.volatilityAnnual, regression.volatilityAnnual);
    expect(forecast.volatilityAnnual).toBeGreaterThan(low);
    expect(forecast.volatilityAnnual).toBeLessThan(high);
  });

  it('does not know of the day before its window, and grows with the returns', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.1, max: 10, noNaN: true }), (seed, factor) => {
        const window = seededNormals(seed, 1_260).map((value, i) => (value * (2 + Math.sin(i / 50))) / 100);
        const forecast = measuredValue(volatilityForecast(window));
        const longer = measuredValue(volatilityForecast(Float64Array.of(0.5, ...window)));
        const wider = measuredValue(volatilityForecast(window.map((value) => value * factor)));
        expect(relativeError(longer.volatilityAnnual, forecast.volatilityAnnual)).toBeLessThan(1e-13);
        expect(longer.first).toBe(forecast.first + 1);
        expect(relativeError(wider.volatilityAnnual, factor * forecast.volatilityAnnual)).toBeLessThan(1e-11);
        expect(relativeError(measuredValue(wider.band).logError, measuredValue(forecast.band).logError)).toBeLessThan(
          1e-10,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
