import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { coefficientStandardErrors, type LeastSquaresFit, leastSquares } from './least-squares';

const column = (...values: number[]) => Float64Array.from(values);

describe('least squares', () => {
  it('finds the line through four points, worked by hand', () => {
    // x 0…3, y 1, 3, 2, 6: means 1.5 and 3, Sxx 5, Sxy 7, Syy 14; residuals 0.1, 0.7, −1.7, 0.9 with squares 4.2.
    const line = { columns: [column(0, 1, 2, 3)], intercept: true };
    const fit = leastSquares(line, column(1, 3, 2, 6)) as LeastSquaresFit;
    expect(fit.coefficients[0]).toBeCloseTo(0.9, 15);
    expect(fit.coefficients[1]).toBeCloseTo(1.4, 15);
    [0.1, 0.7, -1.7, 0.9].forEach((residual, i) => {
      expect(fit.residuals[i]).toBeCloseTo(residual, 15);
    });
    expect(fit.degreesOfFreedom).toBe(2);
    expect(fit.residualStandardDeviation).toBeCloseTo(Math.sqrt(2.1), 15);
    expect(fit.rSquared).toBeCloseTo(0.7, 15);
    const errors = coefficientStandardErrors(line, fit) as Float64Array;
    expect(errors[0]).toBeCloseTo(Math.sqrt(2.1 * (1 / 4 + 2.25 / 5)), 14);
    expect(errors[1]).toBeCloseTo(Math.sqrt(2.1 / 5), 14);
  });

  it('without an intercept measures what is explained from zero', () => {
    const fit = leastSquares({ columns: [column(1, 2)], intercept: false }, column(1, 1)) as LeastSquaresFit;
    expect(fit.coefficients).toEqual(column(0.6));
    expect(fit.rSquared).toBeCloseTo(0.9, 15);
    expect(fit.degreesOfFreedom).toBe(1);
  });

  it('of a response on the plane is exact and explains all of it, never more', () => {
    const a = column(1, 2, 3, 4, 5, 7);
    const b = column(2, -1, 0, 4, 1, 1);
    const fit = leastSquares(
      { columns: [a, b], intercept: true },
      a.map((value, i) => 10 + 3 * value - 2 * b[i]),
    ) as LeastSquaresFit;
    expect(fit.coefficients).toEqual(column(10, 3, -2));
    expect(fit.residuals).toEqual(new Float64Array(6));
    expect(fit.rSquared).toBe(1);
    expect(fit.residualStandardDeviation).toBe(0);
  });

  it('explains nothing of a response without spread', () => {
    const fit = leastSquares({ columns: [column(1, 2, 4)], intercept: true }, column(5, 5, 5)) as LeastSquaresFit;
    expect(fit.coefficients[0]).toBe(5);
    expect(Math.abs(fit.coefficients[1])).toBeLessThan(1e-30);
    expect(fit.rSquared).toBe(0);
  });

  it('is null where the columns do not determine the coefficients', () => {
    expect(leastSquares({ columns: [column(0.1, 0.1, 0.1)], intercept: true }, column(1, 2, 3))).toBeNull();
    const fit = leastSquares({ columns: [column(1, 2, 4)], intercept: true }, column(1, 2, 3)) as LeastSquaresFit;
    expect(coefficientStandardErrors({ columns: [column(0.1, 0.1, 0.1)], intercept: true }, fit)).toBeNull();
    const flat = { columns: [column(1, 1, 1)], intercept: false };
    expect(leastSquares(flat, column(1, 2, 3))).not.toBeNull();
  });

  it('refuses columns of another length and as many columns as rows', () => {
    expect(() => leastSquares({ columns: [column(1, 2)], intercept: true }, column(1, 2, 3))).toThrow(
      new RangeError(
        'leastSquares: needs more rows than its 2 columns, all of one length, got 3 responses and columns of 3, 2',
      ),
    );
    expect(() => leastSquares({ columns: [column(1, 2)], intercept: true }, column(1, 2))).toThrow(RangeError);
    expect(() => leastSquares({ columns: [column(1, 2)], intercept: false }, column(1, 2))).not.toThrow();
    const fit = leastSquares({ columns: [column(1, 2, 4)], intercept: true }, column(1, 2, 3)) as LeastSquaresFit;
    expect(() => coefficientStandardErrors({ columns: [column(1, 2)], intercept: true }, fit)).toThrow(
      /^coefficientStandardErrors: needs more rows/,
    );
  });
});

const reference = new URL('../../../shared/oracle/nist_strd.json', import.meta.url);

describe.skipIf(!existsSync(reference))('least squares on NIST StRD, values by mpmath (needs ../shared/oracle)', () => {
  type Set = {
    model: 'poly' | 'multi';
    degree_or_k: number;
    intercept: boolean;
    y: string[];
    x: (string | string[])[];
    exact_mpmath: { estimates: string[]; std_errors: string[]; residual_sd: string; r_squared: string };
  };
  const sets: Record<string, Set> = existsSync(reference) ? JSON.parse(readFileSync(reference, 'utf8')).linear : {};

  /** Correct decimal digits: −log₁₀ of the relative error, of the error itself where the truth is (to 1e-60) zero. */
  const digits = (got: number, exact: string) => {
    const error = Math.abs(got - Number(exact));
    return -Math.log10(Math.abs(Number(exact)) > 1e-60 ? error / Math.abs(Number(exact)) : error);
  };
  const fewest = (got: Float64Array, exact: string[]) => Math.min(...exact.map((value, j) => digits(got[j], value)));

  // Coefficients and standard errors. What is missing to 15 was lost when the decimals became doubles: with those
  // doubles and exact arithmetic Norris has 13.98 and 14.00, Pontius 13.51 and 13.83, Filip 7.6, Wampler2 13.2.
  const reach: Record<string, [coefficients: number, standardErrors: number]> = {
    Norris: [13.95, 13.8],
    Pontius: [13.4, 13.8],
    NoInt1: [14.5, 13.8],
    NoInt2: [14.5, 13.8],
    Filip: [7.9, 7.3],
    Longley: [14.5, 13.8],
    Wampler1: [14.5, 13.8],
    Wampler2: [13, 13.8],
    Wampler3: [14.5, 13.8],
    Wampler4: [14.5, 13.8],
    Wampler5: [14.5, 13.8],
  };

  it.each(Object.entries(reach))('reaches its digits on %s', (name, [coefficients, standardErrors]) => {
    const { model, degree_or_k, intercept, x, y, exact_mpmath } = sets[name];
    const columns = Array.from({ length: degree_or_k }, (_, k) =>
      Float64Array.from(x, (row) => (model === 'poly' ? Number(row) ** (k + 1) : Number(row[k]))),
    );
    const fit = leastSquares({ columns, intercept }, Float64Array.from(y, Number)) as LeastSquaresFit;
    const errors = coefficientStandardErrors({ columns, intercept }, fit) as Float64Array;
    expect(fewest(fit.coefficients, exact_mpmath.estimates)).toBeGreaterThanOrEqual(coefficients);
    expect(fewest(errors, exact_mpmath.std_errors)).toBeGreaterThanOrEqual(standardErrors);
    expect(digits(fit.residualStandardDeviation, exact_mpmath.residual_sd)).toBeGreaterThanOrEqual(standardErrors);
    expect(digits(fit.rSquared, exact_mpmath.r_squared)).toBeGreaterThanOrEqual(name === 'Filip' ? 9 : 14.5);
  });
});
