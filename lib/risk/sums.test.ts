import { describe, expect, it } from 'vitest';
import { compensatedDot, compensatedSum } from './sums';

const column = (...values: number[]) => Float64Array.from(values);

describe('a compensated sum', () => {
  it('keeps the small terms that pass beside large ones', () => {
    expect(compensatedSum(column(1, 1e100, 1, -1e100))).toBe(2);
    expect(compensatedSum(column(1e16, 1, 1, 1, 1, -1e16))).toBe(4);
  });

  it('rounds once: ten tenths are one', () => {
    expect(compensatedSum(new Float64Array(10).fill(0.1))).toBe(1);
  });

  it('of nothing is zero', () => {
    expect(compensatedSum(column())).toBe(0);
  });
});

describe('a compensated product sum', () => {
  it('keeps the digits that a plain one loses to cancellation', () => {
    // 94906267² − 94906266 · 94906268 = 1, while each product needs 54 bits.
    expect(compensatedDot(column(94_906_267, -94_906_266), column(94_906_267, 94_906_268))).toBe(1);
    expect(compensatedDot(column(1e10, 1, -1e10), column(1e10, 1, 1e10))).toBe(1);
  });

  it('of nothing is zero', () => {
    expect(compensatedDot(column(), column())).toBe(0);
  });

  it('refuses columns of different lengths', () => {
    expect(() => compensatedDot(column(1, 2), column(1))).toThrow(
      new RangeError('compensatedDot: needs two columns of one length, got 2 and 1'),
    );
  });
});
