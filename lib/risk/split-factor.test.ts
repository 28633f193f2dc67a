import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '@/test/holdings';
import { isoDate } from './day';
import { type Split, splitFactor } from './split-factor';

const fourForOne: Split = { date: '2020-08-31', ratio: 4 };

describe('the split factor', () => {
  it('is 1 where nothing was split', () => {
    expect(splitFactor([], '2020-01-01', '2021-01-01')).toBe(1);
  });

  it('turns 100 shares of before a four-for-one split into 400', () => {
    expect(100 * splitFactor([fourForOne], '2020-08-01', '2020-09-01')).toBe(400);
  });

  it('counts a split from its ex-date: stated the day before it is old units, on the day itself new ones', () => {
    expect(splitFactor([fourForOne], '2020-08-30', '2020-08-31')).toBe(4);
    expect(splitFactor([fourForOne], '2020-08-31', '2020-09-30')).toBe(1);
    expect(splitFactor([fourForOne], '2020-08-01', '2020-08-30')).toBe(1);
  });

  it('looks back too: 400 shares stated after the split were 100 before it', () => {
    expect(400 * splitFactor([fourForOne], '2020-09-15', '2020-08-30')).toBe(100);
    expect(splitFactor([fourForOne], '2020-09-15', '2020-08-31')).toBe(1);
    expect(splitFactor([fourForOne], '2020-08-31', '2020-08-30')).toBe(0.25);
  });

  it('is 1 on the day the quantity is stated', () => {
    expect(splitFactor([fourForOne], '2020-08-31', '2020-08-31')).toBe(1);
  });

  it('multiplies several splits, reverse ones too, in any order of rows', () => {
    const splits = [
      { date: '2022-06-06', ratio: 0.7 },
      { date: '2021-07-20', ratio: 1.3 },
      { date: '2020-08-31', ratio: 1.1 },
    ];
    // By date. The other way round the last digit differs.
    const factor = 1.1 * 1.3 * 0.7;
    expect(factor).not.toBe(0.7 * 1.3 * 1.1);
    expect(splitFactor(splits, '2020-01-01', '2023-01-01')).toBe(factor);
    expect(splitFactor(splits.toReversed(), '2020-01-01', '2023-01-01')).toBe(factor);
    expect(splitFactor(splits, '2021-01-01', '2021-12-31')).toBe(1.3);
  });

  it('there and back again is 1, and by way of a day between it is the same', () => {
    const day = fc.integer({ min: 18_000, max: 18_400 });
    const splits = fc
      .uniqueArray(fc.record({ day, ratio: fc.double({ min: 0.05, max: 20, noNaN: true }) }), {
        selector: ({ day }) => day,
        maxLength: 6,
      })
      .map((drawn) => drawn.map(({ day, ratio }) => ({ date: isoDate(day), ratio })));
    fc.assert(
      fc.property(splits, day, day, day, (splits, a, b, c) => {
        const between = (from: number, to: number) => splitFactor(splits, isoDate(from), isoDate(to));
        expect(between(a, b) * between(b, a)).toBeCloseTo(1, 12);
        expect((between(a, b) * between(b, c)) / between(a, c)).toBeCloseTo(1, 12);
      }),
      laws,
    );
  });

  it('refuses ratios that are not finite and positive, also of splits outside the span', () => {
    for (const ratio of [0, -2, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => splitFactor([{ date: '1999-01-04', ratio }], '2020-01-01', '2021-01-01')).toThrow(
        new RangeError(`splitFactor: needs finite positive ratios, got ${ratio} on 1999-01-04`),
      );
  });

  it('refuses two splits on one date', () => {
    expect(() => splitFactor([fourForOne, fourForOne], '2020-01-01', '2021-01-01')).toThrow(
      new RangeError('splitFactor: needs one split a date, got two on 2020-08-31'),
    );
  });

  it('refuses dates the calendar does not have', () => {
    expect(() => splitFactor([], '2021-02-30', '2021-03-01')).toThrow(RangeError);
    expect(() => splitFactor([], '2021-02-28', '2021-13-01')).toThrow(RangeError);
    expect(() => splitFactor([{ date: '31/08/2020', ratio: 4 }], '2020-01-01', '2021-03-01')).toThrow(RangeError);
  });
});
