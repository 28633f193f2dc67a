import cdf from '@stdlib/stats-base-dists-t-cdf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOfFraction, studentByFraction, studentDensity } from './student-fraction';

describe('the two-sided p of Student t by a continued fraction', () => {
  it('agrees with the closed forms of one, two and four degrees of freedom', () => {
    for (const t of [0.01, 0.3, 1, 1.7, 2.5, 6, 40, 1_000]) {
      const near = (degreesOfFreedom: number, expected: number) =>
        expect(Math.abs(studentByFraction(t, degreesOfFreedom)! - expected)).toBeLessThan(1e-15);
      near(1, 1 - (2 / Math.PI) * Math.atan(t));
      const s = t / Math.sqrt(2 + t * t);
      near(2, 1 - s);
      const u = t / Math.sqrt(4 + t * t);
      near(4, 1 - u * (1 + 4 / (4 + t * t) / 2));
    }
  });

  it('keeps its digits towards zero, where the general function comes to 1 too soon', () => {
    // The density in the middle times the width; what comes after is of the third order.
    for (const t of [1e-12, 1e-9, 1e-7]) {
      expect(Math.abs(studentByFraction(t, 1)! - (1 - (2 * t) / Math.PI))).toBeLessThan(2e-16);
      expect(Math.abs(studentByFraction(t, 2)! - (1 - t / Math.SQRT2))).toBeLessThan(2e-16);
    }
  });

  it('is one at zero and even in t', () => {
    expect(studentByFraction(0, 88)).toBe(1);
    expect(studentByFraction(-2.5, 88)).toBe(studentByFraction(2.5, 88));
  });

  it('has the digits of the general function, which has 12.9 of them from a hundredth on, whatever t and ν', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        (degreesOfFreedom, t) => {
          const p = studentByFraction(t, degreesOfFreedom);
          if (p === null) return;
          const general = 2 * cdf(-t, degreesOfFreedom);
          expect(Math.abs(p - general)).toBeLessThanOrEqual(2e-13 * general);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [12.9, 30, 8.968143590827033e-14],
    [31.3, 30, 1.8192567576447907e-24],
    [3.7, 88, 0.000374985371136744],
    [12.9, 88, 5.393365196193247e-22],
    [31.3, 88, 1.7879718672258793e-49],
    [3.7, 250, 0.00026515119614031784],
    [12.9, 250, 1.5904206061482035e-29],
    [12.9, 500, 4.550739013984984e-33],
    [12.9, 997, 2.5347373130498766e-35],
  ])('has fourteen digits and more of a far tail: t %d, ν %d, by mpmath', (t, degreesOfFreedom, expected) => {
    expect(Math.abs(studentByFraction(t, degreesOfFreedom)! / expected - 1)).toBeLessThan(4e-15);
  });

  it('answers for every t of ordinary size, and for the windows that are used', () => {
    for (const degreesOfFreedom of [1, 2, 3, 28, 88, 250, 898, 1_000])
      for (let t = 0; t < 30; t += 0.01) expect(studentByFraction(t, degreesOfFreedom)).not.toBeNull();
  });

  it('leaves the rest to the general function: broken and many degrees of freedom, a p of nothing, no number', () => {
    for (const [t, degreesOfFreedom] of [
      [1, 88.5],
      [1, 1_001],
      [70, 898],
      [Number.POSITIVE_INFINITY, 88],
      [Number.NaN, 88],
    ])
      expect(studentByFraction(t, degreesOfFreedom)).toBeNull();
  });
});

describe('the density of Student t', () => {
  it.each([
    [0, 1, 0.3183098861837907],
    [2, 1, 0.06366197723675814],
    [3.5, 88, 0.0012047591805358965],
    [12.9375, 250, 4.627746190402864e-29],
    [30, 1_000, 1.2151341190135477e-140],
  ])('at t %d, ν %d is that of mpmath', (t, degreesOfFreedom, expected) => {
    expect(Math.abs(studentDensity(t, degreesOfFreedom) / expected - 1)).toBeLessThan(3e-14);
  });

  it('is nothing where p is', () => {
    expect(studentDensity(70, 898)).toBe(0);
  });
});

it('the fraction is for whole degrees of freedom up to a thousand', () => {
  expect([1, 88, 1_000, 88.5, 1_001, Number.NaN].map(isOfFraction)).toEqual([true, true, true, false, false, false]);
});
