import { describe, expect, it } from 'vitest';
import {
  applyOrthogonal,
  applyTransposed,
  type HouseholderQr,
  householderQr,
  solveTransposedTriangular,
  solveTriangular,
} from './householder';

const column = (...values: number[]) => Float64Array.from(values);
const matrix = [column(3, 4, 0, 1), column(-1, 2, 5, 2), column(1e-3, -2e-3, 4e-3, 1e-3)];
const factorised = (columns: readonly Float64Array[]) => householderQr(columns) as HouseholderQr;

/** Column k of R, zeros below the diagonal. */
const triangle = ({ columns, diagonal }: HouseholderQr, k: number) =>
  columns[k].map((value, i) => (i < k ? value : i === k ? diagonal[k] : 0));

describe('the Householder factorisation', () => {
  it('multiplies back to the matrix, each column times its scale', () => {
    const qr = factorised(matrix);
    for (let k = 0; k < matrix.length; k++) {
      const product = triangle(qr, k);
      applyOrthogonal(qr, product);
      for (let i = 0; i < product.length; i++) expect(product[i] / qr.scales[k]).toBeCloseTo(matrix[k][i], 14);
    }
  });

  it('scales every column to a length of about one, by a power of two', () => {
    for (const scale of factorised([...matrix, column(1e12, 0, 3, 1)]).scales)
      expect(Number.isInteger(Math.log2(scale))).toBe(true);
    const long = factorised([column(3e9, 4e9, 0, 0)]);
    const short = factorised([column(3e-9, 4e-9, 0, 0)]);
    for (const { diagonal } of [long, short]) {
      expect(Math.abs(diagonal[0])).toBeGreaterThan(0.7);
      expect(Math.abs(diagonal[0])).toBeLessThan(1.42);
    }
  });

  it('turns there and back without changing lengths', () => {
    const qr = factorised(matrix);
    const there = column(1, -2, 3, 0.5);
    applyTransposed(qr, there);
    expect(Math.hypot(...there)).toBeCloseTo(Math.hypot(1, -2, 3, 0.5), 14);
    applyOrthogonal(qr, there);
    [1, -2, 3, 0.5].forEach((value, i) => {
      expect(there[i]).toBeCloseTo(value, 14);
    });
  });

  it('solves with R and with its transpose', () => {
    const qr = factorised(matrix);
    const r = [0, 1, 2].map((k) => triangle(qr, k));
    const right = column(1, 2, 3);
    const upper = right.slice();
    solveTriangular(qr, upper);
    for (let i = 0; i < 3; i++)
      expect(r[0][i] * upper[0] + r[1][i] * upper[1] + r[2][i] * upper[2]).toBeCloseTo(right[i], 13);
    const lower = right.slice();
    solveTransposedTriangular(qr, lower);
    for (let k = 0; k < 3; k++)
      expect(r[k][0] * lower[0] + r[k][1] * lower[1] + r[k][2] * lower[2]).toBeCloseTo(right[k], 13);
  });

  it('is null where one column is a combination of those before it', () => {
    expect(householderQr([column(1, 1, 1), column(0.1, 0.1, 0.1)])).toBeNull();
    expect(householderQr([column(1, 1, 1, 1), column(1, 2, 3, 4), column(3, 5, 7, 9)])).toBeNull();
    expect(householderQr([column(0, 0, 0)])).toBeNull();
  });

  it('keeps columns that differ in their ninth digit', () => {
    expect(householderQr([column(1, 1, 1), column(1, 1, 1 + 1e-9)])).not.toBeNull();
  });

  it('takes as many columns as rows', () => {
    expect(householderQr([column(2, 0), column(1, 1)])).not.toBeNull();
  });

  it('leaves the matrix as it was', () => {
    const original = column(3, 4);
    householderQr([original]);
    expect(original).toEqual(column(3, 4));
  });

  it('refuses no columns, columns of different lengths and more columns than rows', () => {
    const need = 'householderQr: needs columns of one length, no more of them than rows, got lengths';
    expect(() => householderQr([])).toThrow(new RangeError(`${need} none`));
    expect(() => householderQr([column(1, 2), column(1, 2, 3)])).toThrow(new RangeError(`${need} 2, 3`));
    expect(() => householderQr([column(1), column(2)])).toThrow(new RangeError(`${need} 1, 1`));
  });
});
