import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueScale } from './value-scale';

describe('valueScale', () => {
  it('steps in round numbers', () => {
    expect(valueScale([0.83, 1.31]).ticks).toEqual([0.8, 1, 1.2, 1.4]);
    expect(valueScale([0, 0.61]).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    expect(valueScale([-0.093, 0.091]).ticks).toEqual([-0.1, -0.05, 0, 0.05, 0.1]);
  });

  it('does not open a step for the last bit of a sum', () => {
    expect(valueScale([0, 0.1 + 0.2]).high).toBe(0.3);
  });

  it('gives a series that stands still some room', () => {
    const { low, high } = valueScale([1, 1, 1]);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
    expect(valueScale([0, 0]).ticks.length).toBeGreaterThan(1);
  });

  it('leaves out what is not a number', () => {
    expect(valueScale([null, undefined, Number.NaN, Number.POSITIVE_INFINITY, 0, 1]).high).toBe(1);
    expect(valueScale([]).ticks).toEqual(valueScale([0, 1]).ticks);
  });

  it('holds every value in few ascending steps', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        fc.pre(Math.abs(a - b) > 1e-6);
        const { low, high, ticks } = valueScale([a, b]);
        const slack = Math.abs(a - b) * 1e-6;
        expect(low - slack).toBeLessThanOrEqual(Math.min(a, b));
        expect(high + slack).toBeGreaterThanOrEqual(Math.max(a, b));
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (let i = 1; i < ticks.length; i++) expect(ticks[i]).toBeGreaterThan(ticks[i - 1]);
      }),
    );
  });
});
