import { describe, expect, it } from 'vitest';
import { seededNormals } from '@/test/seeded-normals';
import { harComponents } from './har-components';
import { growSums, highest, joinSums, lowest, means, products, rowsFrom, sumsWidth } from './har-sums';

const components = harComponents(seededNormals(3, 120).map((value) => value / 90));
const { daily, weekly, monthly } = components;

/** The sums over some rows by their definition: means first, then products of deviations. */
function summed(rows: readonly number[], level: Float64Array): number[] {
  const columns = [
    rows.map((k) => daily[k] - level[0]),
    rows.map((k) => weekly[k] - level[1]),
    rows.map((k) => monthly[k] - level[2]),
    rows.map((k) => monthly[k + 21] - level[3]),
  ];
  const mean = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / Math.max(1, rows.length));
  const product = (i: number, j: number) =>
    rows.reduce((sum, _, at) => sum + (columns[i][at] - mean[i]) * (columns[j][at] - mean[j]), 0);
  const targets = rows.map((k) => monthly[k + 21]);
  return [
    rows.length,
    ...mean,
    ...[0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((j) => j >= i).map((j) => product(i, j))),
    Math.min(...targets),
    Math.max(...targets),
  ];
}

describe('the sums of the HAR regression', () => {
  it('stand in seventeen places: a count, four means, ten products and the extremes of the target', () => {
    expect([means, products, lowest, highest, sumsWidth]).toEqual([1, 5, 15, 16, 17]);
  });

  it('measure from the values of one row, and from its target 21 days later', () => {
    const { level } = rowsFrom(components, 30);
    expect([...level]).toEqual([daily[30], weekly[30], monthly[30], monthly[51]]);
  });

  it.each([
    ['upwards', 30, 1, 40],
    ['downwards', 30, -1, 31],
    ['of one row', 12, 1, 1],
  ] as const)('grow row by row to those of their definition, %s', (_, start, step, count) => {
    const rows = rowsFrom(components, 30);
    for (const keepFrom of [0, 1, count]) {
      const kept = new Float64Array(sumsWidth * (count - keepFrom + 2)).fill(-7);
      growSums(rows, { start, step, count }, keepFrom, kept);
      for (let i = 0; keepFrom + i <= count; i++) {
        const expected = summed(
          Array.from({ length: keepFrom + i }, (_, k) => start + step * k),
          rows.level,
        );
        const found = kept.subarray(sumsWidth * i, sumsWidth * (i + 1));
        // Spreads are some 1e-5: fifteen digits of them.
        for (const [place, value] of expected.entries()) expect(found[place], `place ${place}`).toBeCloseTo(value, 17);
      }
      expect(kept.subarray(sumsWidth * (count - keepFrom + 1))).toEqual(new Float64Array(sumsWidth).fill(-7));
    }
  });

  it.each([
    [30, 41],
    [1, 20],
    [25, 1],
  ])('of %i rows and of %i others are joined to those of all', (olderCount, newerCount) => {
    const rows = rowsFrom(components, 30);
    const [older, newer] = [new Float64Array(3 * sumsWidth).fill(-7), new Float64Array(3 * sumsWidth).fill(-7)];
    growSums(rows, { start: 30, step: -1, count: olderCount }, olderCount, older.subarray(sumsWidth, 2 * sumsWidth));
    growSums(rows, { start: 31, step: 1, count: newerCount }, newerCount, newer.subarray(sumsWidth, 2 * sumsWidth));
    joinSums(older, sumsWidth, newer, sumsWidth);
    const every = Array.from({ length: olderCount + newerCount }, (_, k) => 31 - olderCount + k);
    for (const [place, value] of summed(every, rows.level).entries())
      expect(newer[sumsWidth + place], `place ${place}`).toBeCloseTo(value, 16);
    for (const room of [newer.subarray(0, sumsWidth), newer.subarray(2 * sumsWidth)])
      expect(room).toEqual(new Float64Array(sumsWidth).fill(-7));
  });

  it('joined with those of no rows stay what they are', () => {
    const rows = rowsFrom(components, 30);
    const [older, none] = [new Float64Array(sumsWidth), new Float64Array(sumsWidth)];
    growSums(rows, { start: 30, step: -1, count: 20 }, 20, older);
    growSums(rows, { start: 31, step: 1, count: 0 }, 0, none);
    joinSums(older, 0, none, 0);
    expect(none).toEqual(older);
  });
});
