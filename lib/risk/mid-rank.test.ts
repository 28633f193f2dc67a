import { describe, expect, it } from 'vitest';
import { midRank } from './mid-rank';

const rankOfLast = (...values: number[]) => midRank(Float64Array.from(values), values.length - 1, values.length);

describe('the mid-rank', () => {
  it('counts the lower ones, and half of those equal, the value itself among them', () => {
    expect(rankOfLast(1, 2, 3, 4)).toBe(3.5 / 4);
    expect(rankOfLast(4, 3, 2, 1)).toBe(0.5 / 4);
    expect(rankOfLast(2, 2, 2, 2)).toBe(0.5);
    expect(rankOfLast(1, 2, 3, 2)).toBe((1 + 1) / 4);
    expect(rankOfLast(0, 0, 3, 2)).toBe(2.5 / 4);
    expect(rankOfLast(7)).toBe(0.5);
  });

  it('takes values within rounding for equal, and no others', () => {
    expect(rankOfLast(3 * (1 - 5e-13), 3)).toBe(0.5);
    expect(rankOfLast(3 * (1 + 5e-13), 3)).toBe(0.5);
    expect(rankOfLast(3 * (1 - 2e-12), 3)).toBe(0.75);
    expect(rankOfLast(3 * (1 + 2e-12), 3)).toBe(0.25);
  });

  it('is among the values up to its end, and no later or earlier ones', () => {
    expect(midRank(Float64Array.of(9, 1, 2, 3, 0), 3, 3)).toBe(2.5 / 3);
  });

  it('is no number where one of the values is none', () => {
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(rankOfLast(odd, 1, 2)).toBeNaN();
      expect(rankOfLast(1, 2, odd)).toBeNaN();
    }
  });
});
