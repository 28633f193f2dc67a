import { describe, expect, it } from 'vitest';
import { flatSpread, isFlat, isFlatRange } from './flat';

const column = (...values: number[]) => Float64Array.from(values);

describe('flatness', () => {
  it('holds for equal returns, for one and for none', () => {
    expect(isFlat(column(0.01, 0.01, 0.01))).toBe(true);
    expect(isFlat(column(-0.2))).toBe(true);
    expect(isFlat(column())).toBe(true);
  });

  it('begins at a spread of 1e-12 of the scale of the price ratio', () => {
    expect(flatSpread).toBe(1e-12);
    expect(isFlatRange(0, 1e-12)).toBe(true);
    expect(isFlatRange(0, 1.01e-12)).toBe(false);
    expect(isFlatRange(-1e-12, 0)).toBe(true);
    expect(isFlatRange(-1.01e-12, 0)).toBe(false);
    expect(isFlatRange(3 - 4e-12, 3)).toBe(true);
    expect(isFlatRange(3 - 4.1e-12, 3)).toBe(false);
    expect(isFlatRange(-3 - 4e-12, -3)).toBe(true);
  });

  it('looks at the lowest and the highest return, wherever they stand', () => {
    expect(isFlat(column(0, 1e-6, 0))).toBe(false);
    expect(isFlat(column(1e-6, 0, 1e-6))).toBe(false);
    expect(isFlat(column(0, 0, 1e-6))).toBe(false);
  });

  it('is not what a return too large for a double is called', () => {
    expect(isFlat(column(0, Number.POSITIVE_INFINITY))).toBe(false);
    expect(isFlat(column(Number.POSITIVE_INFINITY))).toBe(false);
  });

  it('covers the rounding noise of a price that grows by the same fraction every day, however small', () => {
    for (const growth of [1.1, 1.001, 1.00001, 1.0000001, 0.99]) {
      const returns = Float64Array.from({ length: 90 }, (_, i) => (100 * growth ** (i + 1)) / (100 * growth ** i) - 1);
      expect(isFlat(returns)).toBe(true);
    }
  });
});
