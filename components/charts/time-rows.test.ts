import { describe, expect, it } from 'vitest';
import { isoDate } from '@/lib/risk/day';
import { sampledRows, type TimeSeries, timeRows } from './time-rows';

const daily = (first: number, values: readonly number[]): TimeSeries => ({
  dates: values.map((_, i) => isoDate(first + i)),
  values,
});

describe('timeRows', () => {
  it('lays series that begin on different dates side by side', () => {
    const rows = timeRows([
      { dates: ['2021-03-30', '2021-03-31'], values: [0.2, 0.3] },
      { dates: ['2021-03-31', '2021-04-30'], values: [0.3, 0.4], low: [0.2, 0.2], high: [0.5, 0.6] },
    ]);
    expect(rows.map(({ date, values, bands }) => [date, values, bands])).toEqual([
      ['2021-03-30', [0.2, null], [null, null]],
      ['2021-03-31', [0.3, 0.3], [null, [0.2, 0.5]]],
      ['2021-04-30', [null, 0.4], [null, [0.2, 0.6]]],
    ]);
  });
});

describe('sampledRows', () => {
  const long = daily(
    10_000,
    Array.from({ length: 1_260 }, (_, i) => Math.sin(i)),
  );

  it('draws at most 300 rows of five years and keeps both ends', () => {
    const rows = timeRows([long]);
    const drawn = sampledRows(rows);
    expect(drawn.length).toBeLessThanOrEqual(300);
    expect(drawn[0]).toBe(rows[0]);
    expect(drawn.at(-1)).toBe(rows.at(-1));
  });

  it('keeps the few rows of a forecast that lie beyond the series', () => {
    const rows = timeRows([long, daily(11_259, [1, 2, 3])]);
    const drawn = sampledRows(rows);
    expect(drawn.length).toBeLessThanOrEqual(300);
    expect(drawn.slice(-2).map(({ values }) => values)).toEqual([
      [null, 2],
      [null, 3],
    ]);
  });

  it('thins evenly where most rows lack the first series', () => {
    const rows = timeRows([daily(0, [1]), long]);
    const drawn = sampledRows(rows, 100);
    expect(drawn).toHaveLength(100);
    expect(drawn.at(-1)).toBe(rows.at(-1));
  });
});
