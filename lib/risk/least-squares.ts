import { productError, sumError } from './double-double';
import {
  applyOrthogonal,
  applyTransposed,
  type HouseholderQr,
  householderQr,
  solveTransposedTriangular,
  solveTriangular,
} from './householder';
import { deviations } from './moments';
import { compensatedDot } from './sums';

/** The regressors, one column each of one row an observation, and whether a column of ones goes before them. */
export type Design = { readonly columns: readonly Float64Array[]; readonly intercept: boolean };

export type LeastSquaresFit = {
  /** One a column of the design, the intercept first. */
  readonly coefficients: Float64Array;
  /** Response less fit, in the order of the rows. */
  readonly residuals: Float64Array;
  /** √(Σ residual² / degrees of freedom). */
  readonly residualStandardDeviation: number;
  /** Explained over total sum of squares, about the mean with an intercept, about zero without. */
  readonly rSquared: number;
  /** Rows less columns. */
  readonly degreesOfFreedom: number;
};

/**
 * The linear combination of columns nearest to the response in the sense of least squares.
 *
 * Householder QR, then iterative refinement of coefficients and residuals together, with what is left of the equations
 *
 *     residual + X·coefficients = response,    Xᵀ·residual = 0
 *
 * computed in twice the working precision: the coefficients come out right to about the last bit wherever the inputs as
 * doubles determine them.
 *
 * `null` where the columns do not determine the coefficients (one is a combination of others, as on a flat series).
 * Throws `RangeError` where lengths differ or rows are not more than columns.
 * Source: Björck, BIT 7 (1967), p. 257. Witness: the eleven linear sets of NIST StRD, mpmath with 50 digits.
 */
export function leastSquares(design: Design, response: Float64Array): LeastSquaresFit | null {
  const matrix = matrixOf('leastSquares', design, response.length);
  const qr = householderQr(matrix);
  if (qr === null) return null;
  const refined = refinedSolution(matrix, qr, response, new Float64Array(matrix.length));
  const coefficients = refined.solution;
  // The residuals are those of the refinement, not of the rounded coefficients: where a column is large beside what is
  // left over, the last bit of its coefficient alone would change them. A line that passes through every point, though,
  // leaves nothing, to the last bit.
  const left = residualOf(matrix, coefficients, response);
  const residuals = left.every((value) => value === 0) ? left : refined.residual;
  const degreesOfFreedom = response.length - matrix.length;
  const fitted = response.map((value, i) => value - residuals[i]);
  return {
    coefficients,
    residuals,
    residualStandardDeviation: Math.sqrt(compensatedDot(residuals, residuals) / degreesOfFreedom),
    rSquared: design.intercept
      ? shareExplained(deviations(fitted), deviations(response))
      : shareExplained(fitted, response),
    degreesOfFreedom,
  };
}

/**
 * The classical standard errors of a fit's coefficients, in their order: residual standard deviation × √ of the
 * diagonal of (XᵀX)⁻¹. Column j of that inverse is the solution of the equations above with zero for the response and
 * the unit vector −eⱼ for the zero below it, refined in the same way.
 * `null` and throws as `leastSquares`.
 */
export function coefficientStandardErrors(design: Design, fit: LeastSquaresFit): Float64Array | null {
  const rows = fit.residuals.length;
  const matrix = matrixOf('coefficientStandardErrors', design, rows);
  const qr = householderQr(matrix);
  if (qr === null) return null;
  return Float64Array.from(matrix, (_, j) => {
    const unit = new Float64Array(matrix.length);
    unit[j] = -1;
    return (
      fit.residualStandardDeviation * Math.sqrt(refinedSolution(matrix, qr, new Float64Array(rows), unit).solution[j])
    );
  });
}

