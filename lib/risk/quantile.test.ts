import { describe, expect, it } from 'vitest';
import { quantileOfSorted } from './quantile';

const sample = Float64Array.of(-3, -1, 0, 2, 10);

describe('the quantile of a sorted sample', () => {
  it('is an order statistic where the rank is whole', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantileOfSorted(sample, p))).toEqual([-3, -1, 0, 2, 10]);
  });

  it('lies between two of them in proportion where it is not (numpy: −2.2, 1.2, 8.4)', () => {
    expect(quantileOfSorted(sample, 0.1)).toBeCloseTo(-2.2, 14);
    expect(quantileOfSorted(sample, 0.65)).toBeCloseTo(1.2, 14);
    expect(quantileOfSorted(sample, 0.95)).toBeCloseTo(8.4, 14);
  });

  it('of one value is that value', () => {
    expect(quantileOfSorted(Float64Array.of(7), 0.3)).toBe(7);
    expect(quantileOfSorted(Float64Array.of(7), 1)).toBe(7);
  });

  it('refuses an empty sample and parts outside 0–1', () => {
    expect(() => quantileOfSorted(new Float64Array(), 0.5)).toThrow(
      new RangeError('quantileOfSorted: needs at least one value, got none'),
    );
    for (const p of [-0.01, 1.01, Number.NaN])
      expect(() => quantileOfSorted(sample, p)).toThrow(
        new RangeError(`quantileOfSorted: needs a probability from 0 to 1, got ${p}`),
      );
  });
});
