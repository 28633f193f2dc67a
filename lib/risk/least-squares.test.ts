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

/** Correct decimal digits: −log₁₀ of the relative error. */
const digits = (got: number, exact: number) => -Math.log10(Math.abs(got / exact - 1));
const fewestDigits = (got: Float64Array, exact: readonly number[]) =>
  Math.min(...exact.map((value, j) => digits(got[j], value)));

describe('refinement', () => {
  it('keeps the digits of what is left over, where one coefficient’s last bit is a thousandth of it (mpmath)', () => {
    // A parabola twenty points wide, a hundred thousand away from zero: the intercept is 5e9.
    const far = Float64Array.from({ length: 20 }, (_, i) => 100_000 + i);
    const response = far.map((_, i) => Math.floor((i * i) / 2) + ((i * 7919) % 13));
    const design = { columns: [far, far.map((value) => value * value)], intercept: true };
    const fit = leastSquares(design, response) as LeastSquaresFit;
    expect(fewestDigits(fit.coefficients, [4999978274.362406, -99999.78270676691, 0.5])).toBeGreaterThan(14.5);
    expect(digits(fit.residualStandardDeviation, 3.96195976328077)).toBeGreaterThan(14.5);
    expect(digits(fit.rSquared, 0.9960436607241093)).toBeGreaterThan(14.5);
    expect(digits(fit.residuals[0], -3.6857142857142855)).toBeGreaterThan(14.5);
  });

  it('brings back what a plain solution loses to unlike columns (Longley, 1967; values of NIST StRD by mpmath)', () => {
    // Employment; then price deflator, product, unemployment, armed forces, population, year: condition 5e9.
    const longley = [
      [60323, 83, 234289, 2356, 1590, 107608, 1947],
      [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
      [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
      [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
      [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
      [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
      [64989, 99, 365385, 1870, 3547, 115094, 1953],
      [63761, 100, 363112, 3578, 3350, 116219, 1954],
      [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
      [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
      [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
      [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
      [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
      [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
      [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
      [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
    ];
    const columns = [1, 2, 3, 4, 5, 6].map((k) => Float64Array.from(longley, (row) => row[k]));
    const design = { columns, intercept: true };
    const fit = leastSquares(
      design,
      Float64Array.from(longley, (row) => row[0]),
    ) as LeastSquaresFit;
    const errors = coefficientStandardErrors(design, fit) as Float64Array;
    expect(
      fewestDigits(
        fit.coefficients,
        [
          -3482258.6345958184, 15.061872271373295, -0.035819179292591014, -2.020229803816825, -1.033226867173592,
          -0.051104105653580714, 1829.1514646135518,
        ],
      ),
    ).toBeGreaterThan(14.5);
    expect(
      fewestDigits(
        errors,
        [
          890420.3836073725, 84.91492577476694, 0.03349100777224319, 0.48839968165169945, 0.21427416316167527,
          0.22607320006937037, 455.478499142212,
        ],
      ),
    ).toBeGreaterThan(14.5);
    expect(digits(fit.residualStandardDeviation, 304.8540735619648)).toBeGreaterThan(14.5);
    expect(digits(fit.rSquared, 0.9954790045772957)).toBeGreaterThan(14.5);
  });

  it.each([3, 5, 6, 7])('goes on for as long as it brings something: 1 + x + … + x⁷ between −9 and −%i', (nearest) => {
    // In sixteenths every power and the response are exact in a double, while the columns are nearly alike.
    const x = Float64Array.from({ length: 16 * (9 - nearest) + 1 }, (_, i) => -nearest - i / 16);
    const columns = [1, 2, 3, 4, 5, 6, 7].map((power) => x.map((value) => value ** power));
    const response = x.map((_, i) => 1 + columns.reduce((sum, column) => sum + column[i], 0));
    const fit = leastSquares({ columns, intercept: true }, response) as LeastSquaresFit;
    expect(fit.coefficients).toEqual(new Float64Array(8).fill(1));
    expect(fit.residualStandardDeviation).toBe(0);
  });

  it('finds 1 + x + … + x⁵ under a noise ten thousand times as large (Wampler5 of NIST StRD)', () => {
    // The noise is orthogonal to every power of x up to the fifth.
    const noise = [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048];
    const x = Float64Array.from({ length: 21 }, (_, i) => i);
    const columns = [1, 2, 3, 4, 5].map((power) => x.map((value) => value ** power));
    const design = { columns, intercept: true };
    const response = x.map(
      (_, i) => 1 + columns.reduce((sum, column) => sum + column[i], 0) + 10_000 * noise[i <= 10 ? i : 20 - i],
    );
    const fit = leastSquares(design, response) as LeastSquaresFit;
    const errors = coefficientStandardErrors(design, fit) as Float64Array;
    expect(fit.coefficients).toEqual(column(1, 1, 1, 1, 1, 1));
    expect(
      fewestDigits(
        errors,
        [
          21523262.467816968, 23635517.34696805, 7793435.243315831, 1014755.0755034965, 56456.65121707516,
          1123.2485467931194,
        ],
      ),
    ).toBeGreaterThan(14.5);
    expect(digits(fit.rSquared, 0.002246689215749398)).toBeGreaterThan(14.5);
    for (const column of columns)
      expect(Math.abs(column.reduce((sum, value, i) => sum + value * fit.residuals[i], 0))).toBe(0);
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
