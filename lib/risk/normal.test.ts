import cdf from '@stdlib/stats-base-dists-normal-cdf';
import { describe, expect, it } from 'vitest';
import { normalTwoSidedP } from './normal';
import { pOfSeries, tailSeries } from './tail-series';

describe('the two-sided p of the normal', () => {
  it('agrees with erfc(|z|/√2) of mpmath, also far out, and is even in z', () => {
    const expected: [number, number][] = [
      [0, 1],
      [0.5, 0.6170750774519738],
      [1.96, 0.04999579029644087],
      [2.5, 0.01241933065155227],
      [0.03, 0.9760670531717747],
      [1.03, 0.3030100055766874],
      [4.47, 7.821959720561411e-6],
      [8, 1.2441921148543568e-15],
      [8.97, 2.965144361222067e-19],
      [15.97, 2.0678589682623957e-57],
      [16.25, 2.2336442484952406e-59],
      [20, 5.5072482372124675e-89],
    ];
    for (const [z, p] of expected) {
      expect(Math.abs(normalTwoSidedP(z) / p - 1), `p of z ${z}`).toBeLessThan(1e-13);
      expect(normalTwoSidedP(-z)).toBe(normalTwoSidedP(z));
    }
  });

  it('has the bits of the series up to 16, and of the distribution function beyond', () => {
    const tail = {
      inverseDegrees: 0,
      pAt: (z: number) => 2 * cdf(-z, 0, 1),
      densityAt: (z: number) => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI),
    };
    const series = tailSeries(tail, 16);
    for (let z = 0.01; z < 16; z += 0.0437) expect(normalTwoSidedP(z)).toBe(pOfSeries(series, z));
    for (const z of [16, 16.01, 17.3, 30, 40]) expect(normalTwoSidedP(z)).toBe(tail.pAt(z));
    expect(normalTwoSidedP(Number.POSITIVE_INFINITY)).toBe(0);
  });

  it('refuses what is not a number', () => {
    expect(() => normalTwoSidedP(Number.NaN)).toThrow(new RangeError('normalTwoSidedP: needs a number, got NaN'));
  });
});
