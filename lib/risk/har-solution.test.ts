import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { seededNormals } from '@/test/seeded-normals';
import { harForecast } from './har';
import { emptyHarColumns } from './har-columns';
import { harComponents } from './har-components';
import { solveHar } from './har-solution';
import { growSums, joinSums, lowest, products, rowsFrom, sumsWidth } from './har-sums';

/** The regression of all returns, its rows cut after row `split`; null where it is left to the QR. */
function solved(returns: Float64Array, split: number) {
  const rows = rowsFrom(harComponents(returns), split);
  const [older, sums] = [new Float64Array(sumsWidth * 3), new Float64Array(sumsWidth * 2)];
  const count = returns.length - 41;
  growSums(rows, { start: split, step: -1, count: split + 1 }, split + 1, older.subarray(2 * sumsWidth));
  growSums(rows, { start: split + 1, step: 1, count: count - split - 1 }, count - split - 1, sums.subarray(sumsWidth));
  joinSums(older, 2 * sumsWidth, sums, sumsWidth);
  const into = emptyHarColumns(4);
  for (const column of Object.values(into)) column.fill(-7);
  // The second of two windows, written one place further on.
  const reached = solveHar({ sums, rows, begin: returns.length - 2, count: 2 }, 1, into, 1);
  expect([1, 2]).toContain(reached);
  for (const column of Object.values(into)) {
    expect([column[0], column[1], column[3]]).toEqual([-7, -7, -7]);
    if (reached === 1) expect(column[2]).toBe(-7);
  }
  return reached === 2 ? Object.fromEntries(Object.entries(into).map(([name, column]) => [name, column[2]])) : null;
}

/** Volatility that wanders, so that its past says something. */
const wandering = (seed: number, days: number) =>
  seededNormals(seed, days).map((value, i) => value * (0.01 + 0.006 * Math.sin(i / 40)));

describe('the solution of the HAR regression from its sums', () => {
  it.each([
    [1, 400, 200],
    [2, 400, 0],
    [3, 400, 358],
    [4, 90, 20],
    [5, 1_260, 1_000],
  ])('is that of the QR: seed %d, %d returns, cut after row %d', (seed, days, split) => {
    const returns = wandering(seed, days);
    const found = solved(returns, split)!;
    const { coefficients, ...numbers } = measuredValue(harForecast(returns));
    for (const name of ['varianceDaily', 'rSquared', 'lowestTargetDaily', 'highestTargetDaily'] as const)
      expect(Math.abs(found[name] / numbers[name] - 1), name).toBeLessThan(1e-11);
    for (const name of ['intercept', 'daily', 'weekly', 'monthly'] as const)
      expect(Math.abs(found[name] - coefficients[name]), name).toBeLessThan(1e-12 * Math.max(1, Math.abs(found[name])));
  });

  it('comes as far as the first window that it cannot tell, and goes on from where it is asked to', () => {
    const returns = wandering(6, 300);
    const rows = rowsFrom(harComponents(returns), 0);
    const sums = new Float64Array(sumsWidth * 4);
    growSums(rows, { start: 0, step: 1, count: 259 }, 256, sums);
    const windows = { sums, rows, begin: 296, count: 4 };
    const [all, some] = [emptyHarColumns(4), emptyHarColumns(4)];
    expect(solveHar(windows, 0, all, 0)).toBe(4);
    // The third one's products are gone.
    sums.fill(0, 2 * sumsWidth + products, 2 * sumsWidth + lowest);
    expect(solveHar(windows, 0, some, 0)).toBe(2);
    expect([some.varianceDaily[2], some.varianceDaily[3]]).toEqual([0, 0]);
    expect(solveHar(windows, 2, some, 0)).toBe(2);
    expect(solveHar(windows, 3, some, 0)).toBe(4);
    expect(solveHar(windows, 4, some, 0)).toBe(4);
    for (const name of Object.keys(all) as (keyof typeof all)[])
      expect(some[name].with(2, all[name][2])).toEqual(all[name]);
  });

  it('is none where a component is nearly a combination of the others', () => {
    // A move every fifth day of a sawtooth that hardly varies: the week's components hold all that the month's do.
    const returns = Float64Array.from({ length: 200 }, (_, i) => (i % 5 === 0 ? 0.01 : 0) * (1 + 1e-4 * Math.sin(i)));
    expect(solved(returns, 80)).toBeNull();
  });

  it('is none where a component or the target stands still', () => {
    const even = Float64Array.from({ length: 200 }, (_, i) => (i % 2 ? 0.01 : -0.01));
    expect(solved(even, 80)).toBeNull();
    expect(solved(even.fill(0), 80)).toBeNull();
  });

  describe('of moves that come again after some days', () => {
    /** Sizes by the day of the period, about 1 %, with some noise as a part of themselves. */
    const again = (sizes: readonly number[], noise: number) =>
      seededNormals(5, 200).map((value, i) => (i % 2 ? 0.01 : -0.01) * (sizes[i % sizes.length] + noise * value));
    const cases = [
      ['all stand still', [1]],
      ['the week stands still', [1, 1.4, 0.6, 1.9, 0.8]],
      ['the month stands still', [1, 1.5, 0.7]],
    ] as const;

    it.each(cases)('is none under a billionth of the level: %s', (_, sizes) => {
      expect(solved(again(sizes, 3e-10), 80)).toBeNull();
      expect(solved(again(sizes, 3e-11), 80)).toBeNull();
    });

    it.each(cases)('is one above: %s', (_, sizes) => {
      const returns = again(sizes, 3e-8);
      const { varianceDaily } = measuredValue(harForecast(returns));
      expect(solved(returns, 80)!.varianceDaily / varianceDaily).toBeCloseTo(1, 6);
    });
  });

  it('is none where a return left the doubles', () => {
    expect(solved(wandering(1, 200).with(50, 1e200), 80)).toBeNull();
  });

  it('is one right up to a condition of 200, and agrees there', () => {
    // The weekly component with some of the daily one's own, ever less.
    let least = 1;
    for (const own of [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001]) {
      const returns = wandering(7, 500).map((value, i) => (i % 21 === 0 ? 0.02 : 0.001) + own * 0.01 * value);
      const found = solved(returns, 230);
      if (found === null) continue;
      least = own;
      const { varianceDaily } = measuredValue(harForecast(returns));
      expect(Math.abs(found.varianceDaily / varianceDaily - 1)).toBeLessThan(1e-9);
    }
    expect(least).toBeLessThan(1);
  });
});
