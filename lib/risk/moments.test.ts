import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { autocorrelation } from './autocorrelation';
import { deviations, mean, sampleStandardDeviation, sampleVariance } from './moments';

const column = (...values: number[]) => Float64Array.from(values);

describe('the mean', () => {
  it('is the sum over the count', () => {
    expect(mean(column(1, 2, 3, 6))).toBe(3);
    expect(mean(column(-5))).toBe(-5);
  });

  it('of equal values is that value to the last bit, however many there are', () => {
    for (const value of [0.1, 1 / 3, 1e-7, 101.37])
      for (const count of [3, 7, 90, 1001]) expect(mean(new Float64Array(count).fill(value))).toBe(value);
  });

  it('refuses to be taken of nothing', () => {
    expect(() => mean(column())).toThrow(new RangeError('mean: needs at least one value, got none'));
  });
});

describe('deviations', () => {
  it('stand in the order of the values', () => {
    expect(deviations(column(1, 2, 6))).toEqual(column(-2, -1, 3));
  });

  it('add up to zero also where the mean cannot be held by a double', () => {
    // The mean of these three is 1e16 + 4/3, between two doubles.
    const [a, b, c] = deviations(column(1e16, 1e16 + 2, 1e16 + 2));
    expect(a).toBeCloseTo(-4 / 3, 14);
    expect(b).toBeCloseTo(2 / 3, 14);
    expect(c).toBe(b);
  });

  it('leave the values as they were', () => {
    const values = column(1, 5);
    deviations(values);
    expect(values).toEqual(column(1, 5));
  });
});

describe('the sample variance', () => {
  it('divides the squared deviations by one less than their count', () => {
    expect(sampleVariance(column(1, 2, 6))).toBe(7);
    expect(sampleStandardDeviation(column(3, 7))).toBe(Math.sqrt(8));
  });

  it('does not change when all values are shifted far away', () => {
    // The one-pass formula answers 9184 here (shift of 1e9).
    expect(sampleVariance(column(1e9, 1e9 + 1, 1e9, 1e9 + 1))).toBe(1 / 3);
  });

  it('of equal values is exactly zero', () => {
    expect(sampleVariance(new Float64Array(90).fill(0.1))).toBe(0);
  });

  it('needs two values', () => {
    expect(() => sampleVariance(column(1))).toThrow(new RangeError('sampleVariance: needs at least two values, got 1'));
    expect(() => sampleStandardDeviation(column())).toThrow(
      new RangeError('sampleVariance: needs at least two values, got 0'),
    );
  });
});

const reference = new URL('../../../shared/oracle/nist_strd.json', import.meta.url);

describe.skipIf(!existsSync(reference))('moments on NIST StRD, values by mpmath (needs ../shared/oracle)', () => {
  type Set = { y: string[]; exact_mpmath: { mean: string; sd_n_minus_1: string; autocorr_lag1: string } };
  const sets: Record<string, Set> = existsSync(reference) ? JSON.parse(readFileSync(reference, 'utf8')).univariate : {};
  const digits = (got: number, exact: string) => -Math.log10(Math.abs(got / Number(exact) - 1));

  // Digits of the standard deviation and of the autocorrelation: all 15, or all that survived when the decimals became
  // doubles.
  const reach: Record<string, [deviation: number, autocorrelation: number]> = {
    Lew: [15, 15],
    Lottery: [15, 15],
    Mavro: [13.1, 13.8],
    Michelso: [13.85, 13.4],
    NumAcc1: [15, 15],
    NumAcc2: [15, 15],
    NumAcc3: [9.4, 12],
    NumAcc4: [8.2, 10.9],
    PiDigits: [15, 15],
  };

  it.each(Object.entries(reach))('reach the digits of %s', (name, [deviation, ofAutocorrelation]) => {
    const { y, exact_mpmath } = sets[name];
    const values = Float64Array.from(y, Number);
    expect(digits(mean(values), exact_mpmath.mean)).toBeGreaterThanOrEqual(15);
    expect(digits(sampleStandardDeviation(values), exact_mpmath.sd_n_minus_1)).toBeGreaterThanOrEqual(deviation);
    expect(digits(autocorrelation(values, 1), exact_mpmath.autocorr_lag1)).toBeGreaterThanOrEqual(ofAutocorrelation);
  });
});
