import { describe, expect, it } from 'vitest';
import { dayNumber, isoDate } from '../risk/day';
import { ewmaVolatility } from '../risk/ewma';
import type { Returns } from '../risk/returns';
import { ewmaSeries } from './ewma-series';

const axis = Int32Array.from({ length: 401 }, (_, i) => dayNumber('2024-01-01') + i);

const returnsOf = (count: number, value: (i: number) => number): Returns => ({
  values: Float64Array.from({ length: count }, (_, i) => value(i)),
  from: Int32Array.from({ length: count }, (_, i) => i),
  to: Int32Array.from({ length: count }, (_, i) => i + 1),
  halts: new Int32Array(0),
  lastClose: count,
  until: count + 1,
});

describe('the EWMA series of a run', () => {
  it('has a point a day of the last ones, each from the returns up to it alone', () => {
    const returns = returnsOf(400, (i) => 0.01 * Math.sin(i * i));
    const series = ewmaSeries(returns, axis, 252)!;
    expect(series.dates).toHaveLength(252);
    expect(series.dates[0]).toBe(isoDate(axis[149]));
    expect(series.dates.at(-1)).toBe(isoDate(axis[400]));
    for (const k of [0, 100, 251]) {
      const alone = ewmaVolatility(returns.values.subarray(0, 149 + k));
      expect(alone.status === 'measured' && alone.value.volatilityAnnual).toBeCloseTo(series.values[k], 14);
    }
  });

  it('begins with the 63rd return of a young book, and is none before', () => {
    const young = ewmaSeries(
      returnsOf(70, (i) => 0.01 * Math.sin(i * i)),
      axis,
      252,
    )!;
    expect(young.dates).toHaveLength(8);
    expect(
      ewmaSeries(
        returnsOf(62, (i) => 0.01 * Math.sin(i * i)),
        axis,
        252,
      ),
    ).toBeNull();
  });

  it('has no point where nothing moves', () => {
    expect(
      ewmaSeries(
        returnsOf(100, () => 0),
        axis,
        252,
      ),
    ).toBeNull();
  });
});
