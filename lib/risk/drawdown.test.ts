import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '@/test/holdings';
import * as witnessed from '@/test/witnessed-portfolio';
import { dayNumber } from './day';
import { maxDrawdown, worstDays } from './drawdown';
import { unavailable } from './estimate';
import { portfolioSeries } from './portfolio-series';
import { simpleReturns } from './returns';

/** A price a day from 2 January 2024 on, by whatever calendar. */
const axis = (days: number) => Int32Array.from({ length: days }, (_, i) => dayNumber('2024-01-02') + i);
const drawdownOf = (...closes: number[]) => maxDrawdown(simpleReturns(Float64Array.from(closes)), axis(closes.length));

describe('the maximum drawdown', () => {
  it('is the deepest fall from a high before it, with the days of high, low and recovery', () => {
    // 120 → 90 is 25 %, deeper than 100 → 80 (20 %) and 150 → 120 (20 %).
    expect(drawdownOf(100, 80, 120, 90, 110, 121, 150, 120)).toEqual({
      status: 'measured',
      value: {
        drawdown: expect.closeTo(0.25, 14),
        peakDate: '2024-01-04',
        troughDate: '2024-01-05',
        recoveryDate: '2024-01-07',
        observations: 7,
        firstDate: '2024-01-02',
        lastDate: '2024-01-09',
      },
    });
  });

  it('falls from the very first close too, and has no recovery while below it', () => {
    expect(drawdownOf(100, 50, 60, 99)).toMatchObject({
      value: {
        drawdown: 0.5,
        peakDate: '2024-01-02',
        troughDate: '2024-01-03',
        recoveryDate: null,
      },
    });
  });

  it('is over when the high is reached, to the cent', () => {
    expect(drawdownOf(100, 50, 100, 200)).toMatchObject({ value: { recoveryDate: '2024-01-04' } });
  });

  it('takes the recovery of the deepest fall, not of an earlier one', () => {
    // 20 % down and back, then 60 % down and not back.
    expect(drawdownOf(100, 80, 100, 40, 60)).toMatchObject({
      value: { drawdown: 0.6, peakDate: '2024-01-04', troughDate: '2024-01-05', recoveryDate: null },
    });
  });

  it('keeps the recovery of the deepest fall when a shallower one follows', () => {
    expect(drawdownOf(100, 50, 100, 75, 80)).toMatchObject({
      value: { drawdown: 0.5, troughDate: '2024-01-03', recoveryDate: '2024-01-04' },
    });
  });

  it('dates a high by its last day, and of equal falls tells the first', () => {
    expect(drawdownOf(100, 100, 50, 100, 50)).toMatchObject({
      value: { drawdown: 0.5, peakDate: '2024-01-03', troughDate: '2024-01-04', recoveryDate: '2024-01-05' },
    });
  });

  it('of a series that never fell is zero, at its start', () => {
    expect(drawdownOf(100, 100, 120)).toMatchObject({
      value: { drawdown: 0, peakDate: '2024-01-02', troughDate: '2024-01-02', recoveryDate: null },
    });
  });

  it('ends where leverage loses everything, or more', () => {
    const of = (...values: number[]) => {
      const returns = simpleReturns(new Float64Array(values.length + 1).fill(1));
      return maxDrawdown({ ...returns, values: Float64Array.from(values) }, axis(values.length + 1));
    };
    expect(of(0.5, -1, 3)).toMatchObject({ value: { drawdown: 1, troughDate: '2024-01-04', observations: 3 } });
    expect(of(0.5, -1.5, -3)).toMatchObject({ value: { drawdown: 1.5, troughDate: '2024-01-04', recoveryDate: null } });
  });

  it('is unavailable without returns, and where a value leaves the doubles', () => {
    expect(drawdownOf(100)).toEqual(unavailable('short_history', 0, 1));
    expect(drawdownOf()).toEqual(unavailable('short_history', 0, 1));
    expect(drawdownOf(1e-200, 1e200)).toEqual(unavailable('not_finite', 1, 1));
  });

  it('is what every pair of days says, and the units of price do not matter', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { minLength: 2, maxLength: 40 }), (closes) => {
        let deepest = 0;
        for (let i = 0; i < closes.length; i++)
          for (let j = i; j < closes.length; j++) deepest = Math.max(deepest, 1 - closes[j] / closes[i]);
        expect(drawdownOf(...closes)).toMatchObject({ value: { drawdown: expect.closeTo(deepest, 12) } });
        expect(drawdownOf(...closes.map((close) => close * 4))).toEqual(drawdownOf(...closes));
      }),
      laws,
    );
  });
});

describe('the worst days', () => {
  const returns = simpleReturns(Float64Array.of(100, 90, 99, 89.1, 100));

  it('are those of the lowest returns, of equal ones the earlier first', () => {
    const equal = { ...returns, values: Float64Array.of(-0.1, 0.1, -0.1, -0.2) };
    expect(worstDays(equal, axis(5), 3)).toEqual([
      { date: '2024-01-06', return: -0.2 },
      { date: '2024-01-03', return: -0.1 },
      { date: '2024-01-05', return: -0.1 },
    ]);
  });

  it('are all there are where there are fewer, gains included', () => {
    const few = { ...returns, values: Float64Array.of(-0.1, 0.1, -0.2, 0.3) };
    expect(worstDays(few, axis(5), 10).map((day) => day.return)).toEqual([-0.2, -0.1, 0.1, 0.3]);
    expect(worstDays(simpleReturns(new Float64Array()), axis(0), 10)).toEqual([]);
  });

  it('refuse to be none, or a part of one', () => {
    for (const days of [0, -1, 1.5, Number.NaN])
      expect(() => worstDays(returns, axis(5), days)).toThrow(
        new RangeError(`worstDays: needs a whole number of days above zero, got ${days}`),
      );
  });
});

describe('a book with gaps, by numpy (fixtures/portfolio.py)', () => {
  const { book, columns, until, expected } = witnessed;
  const calendar = axis(until);
  const series = portfolioSeries(book, columns, { until });
  if (series.status === 'unavailable') throw new Error(series.reason);
  const returns = series.value;
  const dayOf = (date: string) => dayNumber(date) - dayNumber('2024-01-02');

  it('has its deepest fall', () => {
    const found = maxDrawdown(returns, calendar);
    if (found.status === 'unavailable') throw new Error(found.reason);
    const { drawdown, peakDate, troughDate, recoveryDate } = found.value;
    expect(drawdown).toBeCloseTo(expected.drawdown.drawdown, 13);
    expect([dayOf(peakDate), dayOf(troughDate)]).toEqual([expected.drawdown.peakDay, expected.drawdown.troughDay]);
    expect(recoveryDate).toBe(expected.drawdown.recoveryDay);
  });

  it('has its worst days', () => {
    const found = worstDays(returns, calendar, 5);
    expect(found.map(({ date }) => dayOf(date))).toEqual(expected.worst.map(({ day }) => day));
    found.forEach((day, i) => {
      expect(day.return).toBeCloseTo(expected.worst[i].return, 15);
    });
  });
});
