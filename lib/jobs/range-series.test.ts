import { describe, expect, it } from 'vitest';
import type { DailyBar } from '../db/bars';
import { isoDate } from '../risk/day';
import { rangeSeries } from './range-series';

const dates = Array.from({ length: 60 }, (_, i) => isoDate(19_000 + i));
const bar = (date: string, i: number): DailyBar => {
  const close = 100 + 3 * Math.sin(i);
  return { date, range: { open: close - 0.5, high: close + 1, low: close - 1.5 }, close, adjustedClose: close };
};
const bars = dates.map(bar);

describe('a range estimator of stored bars', () => {
  it('has a point for each of the last days, dated as the days are', () => {
    const { dates: days, values } = rangeSeries(bars, dates, 'parkinson', 10);
    expect(days).toEqual(dates.slice(-10));
    expect(values.every((value) => value > 0)).toBe(true);
  });

  it('passes over days without a whole bar, and over a halt of more than five sessions', () => {
    const partial = bars.map((one, i) => (i === 50 ? { ...one, range: null } : one));
    expect(rangeSeries(partial, dates, 'yangZhang', 10).dates).not.toContain(dates[50]);
    // A week and a half without a bar: the day after it has no day before it, so that one day fewer is there.
    const halted = bars.filter((_, i) => i < 30 || i >= 38);
    const whole = rangeSeries(halted, [], 'parkinson', 100).dates.length;
    expect(rangeSeries(halted, dates, 'parkinson', 100).dates).toHaveLength(whole - 1);
  });

  it('is empty without bars', () => {
    expect(rangeSeries([], dates, 'garmanKlass', 10)).toEqual({ dates: [], values: [] });
  });
});