function matrixOf(asker: string, { columns, intercept }: Design, rows: number): readonly Float64Array[] {
  const matrix = intercept ? [new Float64Array(rows).fill(1), ...columns] : columns;
  if (!(rows > matrix.length) || matrix.some((column) => column.length !== rows))
    throw new RangeError(
      `${asker}: needs more rows than its ${matrix.length} columns, all of one length, got ${rows} responses and columns of ${matrix.map((column) => column.length).join(', ')}`,
    );
  return matrix;
}

/** Rounding may carry a perfect fit over 1. A response without spread has nothing to explain: 0. */
function shareExplained(fitted: Float64Array, response: Float64Array): number {
  const total = compensatedDot(response, response);
  return total > 0 ? Math.min(1, compensatedDot(fitted, fitted) / total) : 0;
}

/** The solution x, and the residual r, of r + X·x = upper, Xᵀ·r = lower. */
function refinedSolution(
  matrix: readonly Float64Array[],
  qr: HouseholderQr,
  upper: Float64Array,
  lower: Float64Array,
): { solution: Float64Array; residual: Float64Array } {
  const solution = new Float64Array(matrix.length);
  const residual = new Float64Array(upper.length);
  let previous = Number.POSITIVE_INFINITY;
  for (;;) {
    const correction = augmentedSolution(
      qr,
      residualOf([...matrix, residual], [...solution, 1], upper),
      Float64Array.from(matrix, (column, j) => remainder(column, residual, lower[j])),
    );
    let size = 0;
    for (let j = 0; j < solution.length; j++) {
      solution[j] += correction.solution[j];
      size = Math.max(size, Math.abs(correction.solution[j]) / qr.scales[j]);
    }
    for (let i = 0; i < residual.length; i++) residual[i] += correction.residual[i];
    // Each round multiplies the correction by a rate that depends on the matrix. Once it no longer halves it is rounding
    // that is being corrected; and where the next one would reach no coefficient's last bit there is no need to make it.
    const rate = size / previous;
    const isWithinLastBit = (last: number, j: number) =>
      Math.abs(last * rate) < (Number.EPSILON / 4) * Math.abs(solution[j]);
    if (!(rate < 0.5) || (rate > 0 && correction.solution.every(isWithinLastBit))) return { solution, residual };
    previous = size;
  }
}

/** The same equations solved once, in working precision, through the factorisation. */
function augmentedSolution(qr: HouseholderQr, upper: Float64Array, lower: Float64Array) {
  const count = qr.columns.length;
  const inner = lower.map((value, j) => value * qr.scales[j]);
  solveTransposedTriangular(qr, inner);
  applyTransposed(qr, upper);
  const solution = upper.slice(0, count).map((value, j) => value - inner[j]);
  solveTriangular(qr, solution);
  upper.set(inner);
  applyOrthogonal(qr, upper);
  return { solution: solution.map((value, j) => value * qr.scales[j]), residual: upper };
}

/** start − Σ columnⱼ·factorⱼ, row by row, in twice the working precision and rounded once. */
function residualOf(columns: readonly Float64Array[], factors: ArrayLike<number>, start: Float64Array): Float64Array {
  const high = Float64Array.from(start);
  const low = new Float64Array(start.length);
  for (let j = 0; j < columns.length; j++) {
    const column = columns[j];
    const factor = -factors[j];
    for (let i = 0; i < high.length; i++) {
      const product = factor * column[i];
      const next = high[i] + product;
      low[i] += sumError(high[i], product, next) + productError(factor, column[i], product);
      high[i] = next;
    }
  }
  return high.map((value, i) => value + low[i]);
}

/** start − columnᵀ·vector, in twice the working precision and rounded once. */
function remainder(column: Float64Array, vector: Float64Array, start: number): number {
  let high = start;
  let low = 0;
  for (let i = 0; i < column.length; i++) {
    const product = -column[i] * vector[i];
    const next = high + product;
    low += sumError(high, product, next) + productError(-column[i], vector[i], product);
    high = next;
  }
  return high + low;
}
