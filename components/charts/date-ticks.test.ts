import { describe, expect, it } from 'vitest';
import { isoDate } from '@/lib/risk/day';
import { dateTicks } from './date-ticks';

const marks = (first: string, last: string, most?: number) =>
  dateTicks(first, last, most).map(({ day, label }) => `${isoDate(day)} ${label.replaceAll('\u00a0', ' ')}`);

describe('dateTicks', () => {
  it('marks a year by quarters and says the year where it begins', () => {
    expect(marks('2020-04-01', '2021-03-31', 4)).toEqual([
      '2020-04-01 Apr 2020',
      '2020-07-01 Jul',
      '2020-10-01 Oct',
      '2021-01-01 Jan 2021',
    ]);
  });

  it('begins with the first whole month', () => {
    expect(marks('2020-12-31', '2021-03-31')).toEqual(['2021-01-01 Jan 2021', '2021-02-01 Feb', '2021-03-01 Mar']);
  });

  it('marks five years by their Januaries', () => {
    expect(marks('2016-01-04', '2021-03-31')).toEqual([
      '2017-01-01 2017',
      '2018-01-01 2018',
      '2019-01-01 2019',
      '2020-01-01 2020',
      '2021-01-01 2021',
    ]);
  });

  it('marks a month by weeks', () => {
    expect(marks('2021-03-01', '2021-03-31')).toEqual([
      '2021-03-01 1 Mar',
      '2021-03-08 8 Mar',
      '2021-03-15 15 Mar',
      '2021-03-22 22 Mar',
      '2021-03-29 29 Mar',
    ]);
  });

  it('marks a single day once', () => {
    expect(marks('2021-03-31', '2021-03-31')).toEqual(['2021-03-31 31 Mar']);
  });

  it.each([3, 4, 6, 8])('never marks more than %i times', (most) => {
    for (const last of [
      '1999-02-01',
      '1999-05-01',
      '2000-02-01',
      '2003-01-01',
      '2009-06-30',
      '2021-12-31',
      '2049-01-01',
    ])
      expect(dateTicks('1999-01-04', last, most).length).toBeLessThanOrEqual(most);
  });
});
