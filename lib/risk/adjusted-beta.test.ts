import { describe, expect, it } from 'vitest';
import { betaPrior, blumeBeta, vasicekBeta } from './adjusted-beta';

describe('the beta of Blume', () => {
  it('takes a third of the way to 1', () => {
    expect(blumeBeta(1)).toBe(1);
    expect(blumeBeta(0)).toBe(1 / 3);
    expect(blumeBeta(1.6)).toBeCloseTo(1.4, 15);
    expect(blumeBeta(-2)).toBe(-1);
  });
});

describe('the beta of Vasicek', () => {
  it('weighs by the inverse variances, as mpmath does', () => {
    expect(vasicekBeta(1.427638469595219, 0.15928216068621834)).toBeCloseTo(1.3882387485986474, 14);
  });

  it('stands half way where the error is as large as the prior deviation of 0.5 about 1', () => {
    expect(betaPrior).toEqual({ mean: 1, standardDeviation: 0.5 });
    expect(vasicekBeta(2, 0.5)).toBe(1.5);
  });

  it('leaves a beta without error alone and says little of one with a large error', () => {
    expect(vasicekBeta(1.7, 0)).toBe(1.7);
    expect(vasicekBeta(1.7, 1e6)).toBeCloseTo(1, 11);
  });

  it('refuses what is not finite and errors below zero', () => {
    for (const [beta, error] of [
      [Number.NaN, 0.1],
      [Number.POSITIVE_INFINITY, 0.1],
      [1, Number.NaN],
      [1, Number.POSITIVE_INFINITY],
      [1, -0.1],
    ])
      expect(() => vasicekBeta(beta, error)).toThrow(
        new RangeError(`vasicekBeta: needs a finite beta and a standard error of at least 0, got ${beta} and ${error}`),
      );
  });
});
