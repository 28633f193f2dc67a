import { describe, expect, it } from 'vitest';
import { relativeError } from '@/test/oracle-portfolios';
import { seededNormals } from '@/test/seeded-normals';
import { atEachLength, expected, returns } from '@/test/witnessed-volatility';
import { clippedKurtosis, kurtosis } from './kurtosis';

describe('kurtosis', () => {
  it('of two values as likely is 1, the least there is', () => {
    expect(kurtosis(Float64Array.of(3, 5, 3, 5))).toBe(1);
  });

  it('of 0, 0, 0, 0, 1 is 3.25: fourths (4·0.2⁴ + 0.8⁴)/5 = 0.0832 over the square of 0.16', () => {
    expect(kurtosis(Float64Array.of(0, 0, 0, 0, 1))).toBeCloseTo(3.25, 14);
  });

  it('of 100,000 normal values is 3 to its sampling error of √(24/n)', () => {
    expect(Math.abs(kurtosis(seededNormals(1, 100_000)) - 3)).toBeLessThan(3 * Math.sqrt(24 / 100_000));
  });

  it('does not mind level and unit', () => {
    const values = seededNormals(2, 84);
    const moved = values.map((value) => 1e-140 * value);
    expect(relativeError(kurtosis(moved), kurtosis(values))).toBeLessThan(1e-13);
    expect(relativeError(kurtosis(values.map((value) => value + 5)), kurtosis(values))).toBeLessThan(1e-12);
  });

  it('agrees with 50-digit decimals', () => {
    for (const [days, witness] of atEachLength(expected.realized))
      expect(relativeError(kurtosis(returns.subarray(returns.length - days)), witness.kurtosis)).toBeLessThan(1e-13);
  });

  it('is clipped to 3 below and to 12 above, and left alone between', () => {
    const day = (count: number) => Float64Array.from({ length: count }, (_, i) => (i === 0 ? 1 : 0));
    expect(clippedKurtosis(Float64Array.of(3, 5, 3, 5))).toBe(3);
    expect(clippedKurtosis(day(5))).toBeCloseTo(3.25, 14);
    // One day that differs among n: kurtosis n − 2 + 1/(n − 1), 11.0833… for 13 and 12.0769… for 14.
    expect(clippedKurtosis(day(13))).toBeCloseTo(11 + 1 / 12, 13);
    expect(clippedKurtosis(day(14))).toBe(12);
  });
});
