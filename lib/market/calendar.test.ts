import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  calendarVersion,
  isHalfDay,
  isTradingDay,
  lastClosedTradingDay,
  lastTradingDays,
  nextTradingDay,
  previousTradingDay,
  sessionClose,
  tradingDays,
} from './calendar';
import published from './calendar.fixture.json';

const years = Object.keys(published.closings) as (keyof typeof published.closings)[];

/** Every weekday of a year, by another road than the calendar's own: Date.UTC rolls days past the month's end over. */
function weekdays(year: string): string[] {
  return Array.from({ length: 366 }, (_, i) => new Date(Date.UTC(Number(year), 0, 1 + i)))
    .filter((day) => day.getUTCFullYear() === Number(year) && day.getUTCDay() % 6 !== 0)
    .map((day) => day.toISOString().slice(0, 10));
}

describe('the trading days', () => {
  it.each(years)('of %s are its weekdays without the closings the exchange published', (year) => {
    const closings = new Set(published.closings[year].split(' ').map((day) => `${year}-${day}`));
    const expected = weekdays(year).filter((day) => !closings.has(day));
    expect(tradingDays(`${year}-01-01`, `${year}-12-31`)).toEqual(expected);
    expect(expected).toHaveLength(published.tradingDayCounts[year]);
  });

  it('are 192 between 2015-06-11 and 2016-03-15, as two editions of the S&P 500 days in the R package bdscale have', () => {
    expect(tradingDays('2015-06-11', '2016-03-15')).toHaveLength(16657 - 16465);
  });

  const prices = new URL('../../../shared/data/prices_adjclose.csv', import.meta.url);
  it.skipIf(!existsSync(prices))('are exactly the days of real prices 2016 to 2021 (skipped without ../shared)', () => {
    const dates = readFileSync(prices, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, 10));
    expect(dates.length).toBeGreaterThan(1300);
    expect(tradingDays(dates[0], dates[dates.length - 1])).toEqual(dates);
  });

  it('include the Friday before a New Year on a Saturday and leave no holiday in its place', () => {
    for (const eve of ['1993-12-31', '1999-12-31', '2004-12-31', '2010-12-31', '2021-12-31', '2027-12-31']) {
      expect(isTradingDay(eve)).toBe(true);
      expect(isTradingDay(nextTradingDay(eve))).toBe(true);
    }
    expect(nextTradingDay('2027-12-31')).toBe('2028-01-03');
  });

  it('begin to leave out Martin Luther King day in 1998 and Juneteenth in 2022', () => {
    expect(['1997-01-20', '1998-01-19', '2021-06-18', '2022-06-20'].map(isTradingDay)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('go on by the rules beyond what the exchange has announced', () => {
    // 2035: Good Friday 23 March (Easter tables), 4 July a Wednesday, Christmas a Tuesday, ten holidays in all.
    expect(isTradingDay('2035-03-23')).toBe(false);
    expect(tradingDays('2035-01-01', '2035-12-31')).toHaveLength(weekdays('2035').length - 10);
    expect(isTradingDay('2050-12-30')).toBe(true);
  });
});

describe('walking the calendar', () => {
  it('steps over weekends, holidays and closings, and never answers the day itself', () => {
    expect(previousTradingDay('2001-09-17')).toBe('2001-09-10');
    expect(nextTradingDay('2001-09-10')).toBe('2001-09-17');
    expect(nextTradingDay('2001-09-12')).toBe('2001-09-17');
    expect(previousTradingDay('2012-10-31')).toBe('2012-10-26');
    expect(nextTradingDay('2025-01-08')).toBe('2025-01-10');
    expect(previousTradingDay('2026-11-22')).toBe('2026-11-20');
  });

  it('gives the days from one to the other with both ends, and none backwards', () => {
    expect(tradingDays('2018-12-04', '2018-12-06')).toEqual(['2018-12-04', '2018-12-06']);
    expect(tradingDays('2018-12-05', '2018-12-05')).toEqual([]);
    expect(tradingDays('2018-12-06', '2018-12-04')).toEqual([]);
  });

  it('counts sessions back from a day, itself included where it is one', () => {
    expect(lastTradingDays('2012-10-31', 3)).toEqual(['2012-10-25', '2012-10-26', '2012-10-31']);
    expect(lastTradingDays('2012-10-30', 1)).toEqual(['2012-10-26']);
    expect(lastTradingDays('2012-10-30', 0)).toEqual([]);
  });

  it('refuses dates that do not exist or that it does not know', () => {
    for (const date of ['2025-02-30', '2025-1-2', '', 'yesterday', '1989-12-29', '2051-01-03'])
      expect(() => isTradingDay(date), date).toThrow(RangeError);
    expect(() => previousTradingDay('1990-01-02')).toThrow(RangeError);
    expect(() => nextTradingDay('2050-12-30')).toThrow(RangeError);
    expect(() => lastTradingDays('1990-01-05', 5)).toThrow(RangeError);
  });
});

describe('the end of a session', () => {
  const early = new Map(
    Object.entries(published.earlyCloses).flatMap(([close, days]) => days.split(' ').map((day) => [day, close])),
  );

  it('is early on exactly the days the exchange published, 1990 to 2028', () => {
    expect(tradingDays('1990-01-01', '2028-12-31').filter(isHalfDay)).toEqual([...early.keys()].sort());
  });

  it('is at the published time of New York on every session, winter and summer', () => {
    const inNewYork = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    for (const day of tradingDays('1990-01-01', '2028-12-31'))
      expect(inNewYork.format(new Date(sessionClose(day)))).toBe(`${day} ${early.get(day) ?? '16:00'}`);
  });

  it('follows the days on which clocks change in New York, not in London', () => {
    expect(sessionClose('2026-03-06')).toBe('2026-03-06T21:00:00Z');
    expect(sessionClose('2026-03-09')).toBe('2026-03-09T20:00:00Z');
    expect(sessionClose('2026-10-30')).toBe('2026-10-30T20:00:00Z');
    expect(sessionClose('2026-11-02')).toBe('2026-11-02T21:00:00Z');
    // Until 2006 summer time began on the first Sunday of April.
    expect(sessionClose('2006-03-31')).toBe('2006-03-31T21:00:00Z');
    expect(sessionClose('2026-11-27')).toBe('2026-11-27T18:00:00Z');
  });

  it('does not exist on a day without a session', () => {
    expect(() => sessionClose('2026-11-26')).toThrow('sessionClose: needs a trading day, got 2026-11-26');
    expect(isHalfDay('2026-11-26')).toBe(false);
  });
});

describe('the last closed trading day', () => {
  it.each([
    ['2026-11-20T20:59:59Z', '2026-11-19'],
    ['2026-11-20T21:00:00Z', '2026-11-20'],
    ['2026-11-22T17:00:00Z', '2026-11-20'],
    // Friday evening in New York is Saturday in London.
    ['2026-11-21T03:00:00Z', '2026-11-20'],
    // Thanksgiving, then a half day.
    ['2026-11-26T23:00:00Z', '2026-11-25'],
    ['2026-11-27T17:59:59Z', '2026-11-25'],
    ['2026-11-27T18:00:00Z', '2026-11-27'],
    ['2001-09-16T12:00:00Z', '2001-09-10'],
    ['2025-01-09T23:00:00Z', '2025-01-08'],
  ])('at %s is %s', (now, expected) => {
    expect(lastClosedTradingDay(new Date(now))).toBe(expected);
  });

  it('needs a clock that tells the time', () => {
    expect(() => lastClosedTradingDay(new Date('never'))).toThrow(RangeError);
  });
});

it('names its edition in the width of its column', () => {
  expect(calendarVersion).toMatch(/^NYSE-\d{4}\.\d+$/);
  expect(calendarVersion.length).toBeLessThanOrEqual(16);
});
