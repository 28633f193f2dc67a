import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import { type HarForecast, harForecast } from './har';
import { harComponents } from './har-components';
import { harLogError } from './har-error';

describe('the error of a HAR regression', () => {
  it.each(atEachLength(expected.forecast))('agrees with 50-digit decimals on %i returns', (count, { har }) => {
    const measure = measuredValue(harForecast(returns.subarray(0, count)));
    expect(relativeError(harLogError(harComponents(returns), measure)!, har.logError)).toBeLessThan(1e-12);
  });

  /** A regression that fits what the monthly component is, over rows whose targets are given. */
  const fitted = (targets: readonly number[], changes: Partial<HarForecast> = {}) => {
    const rows = targets.length;
    const monthly = Float64Array.from({ length: rows + 21 }, (_, k) => (k < 21 ? 0.02 : targets[k - 21]));
    const measure = {
      coefficients: { intercept: 0, daily: 0, weekly: 0, monthly: 1 },
      lowestTargetDaily: 0.001,
      rows,
      first: 0,
      ...changes,
    } as HarForecast;
    return harLogError({ daily: monthly, weekly: monthly, monthly }, measure);
  };

  it('is the sample deviation of the logarithm of realised over fitted', () => {
    // Logarithms 0, ln 2, −ln 2: mean 0, sum of squares 2·ln²2, n − 1 = 2.
    expect(fitted([0.02, 0.04, 0.01])).toBeCloseTo(Math.LN2, 14);
  });

  it('takes the lowest target for a fit below it', () => {
    const below = { coefficients: { intercept: -1, daily: 0, weekly: 0, monthly: 1 }, lowestTargetDaily: 0.01 };
    expect(fitted([0.01, 0.02, 0.04], below)).toBeCloseTo(Math.LN2, 14);
  });

  it('leaves out rows in which nothing moved, and is null where fewer than two remain', () => {
    expect(fitted([0.02, 0, 0.04, 0, 0.01])).toBeCloseTo(Math.LN2, 14);
    const unfit = { coefficients: { intercept: 0, daily: 0, weekly: 0, monthly: 0 }, lowestTargetDaily: 0 };
    expect(fitted([0.02, 0.04, 0.01], unfit)).toBeNull();
    expect(fitted([0, 0.04, 0])).toBeNull();
    expect(fitted([0.02, 0.04])).toBeCloseTo(Math.LN2 / Math.SQRT2, 14);
  });

  it('begins with the first row of the window', () => {
    expect(fitted([0.9, 0.02, 0.04, 0.01], { first: 1, rows: 3 })).toBeCloseTo(Math.LN2, 14);
  });
});
