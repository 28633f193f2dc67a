import { describe, expect, it } from 'vitest';
import { flatSpread, isFlat, isFlatRange, isFlatUntil, stands } from './flat';

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

describe('a return that may stand', () => {
  const isLike = (before: number, value: number) => stands(column(9, before, value), 2);

  it('is like the one before it within twice the spread, of its own scale', () => {
    expect(isLike(0.01, 0.01)).toBe(true);
    expect(isLike(0, 1.9e-12)).toBe(true);
    expect(isLike(0, 2.1e-12)).toBe(false);
    expect(isLike(2.1e-12, 0)).toBe(false);
    expect(isLike(0, 2e-12)).toBe(true);
    expect(isLike(3 + 7.9e-12, 3)).toBe(true);
    expect(isLike(3 + 8.1e-12, 3)).toBe(false);
    expect(isLike(-3 + 7.9e-12, -3)).toBe(true);
  });

  it('is each one that ends a flat window, whatever the scale', () => {
    for (const level of [0, 0.01, -0.5, 1, -1, 1e4])
      for (const spread of [-1, -0.99, 0, 0.5, 0.99, 1]) {
        const returns = column(level + spread * flatSpread * (1 + Math.abs(level)), level);
        if (isFlat(returns)) expect(stands(returns, 1)).toBe(true);
      }
  });
});

describe('the last returns up to one', () => {
  const returns = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i * i));
  returns.fill(0.25, 40, 120);
  returns.fill(-1e-3, 130, 141);
  returns[200] = Number.POSITIVE_INFINITY;
  returns.fill(0, 210, 260);
  // A slow drift, of which two neighbours are alike and the ends of a long window are not.
  for (let i = 270; i < 290; i++) returns[i] = 3 + i * 5e-13;

  it.each([1, 2, 3, 10, 11, 50, 80, 81, 300])('are flat, %i of them, wherever all of them are', (days) => {
    for (let end = days - 1; end < 300; end++)
      expect(isFlatUntil(returns, end, days), `up to ${end}`).toBe(isFlat(returns.subarray(end + 1 - days, end + 1)));
  });

  it('of a drift are flat for some days and not for more', () => {
    expect([2, 3, 8, 10].map((days) => isFlatUntil(returns, 289, days))).toEqual([true, true, true, false]);
  });

  it('are not flat where the last one moves, however it was before', () => {
    expect(isFlatUntil(column(1, 1, 1, 2), 3, 4)).toBe(false);
    expect(isFlatUntil(column(2, 1, 1, 1), 3, 4)).toBe(false);
    expect(isFlatUntil(column(2, 1, 1, 1), 3, 3)).toBe(true);
    expect(isFlatUntil(column(5), 0, 1)).toBe(true);
    expect(isFlatUntil(column(5, 7), 1, 1)).toBe(true);
  });
});
