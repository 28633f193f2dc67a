import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { seededNormals } from '@/test/seeded-normals';
import { ewmaVolatility } from './ewma';
import { realizedVolatility } from './volatility';
import { ewmaDifference, isNoise, volatilityDifference } from './volatility-difference';

const normals = (seed: number, count: number) => seededNormals(seed, count);

/** Student t with five degrees of freedom, scaled to variance 1: tails like those of daily returns. */
function fatTails(seed: number, count: number): Float64Array {
  const draws = normals(seed, 6 * count);
  return Float64Array.from({ length: count }, (_, i) => {
    let squares = 0;
    for (let k = 1; k <= 5; k++) squares += draws[6 * i + k] ** 2;
    return draws[6 * i] / Math.sqrt(squares / 5) / Math.sqrt(5 / 3);
  });
}

/** How often the interval holds the true difference of two series that share a common part. */
function coverage(draw: typeof normals, days: number, of: typeof ewmaDifference): number {
  const rounds = 2_000;
  const truth = Math.sqrt(252) * (Math.sqrt(0.01 ** 2 + 0.008 ** 2) - Math.sqrt(0.01 ** 2 + 0.004 ** 2));
  let held = 0;
  for (let round = 0; round < rounds; round++) {
    const common = draw(3 * round + 1, days);
    const one = draw(3 * round + 2, days);
    const other = draw(3 * round + 3, days);
    const a = common.map((value, i) => 0.01 * value + 0.008 * one[i]);
    const b = common.map((value, i) => 0.01 * value + 0.004 * other[i]);
    const { low, high } = measuredValue(of(a, b));
    if (low <= truth && truth <= high) held++;
  }
  return held / rounds;
}

/** Series by the four operations, and what numpy and scipy say of them: day after day left out, and the weights unrolled. */
const saw = Float64Array.from({ length: 80 }, (_, i) => (((7 * i) % 11) - 5) / 500);
const other = Float64Array.from({ length: 80 }, (_, i) => (((5 * i) % 13) - 6) / 700);
const near = (found: ReturnType<typeof ewmaDifference>, [difference, low, high]: readonly number[]) => {
  const value = measuredValue(found);
  expect(value.difference).toBeCloseTo(difference, 14);
  // The quantile of t is scipy's, which has ten digits.
  expect(value.low).toBeCloseTo(low, 10);
  expect(value.high).toBeCloseTo(high, 10);
};

describe('volatilityDifference', () => {
  it.each([
    [3, 0.019847365019014025, -0.027954423537303187, 0.06764915357533124],
    [21, 0.012506806931469688, -0.0240922742849485, 0.049105888147887876],
    [63, 0.015451507231214539, -0.0009582511831891464, 0.031861265645618225],
  ])('over %d days agrees with numpy and scipy', (days, ...expected) => {
    near(volatilityDifference(saw, other, days), expected);
  });

  const a = normals(1, 100).map((value) => 0.01 * value);
  const b = normals(2, 100).map((value, i) => 0.012 * value + 0.3 * a[i]);

  it('is the difference of the two realized volatilities', () => {
    const { difference, low, high } = measuredValue(volatilityDifference(a, b, 63));
    const volatility = (returns: Float64Array) => measuredValue(realizedVolatility(returns, 63)).volatilityAnnual;
    expect(difference).toBeCloseTo(volatility(a) - volatility(b), 14);
    expect((low + high) / 2).toBeCloseTo(difference, 14);
    expect(low).toBeLessThan(difference);
  });

  it.each([
    ['21 normal days', normals, 21],
    ['63 normal days', normals, 63],
    ['63 days with fat tails', fatTails, 63],
  ])('holds the true difference about 95 times in 100: %s', (_, draw, days) => {
    const share = coverage(draw, days, (one, other) => volatilityDifference(one, other, days));
    expect(share).toBeGreaterThan(0.91);
    expect(share).toBeLessThan(0.97);
  });

  it('has no width for a book against itself, and little for one that shares nearly everything', () => {
    expect(measuredValue(volatilityDifference(a, a, 21))).toEqual({ difference: 0, low: 0, high: 0 });
    const width = (other: Float64Array) => {
      const { low, high } = measuredValue(volatilityDifference(a, other, 63));
      return high - low;
    };
    expect(width(a.map((value, i) => value + 0.01 * b[i]))).toBeLessThan(0.05 * width(b));
  });

  it('of a multiple is exact in proportion: everything moves together', () => {
    const { difference, low, high } = measuredValue(
      volatilityDifference(
        a.map((value) => 2 * value),
        a,
        63,
      ),
    );
    const one = measuredValue(realizedVolatility(a, 63)).volatilityAnnual;
    expect(difference).toBeCloseTo(one, 13);
    expect(high - low).toBeGreaterThan(0);
  });

  it('takes a series that stands still, as cash does', () => {
    const { difference, low } = measuredValue(volatilityDifference(a, new Float64Array(100), 21));
    expect(difference).toBeCloseTo(measuredValue(realizedVolatility(a, 21)).volatilityAnnual, 14);
    expect(low).toBeGreaterThan(0);
  });

  it('changes its sign with the order of the two', () => {
    const one = measuredValue(volatilityDifference(a, b, 63));
    const other = measuredValue(volatilityDifference(b, a, 63));
    expect([other.difference, other.low, other.high]).toEqual([-one.difference, -one.high, -one.low]);
  });

  it('needs the days it is asked for, and says how many there were', () => {
    expect(volatilityDifference(a.subarray(0, 20), b.subarray(0, 20), 21)).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 20,
      required: 21,
    });
    expect(() => volatilityDifference(a, b.subarray(1), 21)).toThrow(
      new RangeError('volatilityDifference: needs two series of the same days, got 100 and 99 returns'),
    );
    for (const days of [2, 21.5])
      expect(() => volatilityDifference(a, b, days)).toThrow(
        new RangeError(`volatilityDifference: needs a window of at least three returns, got ${days}`),
      );
    expect(
      volatilityDifference(
        a.map(() => 1e308),
        b,
        21,
      ),
    ).toEqual({ status: 'unavailable', reason: 'not_finite', observations: 21, required: 21 });
  });
});

