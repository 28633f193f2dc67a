import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, isoDate } from './day';

describe('a day', () => {
  it('is counted from 1970-01-01', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('1970-01-02')).toBe(1);
    expect(dayNumber('1969-12-31')).toBe(-1);
    expect(dayNumber('2000-03-01') - dayNumber('2000-02-28')).toBe(2);
    expect(dayNumber('2021-03-31')).toBe(18_717);
    expect(isoDate(18_717)).toBe('2021-03-31');
  });

  it('comes back from its number as it went', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') }), (day) => {
        expect(dayNumber(isoDate(day))).toBe(day);
        expect(isoDate(day)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '2025-02-30',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '2023-02-29',
    '2025-1-2',
    '25-01-02',
    '0025-01-02',
    ' 2025-01-02',
    '2025-01-02 ',
    '2025-01-02T00:00:00Z',
    '2025-01-02T00:00',
    '12025-01-02',
    '',
    'today',
  ])('of the calendar is not %j', (date) => {
    expect(() => dayNumber(date)).toThrow(
      new RangeError(`dayNumber: needs a calendar date YYYY-MM-DD, got ${JSON.stringify(date)}`),
    );
  });

  it('may be a leap day', () => {
    expect(isoDate(dayNumber('2024-02-29') + 1)).toBe('2024-03-01');
  });
});
