import { describe, expect, it } from 'vitest';
import { lineFit } from './line-fit';
import {
  classicalInterceptError,
  classicalSlopeError,
  hc1SlopeError,
  hc3SlopeError,
  neweyWestLags,
  neweyWestSlopeError,
  residualStandardDeviation,
} from './slope-errors';

const column = (...values: number[]) => Float64Array.from(values);

/** Eight days; the errors below are those of the textbook formulas in mpmath with 40 digits. */
const fit = lineFit(
  column(0.01, -0.02, 0.015, 0.03, -0.005, 0.002, -0.012, 0.021),
  column(0.012, -0.03, 0.01, 0.05, 0.001, -0.004, -0.02, 0.025),
);

describe('standard errors of the slope', () => {
  it('agree with mpmath', () => {
    expect(residualStandardDeviation(fit)).toBeCloseTo(0.007174551935108887, 15);
    expect(classicalSlopeError(fit)).toBeCloseTo(0.15928216068621834, 14);
    expect(classicalInterceptError(fit)).toBeCloseTo(0.002664705336198464, 16);
    expect(hc1SlopeError(fit)).toBeCloseTo(0.15304201830487307, 14);
    expect(hc3SlopeError(fit)).toBeCloseTo(0.21347833703439725, 14);
    expect(neweyWestLags(8)).toBe(2);
    expect(neweyWestSlopeError(fit)).toBeCloseTo(0.06613638452592513, 14);
  });

  it('are all zero where nothing is left over', () => {
    const x = column(1, 2, 4, 8);
    const exact = lineFit(x, x.slice());
    for (const error of [residualStandardDeviation, classicalSlopeError, classicalInterceptError, hc1SlopeError])
      expect(error(exact)).toBe(0);
    expect(hc3SlopeError(exact)).toBe(0);
    expect(neweyWestSlopeError(exact)).toBe(0);
  });

  it('by HC3 are infinite where one point alone makes the slope', () => {
    const alone = lineFit(column(0, 0, 0, 0, 1), column(1, -1, 2, -2, 5));
    expect(hc3SlopeError(alone)).toBe(Number.POSITIVE_INFINITY);
    // Rounding may leave its leverage a little under 1.
    for (let count = 4; count < 100; count++)
      for (const jump of [0.1, 0.3, 0.7]) {
        const x = new Float64Array(count).fill(0.01);
        x[count - 2] += jump;
        const y = Float64Array.from(x, (_, i) => Math.sin(i));
        expect(hc3SlopeError(lineFit(x, y))).toBe(Number.POSITIVE_INFINITY);
      }
    // The same point beside others that differ by little, but differ, is one of several again.
    const together = lineFit(column(0, 1e-4, -1e-4, 0, 1), column(1, -1, 2, -2, 5));
    expect(hc3SlopeError(together)).toBeLessThan(1e8);
  });
});

describe('the lags of Newey and West', () => {
  it('are ⌊4 (n/100)^(2/9)⌋', () => {
    expect([1, 30, 90, 99, 100, 252, 272, 273].map(neweyWestLags)).toEqual([1, 3, 3, 3, 4, 4, 4, 5]);
  });
});
