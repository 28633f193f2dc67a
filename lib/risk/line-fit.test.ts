import { describe, expect, it } from 'vitest';
import { lineFit } from './line-fit';

const column = (...values: number[]) => Float64Array.from(values);

describe('the line through points', () => {
  it('is the one worked by hand', () => {
    // Means 1.5 and 3, Sxx 5, Sxy 7, Syy 14.
    const x = column(0, 1, 2, 3);
    const fit = lineFit(x, column(1, 3, 2, 6));
    expect(fit.slope).toBe(1.4);
    expect(fit.intercept).toBeCloseTo(0.9, 15);
    expect(fit.rSquared).toBeCloseTo(0.7, 15);
    [0.1, 0.7, -1.7, 0.9].forEach((residual, i) => {
      expect(fit.residuals[i]).toBeCloseTo(residual, 15);
    });
    expect(fit.spread).toBe(5);
    expect(fit.centre).toBe(1.5);
    expect(fit.x).toBe(x);
    expect(fit.observations).toBe(4);
  });

  it('agrees with mpmath on returns', () => {
    const fit = lineFit(
      column(0.01, -0.02, 0.015, 0.03, -0.005, 0.002, -0.012, 0.021),
      column(0.012, -0.03, 0.01, 0.05, 0.001, -0.004, -0.02, 0.025),
    );
    expect(fit.slope).toBeCloseTo(1.427638469595219, 14);
    expect(fit.intercept).toBeCloseTo(-0.0018166471566754975, 17);
    expect(fit.rSquared).toBeCloseTo(0.9305028864047147, 14);
    expect(fit.spread).toBeCloseTo(0.002028875, 17);
    expect(fit.residuals[3]).toBeCloseTo(0.008987493068818927, 16);
  });

  it('through a column and itself has slope 1, intercept 0 and no residual, exactly', () => {
    const x = column(0.1, 0.7, -0.3, 1 / 3, 0.1);
    const fit = lineFit(x, x.slice());
    expect(fit.slope).toBe(1);
    expect(fit.intercept).toBe(0);
    expect(fit.rSquared).toBe(1);
    expect(fit.residuals).toEqual(new Float64Array(5));
  });

  it('never explains more than all', () => {
    for (let k = 1; k < 200; k++) {
      const x = Float64Array.from({ length: 9 }, (_, i) => Math.sin(i * k));
      const { rSquared } = lineFit(
        x,
        x.map((value) => value * k * 0.37),
      );
      expect(rSquared).toBeLessThanOrEqual(1);
      expect(rSquared).toBeGreaterThan(1 - 1e-14);
    }
  });

  it('explains nothing of a y without spread', () => {
    const fit = lineFit(column(1, 2, 4), column(5, 5, 5));
    expect(fit.slope).toBe(0);
    expect(fit.intercept).toBe(5);
    expect(fit.rSquared).toBe(0);
  });

  it('keeps the digits of a small spread at a high level', () => {
    const fit = lineFit(column(1e8, 1e8 + 1, 1e8 + 2, 1e8 + 3), column(1, 3, 2, 6));
    expect(fit.slope).toBe(1.4);
    // The third of 1e16 + 4 is no double: what rounding leaves of the mean is taken off the sums again.
    const high = lineFit(column(1e16, 1e16 + 2, 1e16 + 2), column(-1e16, -1e16 - 2, -1e16 - 2));
    expect(high.slope).toBe(-1);
    expect(high.spread).toBeCloseTo(8 / 3, 14);
    expect(high.rSquared).toBeCloseTo(1, 14);
  });

  it('of columns too large for their squares is not a number, and does not throw', () => {
    expect(lineFit(column(1, 2, Number.POSITIVE_INFINITY), column(1, 2, 4)).slope).toBeNaN();
    expect(lineFit(column(1e200, -1e200, 3e200), column(1, 2, 4)).slope).not.toBeGreaterThan(0);
  });

  it('takes three points', () => {
    expect(() => lineFit(column(1, 2, 4), column(1, 2, 3))).not.toThrow();
    expect(() => lineFit(column(1, 2), column(1, 2))).toThrow(
      new RangeError('lineFit: needs two columns of one length, at least three points, got 2 and 2'),
    );
  });

  it('refuses columns of different lengths and an x that does not vary', () => {
    expect(() => lineFit(column(1, 2, 3), column(1, 2, 3, 4))).toThrow(
      new RangeError('lineFit: needs two columns of one length, at least three points, got 3 and 4'),
    );
    expect(() => lineFit(column(7, 7, 7), column(1, 2, 3))).toThrow(
      new RangeError('lineFit: needs an x that varies, got 3 times 7'),
    );
  });
});
