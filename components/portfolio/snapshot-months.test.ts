import { describe, expect, it } from 'vitest';
import { dayNumber, isoDate } from '@/lib/risk/day';
import { daysBeside, snapshotDays, snapshotMonths, weeksOfMonth } from './snapshot-months';

const days = ['2024-02-28', '2024-02-29', '2024-03-01', '2024-12-31', '2025-01-02'];

describe('snapshotMonths', () => {
  it('gives back the days it was given, the 29th and the 31st too, oldest first', () => {
    expect(snapshotDays(snapshotMonths([...days].reverse()))).toEqual(days);
    expect(snapshotDays(snapshotMonths([]))).toEqual([]);
  });

  it('says five years of days in fewer letters than a hundred dates', () => {
    const weekdays = Array.from({ length: 1826 }, (_, i) => isoDate(19_000 + i));
    expect(JSON.stringify(snapshotMonths(weekdays)).length).toBeLessThan(100 * '"2024-02-28",'.length);
  });
});

describe('daysBeside', () => {
  it('names the neighbours of a day that is among them', () => {
    expect(daysBeside(days, '2024-03-01')).toEqual({ before: '2024-02-29', after: '2024-12-31' });
  });

  it('names the neighbours of a day that is not', () => {
    expect(daysBeside(days, '2024-07-04')).toEqual({ before: '2024-03-01', after: '2024-12-31' });
  });

  it('knows where they end', () => {
    expect(daysBeside(days, '2025-01-02')).toEqual({ before: '2024-12-31', after: null });
    expect(daysBeside(days, '2024-02-28')).toEqual({ before: null, after: '2024-02-29' });
    expect(daysBeside(days, '2030-01-01')).toEqual({ before: '2025-01-02', after: null });
    expect(daysBeside([], '2030-01-01')).toEqual({ before: null, after: null });
  });
});

describe('weeksOfMonth', () => {
  it.each([
    ['2021-02', 4, 28],
    ['2024-02', 5, 29],
    ['2026-03', 6, 31],
    ['1969-12', 5, 31],
  ])('lays %s out in %i weeks of %i days, each under its weekday', (month, weeks, length) => {
    const laid = weeksOfMonth(dayNumber(`${month}-01`));
    expect(laid).toHaveLength(weeks);
    const numbers = laid.flat().filter((day) => day !== null);
    expect(numbers).toHaveLength(length);
    expect(isoDate(numbers[0])).toBe(`${month}-01`);
    // The weekday is the witness: JavaScript's own calendar.
    laid.forEach((week) => {
      week.forEach((day, column) => {
        if (day !== null) expect((new Date(`${isoDate(day)}T12:00Z`).getUTCDay() + 6) % 7).toBe(column);
      });
    });
  });
});
