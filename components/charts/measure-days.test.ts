import { describe, expect, it } from 'vitest';
import { type MeasuredDay, measureSeries } from './measure-days';
import { timeRows } from './time-rows';

const on = (date: string, value: number | null, rest: Partial<MeasuredDay> = {}): MeasuredDay => ({
  date,
  value,
  low: null,
  high: null,
  isStale: false,
  note: null,
  ...rest,
});

describe('a figure over its stored days', () => {
  it('is interrupted where it could not be measured and where no day is stored, once a gap', () => {
    const { series, notes } = measureSeries(
      [
        on('2024-01-02', 1),
        on('2024-01-05', null, { note: 'too little history' }),
        on('2024-01-08', null, { note: 'too little history' }),
        on('2024-01-09', 2),
        on('2024-01-12', 3),
      ],
      ['2024-01-03', '2024-01-04', '2024-01-10', '2024-01-11'],
    );
    expect(series.dates).toEqual(['2024-01-02', '2024-01-09', '2024-01-12']);
    expect(series.breaks).toEqual(['2024-01-03', '2024-01-10']);
    expect(notes.on).toEqual({
      '2024-01-03': 'no figures',
      '2024-01-04': 'no figures',
      '2024-01-05': 'too little history',
      '2024-01-08': 'too little history',
      '2024-01-10': 'no figures',
      '2024-01-11': 'no figures',
    });
    expect(timeRows([series]).map(({ date, values }) => [date, values[0]])).toEqual([
      ['2024-01-02', 1],
      ['2024-01-03', null],
      ['2024-01-09', 2],
      ['2024-01-10', null],
      ['2024-01-12', 3],
    ]);
  });

  it('is shaded where it is stale, from the first to the last day of each stretch', () => {
    const stale = { isStale: true };
    const { stale: spans, notes } = measureSeries(
      [on('2024-01-02', 1, stale), on('2024-01-03', 1, stale), on('2024-01-04', 1), on('2024-01-05', null, stale)],
      [],
    );
    expect(spans).toEqual([
      { from: '2024-01-02', to: '2024-01-03' },
      { from: '2024-01-05', to: '2024-01-05' },
    ]);
    expect(notes.on['2024-01-03']).toBe('stale');
  });

  it('has a band where any day has one, of no width where a day has none', () => {
    const { series } = measureSeries([on('2024-01-02', 1, { low: 0.5, high: 1.5 }), on('2024-01-03', 2)], []);
    expect([series.low, series.high]).toEqual([
      [0.5, 2],
      [1.5, 2],
    ]);
    expect(measureSeries([on('2024-01-02', 1)], []).series.low).toBeUndefined();
  });
});
