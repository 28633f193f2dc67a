import { describe, expect, it } from 'vitest';
import { productError, sumError } from './double-double';

describe('the error of a sum', () => {
  it('is what rounding threw away, whichever term is the larger', () => {
    expect(sumError(1, 2 ** -60, 1)).toBe(2 ** -60);
    expect(sumError(2 ** -60, 1, 1)).toBe(2 ** -60);
    expect(sumError(2 ** 53, 1, 2 ** 53 + 1)).toBe(1);
    expect(sumError(-(2 ** 53), 3, -(2 ** 53) + 3)).toBe(0);
  });

  it('is zero where nothing was rounded', () => {
    expect(sumError(0.5, 0.25, 0.75)).toBe(0);
  });

  it('completes the sum of 0.1 and 0.2: their exact sum is 0.3000000000000000166…, the double 0.3000000000000000444…', () => {
    expect(sumError(0.1, 0.2, 0.1 + 0.2)).toBe(-(2 ** -55));
  });
});

describe('the error of a product', () => {
  it('is what rounding threw away, as exact integer arithmetic has it', () => {
    const pairs: [number, number][] = [
      [2 ** 53 - 1, 2 ** 53 - 1],
      [9_007_199_254_740_881, 6_755_399_441_055_743],
      [-123_456_789_012_345, 987_654_321_098_765],
      [134_217_729, 134_217_727],
    ];
    for (const [a, b] of pairs) {
      const product = a * b;
      expect(BigInt(productError(a, b, product))).toBe(BigInt(a) * BigInt(b) - BigInt(product));
    }
  });

  it('is zero where the product is exact', () => {
    expect(productError(1.5, -2.25, -3.375)).toBe(0);
  });
});
