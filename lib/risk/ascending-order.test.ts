import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascendingOrder, mostInOrder } from './ascending-order';

function orderOf(...values: number[]): number[] {
  const order = new Int32Array(values.length).fill(-1);
  expect(ascendingOrder(Float64Array.from(values), order)).toBe(true);
  return [...order];
}

describe('the ascending order', () => {
  it('leads from the lowest to the highest, equal ones as they come', () => {
    expect(orderOf(3, 1, 2)).toEqual([1, 2, 0]);
    expect(orderOf(2, 1, 2, 1, 2)).toEqual([1, 3, 0, 2, 4]);
    expect(orderOf(5)).toEqual([0]);
  });

  it('holds where all lie in one bucket but one, and where the range is next to nothing or everything', () => {
    expect(orderOf(1e6, 0.3, 0.1, 0.2, 0.15)).toEqual([2, 4, 3, 1, 0]);
    expect(orderOf(5e-324, 0, 5e-324, 0)).toEqual([1, 3, 0, 2]);
    expect(orderOf(-1e308, 0, -2e307)).toEqual([0, 2, 1]);
  });

  it('is none where a value is no number or without end, and without values', () => {
    for (const values of [[], [1, Number.NaN, 2], [Number.NaN], [1, Number.POSITIVE_INFINITY], [-1e308, 1e308]]) {
      const order = new Int32Array(values.length).fill(-1);
      expect(ascendingOrder(Float64Array.from(values), order)).toBe(false);
      expect([...order]).toEqual(values.map(() => -1));
    }
  });

  it('tells values apart that share a step of the scale, and those that share its low digit or its high one', () => {
    const step = 1 / 65_535;
    expect(orderOf(1, 3.4 * step, 3.1 * step, 0, 3.4 * step, 3.2 * step)).toEqual([3, 2, 5, 1, 4, 0]);
    expect(orderOf(1, 258 * step, 2 * step, 514 * step, 0)).toEqual([4, 2, 1, 3, 0]);
    expect(orderOf(1, 513 * step, 512 * step, 515 * step, 514 * step, 0)).toEqual([5, 2, 1, 4, 3, 0]);
  });

  it('is one of up to 2,048 values, and none of more', () => {
    const values = Float64Array.from({ length: mostInOrder + 1 }, (_, i) => Math.sin(i));
    const order = new Int32Array(mostInOrder + 1).fill(-1);
    expect(ascendingOrder(values, order)).toBe(false);
    expect(order.every((place) => place === -1)).toBe(true);
    expect(ascendingOrder(values.subarray(1), order)).toBe(true);
    for (let k = 1; k < mostInOrder; k++) expect(values[1 + order[k - 1]]).toBeLessThanOrEqual(values[1 + order[k]]);
    expect(new Set(order.subarray(0, mostInOrder)).size).toBe(mostInOrder);
  });

  it('is that of the sort of the language, whatever the values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(0, 0.5, 1)), {
          minLength: 1,
          maxLength: 80,
        }),
        (values) => {
          const sorted = values.map((_, i) => i).sort((a, b) => values[a] - values[b] || a - b);
          expect(orderOf(...values)).toEqual(sorted);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
