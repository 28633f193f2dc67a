import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { hasSeriesOracle, readSeriesOracle } from '@/test/oracle-series';
import { seededNormals } from '@/test/seeded-normals';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import { harForecast, harMinimum, harVariance } from './har';

const unavailable = (reason: string, observations: number) => ({
  status: 'unavailable',
  reason,
  observations,
  required: 72,
});

describe('HAR forecast', () => {
  it.each(atEachLength(expected.forecast))('agrees with 50-digit decimals on %i returns', (count, { har }) => {
    const measure = measuredValue(harForecast(returns.subarray(0, count)));
    const { coefficients, components } = measure;
    const agree = (got: number, want: number, digits = 1e-12) => expect(relativeError(got, want)).toBeLessThan(digits);
    agree(measure.varianceDaily, har.varianceDaily);
    agree(measure.volatilityAnnual, Math.sqrt(252 * har.varianceDaily));
    agree(measure.rSquared, har.rSquared);
    agree(measure.lowestTargetDaily, har.lowestTargetDaily);
    agree(measure.highestTargetDaily, har.highestTargetDaily);
    [components.dailyAnnual, components.weeklyAnnual, components.monthlyAnnual].forEach((component, i) => {
      agree(component, har.components[i]);
    });
    [coefficients.intercept, coefficients.daily, coefficients.weekly, coefficients.monthly].forEach((got, i) => {
      agree(got, har.coefficients[i], 1e-11);
    });
    const observations = Math.min(count, 1260);
    expect(measure).toMatchObject({ rows: har.rows, observations, first: count - observations, last: count - 1 });
  });

  it.skipIf(!hasSeriesOracle)('agrees with mpmath on 45 real series (needs ../shared)', () => {
    const series = readSeriesOracle();
    expect(series.length).toBe(45);
    for (const { returns: real, expected: oracle } of series) {
      const measure = measuredValue(harForecast(real));
      const { x_T, sqrt_direct, n_rows } = oracle.har;
      expect(relativeError(measure.varianceDaily, sqrt_direct.forecast_var_clamped)).toBeLessThan(1e-13);
      expect(relativeError(measure.rSquared, sqrt_direct.r_squared)).toBeLessThan(1e-12);
      expect(relativeError(measure.coefficients.intercept, sqrt_direct.coef[0])).toBeLessThan(1e-11);
      expect(relativeError(measure.coefficients.daily, sqrt_direct.coef[1])).toBeLessThan(1e-11);
      expect(relativeError(measure.coefficients.weekly, sqrt_direct.coef[2])).toBeLessThan(1e-11);
      expect(relativeError(measure.coefficients.monthly, sqrt_direct.coef[3])).toBeLessThan(1e-11);
      expect(Math.abs(measure.components.dailyAnnual - x_T.vol_daily)).toBeLessThan(1e-14);
      expect(relativeError(measure.components.weeklyAnnual, x_T.vol_weekly)).toBeLessThan(1e-13);
      expect(relativeError(measure.components.monthlyAnnual, x_T.vol_monthly)).toBeLessThan(1e-13);
      expect(measure.rows).toBe(n_rows);
    }
  });

  it('needs 72 returns: a look-back of 21, thirty rows and the 21 days of the last target', () => {
    expect(harMinimum).toBe(72);
    expect(harForecast(returns.subarray(0, 71))).toEqual(unavailable('short_history', 71));
    expect(measuredValue(harForecast(returns.subarray(0, 72))).rows).toBe(31);
  });

  it('does not know of the day before its window', () => {
    const window = returns.subarray(0, 1260);
    const longer = measuredValue(harForecast(Float64Array.of(0.9, ...window)));
    const { first, last, ...same } = measuredValue(harForecast(window));
    expect(longer).toEqual({ ...same, first: first + 1, last: last + 1 });
  });

  it('grows with the returns, and explains as much of them', () => {
    const narrow = measuredValue(harForecast(returns.subarray(0, 900)));
    const wide = measuredValue(harForecast(returns.subarray(0, 900).map((value) => 3 * value)));
    expect(relativeError(wide.volatilityAnnual, 3 * narrow.volatilityAnnual)).toBeLessThan(1e-12);
    expect(relativeError(wide.rSquared, narrow.rSquared)).toBeLessThan(1e-11);
    expect(relativeError(wide.coefficients.weekly, narrow.coefficients.weekly)).toBeLessThan(1e-11);
  });

  it('has nothing to regress on where returns are all equal or all of one size', () => {
    expect(harForecast(new Float64Array(1_300))).toEqual(unavailable('flat_asset', 1260));
    expect(harForecast(Float64Array.from({ length: 600 }, (_, i) => (i % 2 ? 0.01 : -0.01)))).toEqual(
      unavailable('flat_asset', 600),
    );
  });

  it('has nothing to regress on where a component cannot be told from the others', () => {
    // One size but for a change on the very last day: every row's components are equal, only the last target is not.
    const values = Float64Array.from({ length: 100 }, (_, i) => (i % 2 ? 0.01 : -0.01));
    values[99] = 0.03;
    expect(harForecast(values)).toEqual(unavailable('flat_asset', 100));
  });

  it('beyond the doubles is unavailable, wherever in the window the wild return stands', () => {
    for (const at of [0, 20, 50, 99]) {
      const values = returns.slice(0, 100);
      values[at] = 1e200;
      expect(harForecast(values)).toEqual(unavailable('not_finite', 100));
    }
  });
});

describe('the variance that follows from a regression', () => {
  it('is the square of what the line says today, and the mean squared residual on top', () => {
    expect(harVariance(0.015, 0.00001, 0.005, 0.04)).toBeCloseTo(0.000235, 18);
  });

  it('takes the lowest target where the line falls below it, before anything is added', () => {
    expect(harVariance(-0.006, 0.00001, 0.005, 0.04)).toBeCloseTo(0.000035, 18);
  });

  it('is clamped to the highest target last, with the residuals in it', () => {
    expect(harVariance(0.015, 0.00001, 0.005, 0.015)).toBeCloseTo(0.000225, 18);
    expect(harVariance(1, 0.00001, 0.005, 0.04)).toBeCloseTo(0.0016, 18);
  });
});

describe('seen over many simulated series', () => {
  it('the forecast is not biased where volatility stands still', () => {
    let squares = 0;
    for (let seed = 0; seed < 60; seed++)
      squares += measuredValue(harForecast(seededNormals(seed, 504).map((value) => value / 100))).varianceDaily / 60;
    expect(Math.sqrt(squares)).toBeCloseTo(0.01, 3);
  });
});
