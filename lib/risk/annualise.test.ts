import { describe, expect, it } from 'vitest';
import { annualVolatility, annualVolatilityOfVariance, tradingDaysPerYear } from './annualise';

describe('a year', () => {
  it('has 252 trading days', () => {
    expect(tradingDaysPerYear).toBe(252);
    expect(annualVolatility(0.01)).toBeCloseTo(0.15874507866387544, 16);
    expect(annualVolatilityOfVariance(0.0001)).toBeCloseTo(0.15874507866387544, 16);
    expect(annualVolatility(0)).toBe(0);
    expect(annualVolatilityOfVariance(0)).toBe(0);
  });
});
