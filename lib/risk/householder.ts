/**
 * A matrix as an orthogonal one times a triangular one: columns · scales = Q · R, Q as a row of reflections.
 * Below the diagonal stand the reflections' vectors, above it R, in columns; R's diagonal stands apart.
 */
export type HouseholderQr = {
  readonly columns: readonly Float64Array[];
  readonly diagonal: Float64Array;
  /** The power of two by which each column was multiplied, so that none outweighs another by its unit. */
  readonly scales: Float64Array;
};

/**
 * The factorisation of a matrix given by its columns (all of one length, at least as long as they are many), by
 * Householder reflections. `null` where the columns do not determine a solution: one of them is, to rounding, a
 * combination of those before it.
 * Throws `RangeError` without columns, where their lengths differ, and where rows are fewer than columns.
 * Source: Golub and Van Loan, Matrix Computations, 5.2.1.
 */
export function householderQr(matrix: readonly Float64Array[]): HouseholderQr | null {
  const rows = matrix.length > 0 ? matrix[0].length : 0;
  if (matrix.length === 0 || rows < matrix.length || matrix.some((column) => column.length !== rows))
    throw new RangeError(
      `householderQr: needs columns of one length, no more of them than rows, got lengths ${matrix.map((column) => column.length).join(', ') || 'none'}`,
    );
  const scales = Float64Array.from(matrix, powerOfTwoScale);
  const columns = matrix.map((column, j) => column.map((value) => value * scales[j]));
  const diagonal = new Float64Array(matrix.length);
  // After scaling every column has a length of about 1, so that what is left of one is judged against 1.
  const negligible = rows * Number.EPSILON;
  for (let k = 0; k < columns.length; k++) {
    const vector = columns[k];
    const length = normFrom(vector, k);
    if (!(length > negligible)) return null;
    diagonal[k] = vector[k] > 0 ? -length : length;
    // The reflection's vector, normed so that the reflection is x − vector · (vectorᵀx).
    const size = Math.sqrt(length * (length + Math.abs(vector[k])));
    vector[k] -= diagonal[k];
    for (let i = k; i < rows; i++) vector[i] /= size;
    for (let j = k + 1; j < columns.length; j++) reflect(vector, k, columns[j]);
  }
  return { columns, diagonal, scales };
}

/** 2ᵏ such that the column times it has a length of about 1: exact to multiply by. 1 for a column of zeros. */
function powerOfTwoScale(column: Float64Array): number {
  const length = normFrom(column, 0);
  return length > 0 ? 2 ** -Math.round(Math.log2(length)) : 1;
}

function normFrom(column: Float64Array, start: number): number {
  let squares = 0;
  for (let i = start; i < column.length; i++) squares += column[i] * column[i];
  return Math.sqrt(squares);
}

function reflect(vector: Float64Array, start: number, target: Float64Array): void {
  let along = 0;
  for (let i = start; i < target.length; i++) along += vector[i] * target[i];
  for (let i = start; i < target.length; i++) target[i] -= along * vector[i];
}

/** Qᵀ times the target, in place. */
export function applyTransposed({ columns }: HouseholderQr, target: Float64Array): void {
  for (let k = 0; k < columns.length; k++) reflect(columns[k], k, target);
}

/** Q times the target, in place. */
export function applyOrthogonal({ columns }: HouseholderQr, target: Float64Array): void {
  for (let k = columns.length - 1; k >= 0; k--) reflect(columns[k], k, target);
}

/** The x of R·x = b for the first entries of the target, in place, by back substitution. */
export function solveTriangular({ columns, diagonal }: HouseholderQr, target: Float64Array): void {
  for (let k = columns.length - 1; k >= 0; k--) {
    target[k] /= diagonal[k];
    for (let i = 0; i < k; i++) target[i] -= columns[k][i] * target[k];
  }
}

/** The x of Rᵀ·x = b for the first entries of the target, in place, by forward substitution. */
export function solveTransposedTriangular({ columns, diagonal }: HouseholderQr, target: Float64Array): void {
  for (let k = 0; k < columns.length; k++) {
    for (let i = 0; i < k; i++) target[k] -= columns[k][i] * target[i];
    target[k] /= diagonal[k];
  }
}
