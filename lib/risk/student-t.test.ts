import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { studentByFraction, studentDensity } from './student-fraction';
import { studentQuantile, studentTwoSidedP } from './student-t';
import { pOfSeries, tailSeries } from './tail-series';

describe('the two-sided p of Student t', () => {
  it('is one at zero and even in t', () => {
    expect(studentTwoSidedP(0, 88)).toBe(1);
    expect(studentTwoSidedP(-2.5, 28)).toBe(studentTwoSidedP(2.5, 28));
  });

  it('agrees with the closed forms of one and two degrees of freedom', () => {
    expect(studentTwoSidedP(1, 1)).toBeCloseTo(0.5, 14);
    expect(studentTwoSidedP(1, 2)).toBeCloseTo(1 - 1 / Math.sqrt(3), 14);
  });

  it.each([
    [0.03, 88, 0.9761349872148788],
    [1.97, 88, 0.05198285029327698],
    [7.03, 88, 4.219279598070896e-10],
    [31.97, 88, 3.2182440603798345e-50],
    [32.03, 88, 2.7641926316880776e-50],
    [2.53, 250, 0.01202127955072522],
    [14.97, 250, 1.3243447194307801e-36],
    [31.97, 250, 2.6778704736149007e-90],
    [31.6, 1_000, 1.5612574288226431e-152],
    [0.47, 1, 0.7202941719496648],
    [20.03, 3, 0.0002719847903053165],
  ])(
    'has more than thirteen digits between the points of its series, and beyond them: t %d, ν %d, by mpmath',
    (t, df, p) => {
      expect(Math.abs(studentTwoSidedP(t, df) / p - 1)).toBeLessThan(3e-14);
    },
  );

  it('is that of the fraction, whatever t and ν, and however many ν were asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 40, noNaN: true }),
        (degreesOfFreedom, t) => {
          const p = studentByFraction(t, degreesOfFreedom)!;
          expect(Math.abs(studentTwoSidedP(t, degreesOfFreedom) - p)).toBeLessThanOrEqual(3e-14 * p);
          expect(studentTwoSidedP(-t, degreesOfFreedom)).toBe(studentTwoSidedP(t, degreesOfFreedom));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('has the bits of the series below 32, and of the fraction from there on', () => {
    const tail = {
      inverseDegrees: 1 / 88,
      pAt: (t: number) => studentByFraction(t, 88)!,
      densityAt: (t: number) => studentDensity(t, 88),
    };
    const series = tailSeries(tail, 32);
    for (let t = 0.01; t < 32; t += 0.0437) expect(studentTwoSidedP(t, 88)).toBe(pOfSeries(series, t));
    for (const t of [32, 32.01, 33.3, 50]) expect(studentTwoSidedP(t, 88)).toBe(tail.pAt(t));
  });

  it('has the same bits whatever was asked before', () => {
    const [one, other] = [studentTwoSidedP(2.53, 250), studentTwoSidedP(2.53, 249)];
    expect(one).not.toBe(other);
    for (let degreesOfFreedom = 1; degreesOfFreedom < 200; degreesOfFreedom++) studentTwoSidedP(2.5, degreesOfFreedom);
    expect([studentTwoSidedP(2.53, 250), studentTwoSidedP(2.53, 249)]).toEqual([one, other]);
  });

  it('of an infinite t is zero', () => {
    expect(studentTwoSidedP(Number.POSITIVE_INFINITY, 88)).toBe(0);
  });

  it('of what is not a number is not one either', () => {
    expect(studentTwoSidedP(Number.NaN, 88)).toBeNaN();
  });

  it('refuses degrees of freedom that are not positive', () => {
    for (const degreesOfFreedom of [0, -3, Number.NaN])
      expect(() => studentTwoSidedP(1, degreesOfFreedom)).toThrow(
        new RangeError(`studentTwoSidedP: needs positive degrees of freedom, got ${degreesOfFreedom}`),
      );
  });
});

describe('the quantile of Student t', () => {
  it('is odd about one half', () => {
    expect(studentQuantile(0.5, 10)).toBe(0);
    expect(studentQuantile(0.025, 88)).toBeCloseTo(-studentQuantile(0.975, 88), 13);
  });

  it('refuses probabilities at or beyond the ends and degrees of freedom that are not positive', () => {
    for (const [probability, df] of [
      [0, 88],
      [1, 88],
      [Number.NaN, 88],
      [0.5, 0],
    ])
      expect(() => studentQuantile(probability, df)).toThrow(
        new RangeError(
          `studentQuantile: needs a probability inside 0–1 and positive degrees of freedom, got ${probability} and ${df}`,
        ),
      );
  });
});

const reference = new URL('../../../shared/oracle/t_dist_reference.json', import.meta.url);

describe.skipIf(!existsSync(reference))('Student t beside mpmath (needs ../shared/oracle)', () => {
  type Row = [degreesOfFreedom: number, argument: string, value: string];
  const { two_sided_p, quantile }: { two_sided_p: Row[]; quantile: Row[] } = JSON.parse(
    existsSync(reference) ? readFileSync(reference, 'utf8') : '{}',
  );

  it('has 13 digits of every p, down to 1e-304', () => {
    expect(two_sided_p.length).toBe(300);
    // A p below 1e-307 is held by fewer bits, or by none: there the difference itself is asked to vanish.
    for (const [df, t, p] of two_sided_p)
      expect(Math.abs(studentTwoSidedP(Number(t), df) - Number(p)), `p of t ${t}, df ${df}`).toBeLessThanOrEqual(
        Math.max(1e-13 * Number(p), 1e-320),
      );
  });

  it('has 13 digits of every quantile, asked for from the tail, where a double holds the probability best', () => {
    expect(quantile.length).toBe(90);
    for (const [df, probability, t] of quantile) {
      const tail = Number((1 - Number(probability)).toPrecision(12));
      expect(Math.abs(-studentQuantile(tail, df) / Number(t) - 1), `t of ${probability}, df ${df}`).toBeLessThan(1e-13);
    }
  });
});
