import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closesOnAxis, type DatedCloses, daysUntil, requireDatedCloses } from './align';
import { dayNumber } from './day';

const series = (...closes: [day: number, close: number][]): DatedCloses => ({
  days: Int32Array.from(closes, ([day]) => day),
  closes: Float64Array.from(closes, ([, close]) => close),
});
const anySeries = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 1, max: 1000 })), {
    selector: ([day]) => day,
    maxLength: 40,
  })
  .map((closes) => series(...closes.sort(([a], [b]) => a - b)));

/** Every day on which one of the series has a close. */
const axisOf = (...all: readonly DatedCloses[]) =>
  Int32Array.from(new Set(all.flatMap(({ days }) => [...days]))).sort();

describe('closes on an axis', () => {
  it('stand at their days and are absent on all others', () => {
    expect(closesOnAxis(Int32Array.of(1, 2, 5, 7), series([2, 10], [7, 12]))).toEqual(
      Float64Array.of(Number.NaN, 10, Number.NaN, 12),
    );
    expect(closesOnAxis(Int32Array.of(1, 2), series())).toEqual(Float64Array.of(Number.NaN, Number.NaN));
  });

  it('lose and invent nothing', () => {
    fc.assert(
      fc.property(anySeries, anySeries, (one, other) => {
        const axis = axisOf(one, other);
        const column = closesOnAxis(axis, one);
        expect(column.length).toBe(axis.length);
        expect(Array.from(axis).filter((_, i) => !Number.isNaN(column[i]))).toEqual(Array.from(one.days));
        expect(column.filter((close) => !Number.isNaN(close))).toEqual(one.closes);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuse a day that is not on the axis, at either end and between', () => {
    const axis = Int32Array.of(dayNumber('2021-03-29'), dayNumber('2021-03-31'));
    for (const date of ['2021-03-26', '2021-03-30', '2021-04-01'])
      expect(() => closesOnAxis(axis, series([dayNumber(date), 1]))).toThrow(
        new RangeError(`closesOnAxis: needs days of the axis, got ${date}`),
      );
    expect(() => closesOnAxis(new Int32Array(0), series([0, 1]))).toThrow('got 1970-01-01');
  });

  it('refuse what is no series of closes', () => {
    expect(() => closesOnAxis(Int32Array.of(1, 2), series([2, 1], [1, 1]))).toThrow(
      /^closesOnAxis: needs days ascending/,
    );
  });
});

describe('dated closes', () => {
  const refused = (message: string, given: DatedCloses) =>
    expect(() => requireDatedCloses('somewhere', given)).toThrow(new RangeError(`somewhere: needs ${message}`));

  it('need one close a day', () => {
    refused('one close a day, got 2 days and 1 closes', { days: Int32Array.of(1, 2), closes: Float64Array.of(1) });
  });

  it('need ascending days without repetition', () => {
    refused('days ascending without repetition, got 1970-01-03 then 1970-01-02', series([2, 1], [1, 1]));
    refused('days ascending without repetition, got 1970-01-03 then 1970-01-03', series([2, 1], [2, 1]));
  });

  it('need closes that are finite and positive, the first one too', () => {
    for (const close of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      refused(`finite positive closes, got ${close} on 1970-01-02`, series([1, close], [2, 5]));
  });

  it('may be any number of them that keep to this', () => {
    fc.assert(
      fc.property(anySeries, (one) => {
        expect(() => requireDatedCloses('somewhere', one)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
    expect(() => requireDatedCloses('somewhere', series([1, 5e-324], [2, Number.MAX_VALUE]))).not.toThrow();
  });
});

describe('the days until as-of', () => {
  it('are those on or before it', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: -45, max: 45 }), ({ days }, asOf) => {
        expect(daysUntil(days, asOf)).toBe(days.filter((day) => day <= asOf).length);
      }),
      { numRuns: 1000 },
    );
  });
});
