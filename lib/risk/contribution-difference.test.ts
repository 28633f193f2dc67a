import { describe, expect, it } from 'vitest';
import { bookOf, stock } from '@/test/holdings';
import { measuredValue } from '@/test/measured-value';
import { seededNormals } from '@/test/seeded-normals';
import type { Closes } from './align';
import { contributionReach } from './contribution-difference';
import { type PortfolioSeries, portfolioSeries } from './portfolio-series';
import { volatilityContributions } from './risk-contribution';

const count = 120;
const closesOf = (seed: number, holes: readonly number[] = []): Closes => {
  let level = 50;
  const all = seededNormals(seed, count).map((shock) => (level *= 1 + shock / 80));
  for (const day of holes) all[day] = Number.NaN;
  return all;
};
/** The third trades on two days of three: where it has no close the other two stand for it. */
const columns = [
  closesOf(1),
  closesOf(2),
  closesOf(
    3,
    [...Array(count).keys()].filter((day) => day % 3 === 1),
  ),
];
const seriesOf = (quantities: readonly number[], of: readonly Closes[] = columns): PortfolioSeries =>
  measuredValue(
    portfolioSeries(bookOf(quantities.map((quantity, column) => stock(`S${column}`, quantity, 50, { column }))), of, {
      until: of[0].length,
    }),
  );

/** A position's contribution without one of the series' days. */
function without(series: PortfolioSeries, day: number, symbol: string): number {
  const drop = <T extends Int32Array | Float64Array>(column: T) => column.filter((_, i) => i !== day) as T;
  const left = {
    ...series,
    values: drop(series.values),
    from: drop(series.from),
    to: drop(series.to),
    coverage: drop(series.coverage),
  };
  return measuredValue(volatilityContributions(left)).positions.find((one) => one.symbol === symbol)!.component;
}

describe('the reach of the difference of two contributions', () => {
  it('is the jackknife of the contributions themselves, day after day left out, where coverage is partial too', () => {
    const [before, after] = [seriesOf([10, 10, 4]), seriesOf([6, 12, 4])];
    expect(before.coverage.some((share) => share < 1)).toBe(true);
    const reach = contributionReach(before, after)!;
    const days = before.values.length;
    expect(after.values.length).toBe(days);
    for (const [i, { symbol }] of before.priced.entries()) {
      const apart = Array.from(
        { length: days },
        (_, day) => without(after, day, symbol) - without(before, day, symbol),
      );
      const mean = apart.reduce((sum, value) => sum + value) / days;
      const error = Math.sqrt(((days - 1) / days) * apart.reduce((sum, value) => sum + (value - mean) ** 2, 0));
      // t of 0.975 with as many days less one, from mpmath.
      expect(days).toBe(119);
      expect(reach(before.priced[i], after.priced[i])).toBeCloseTo(1.980272249272975 * error, 12);
    }
  });

  it('of a position that is in one book alone is that of its contribution', () => {
    const [before, after] = [seriesOf([10, 10, 4]), seriesOf([6, 12, 4])];
    const reach = contributionReach(before, after)!;
    expect(reach(undefined, undefined)).toBe(0);
    expect(reach(undefined, after.priced[0])).toBeGreaterThan(0);
    expect(reach(before.priced[0], undefined)).toBe(contributionReach(before, before)!(undefined, before.priced[0]));
  });

  it('needs 63 days that both books have', () => {
    const [long, short] = [64, 63].map((days) =>
      seriesOf([1, 1], [closesOf(1).slice(0, days), closesOf(2).slice(0, days)]),
    );
    expect(contributionReach(long, long)).not.toBeNull();
    expect(contributionReach(long, short)).toBeNull();
    expect(contributionReach(short, long)).toBeNull();
  });
});
