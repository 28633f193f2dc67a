import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '@/test/holdings';
import { orderFreeSum } from './order-free-sum';
import { compensatedSum } from './sums';

describe('the order-free sum', () => {
  it('is the sum, of anything that can be gone through', () => {
    expect(orderFreeSum([])).toBe(0);
    expect(orderFreeSum([1, 2, -4])).toBe(-1);
    expect(orderFreeSum(new Set([1, 2]))).toBe(3);
  });

  it('does not lose the small beside the large', () => {
    expect(orderFreeSum([1e16, 1, 1, -1e16])).toBe(2);
  });

  it('is the same to the last bit in any order', () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(values, (values) => {
        expect(Object.is(orderFreeSum(values) + 0, orderFreeSum(values.toReversed()) + 0)).toBe(true);
      }),
      laws,
    );
  });

  it('is so also where twice the precision is not enough to be right in any order', () => {
    const values = [1e40, 1, 1e20, -1e40, -1e20];
    expect(compensatedSum(Float64Array.from(values))).not.toBe(compensatedSum(Float64Array.from(values).reverse()));
    expect(orderFreeSum(values)).toBe(orderFreeSum(values.toReversed()));
  });
});