describe('ewmaDifference', () => {
  const a = normals(1, 1_400).map((value) => 0.01 * value);
  const b = normals(2, 1_400).map((value, i) => 0.012 * value + 0.3 * a[i]);

  it.each([63, 100, 1_259, 1_260, 1_400])('of %d returns is the difference of the two EWMA volatilities', (count) => {
    const [one, other] = [a.subarray(0, count), b.subarray(0, count)];
    const volatility = (returns: Float64Array) => measuredValue(ewmaVolatility(returns)).volatilityAnnual;
    expect(measuredValue(ewmaDifference(one, other)).difference).toBeCloseTo(volatility(one) - volatility(other), 13);
  });

  it('holds the true difference about 95 times in 100', () => {
    const share = coverage(normals, 300, ewmaDifference);
    expect(share).toBeGreaterThan(0.91);
    expect(share).toBeLessThan(0.97);
  });

  it('agrees with numpy and scipy, of a series beside cash too', () => {
    near(ewmaDifference(saw, other), [0.014126331938214285, -0.011703025824252417, 0.03995568970068099]);
    near(ewmaDifference(saw, new Float64Array(80)), [0.0985807037387356, 0.08280247288103967, 0.11435893459643154]);
  });

  it('is unavailable where a return left the doubles', () => {
    const wild = saw.with(79, 1e200);
    expect(ewmaDifference(wild, other)).toEqual({
      status: 'unavailable',
      reason: 'not_finite',
      observations: 80,
      required: 63,
    });
  });

  it('has no width for a book against itself, and refuses too little', () => {
    expect(measuredValue(ewmaDifference(a, a))).toEqual({ difference: 0, low: 0, high: 0 });
    expect(ewmaDifference(a.subarray(0, 62), b.subarray(0, 62))).toMatchObject({ reason: 'short_history' });
    expect(() => ewmaDifference(a, b.subarray(1))).toThrow(
      new RangeError('ewmaDifference: needs two series of the same days, got 1400 and 1399 returns'),
    );
  });
});

describe('isNoise', () => {
  it('is a difference whose interval holds zero', () => {
    expect(isNoise({ difference: 0.1, low: -0.1, high: 0.3 })).toBe(true);
    expect(isNoise({ difference: 0.1, low: 0.05, high: 0.15 })).toBe(false);
    expect(isNoise({ difference: -0.1, low: -0.15, high: -0.05 })).toBe(false);
    expect(isNoise({ difference: 0.1, low: 0, high: 0.2 })).toBe(true);
    expect(isNoise({ difference: -0.1, low: -0.2, high: 0 })).toBe(true);
  });

  it('is not a change that is none, nor one that is exact', () => {
    expect(isNoise({ difference: 0, low: 0, high: 0 })).toBe(false);
    expect(isNoise({ difference: 0.1, low: 0.1, high: 0.1 })).toBe(false);
  });
});
