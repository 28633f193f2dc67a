import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pOfSeries, tailSeries } from './tail-series';

/** Student's p of one and of two degrees of freedom in closed form: arc tangents and square roots. */
const cauchy = {
  inverseDegrees: 1,
  pAt: (t: number) => (2 / Math.PI) * Math.atan2(1, t),
  densityAt: (t: number) => 1 / (Math.PI * (1 + t * t)),
};
const two = {
  inverseDegrees: 1 / 2,
  pAt: (t: number) => 2 / (2 + t * t) / (1 + t / Math.sqrt(2 + t * t)),
  densityAt: (t: number) => (2 + t * t) ** -1.5,
};

describe('a two-sided p by series about nodes', () => {
  it.each([
    ['one degree of freedom', cauchy],
    ['two', two],
  ])('has the digits of the closed form of %s, wherever it is asked', (_, tail) => {
    const series = tailSeries(tail, 32);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 32, maxExcluded: true, noNaN: true }), (t) => {
        expect(Math.abs(pOfSeries(series, t) / tail.pAt(t) - 1)).toBeLessThan(1e-15);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is that of the tail itself on a node', () => {
    const series = tailSeries(cauchy, 3);
    for (const t of [0, 1 / 16, 0.5, 2.9375, 3]) expect(pOfSeries(series, t)).toBe(cauchy.pAt(t));
  });

  it('asks the tail once a node, and only there', () => {
    const asked: number[] = [];
    const pAt = (t: number) => {
      asked.push(t);
      return two.pAt(t);
    };
    const series = tailSeries({ ...two, pAt }, 4);
    for (const t of [0, 0.03, 0.04, 0.09, 0.0624, 1, 1.031, 1.032, 3.999, 1, 0]) pOfSeries(series, t);
    expect(asked).toEqual([0, 1 / 16, 1, 17 / 16, 4]);
  });

  it('has the same bits whatever was asked before', () => {
    const [one, other] = [tailSeries(two, 8), tailSeries(two, 8)];
    for (let t = 0; t < 8; t += 0.013) pOfSeries(one, t);
    for (const t of [7.9, 0.01, 3.3]) expect(pOfSeries(other, t)).toBe(pOfSeries(one, t));
  });
});
