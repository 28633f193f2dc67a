import { describe, expect, it } from 'vitest';
import { pairedReturns, simpleReturns } from './returns';
import { lastCloseIndex, longestSilence, stalePrices, tradingDaysSinceClose } from './staleness';

const none = Number.NaN;
const column = (...closes: number[]) => Float64Array.from(closes);
/** Ten closes followed by days without one. */
const silentFor = (days: number) => column(...Array.from({ length: 10 }, (_, i) => 100 + i), ...Array(days).fill(none));

describe('the newest close', () => {
  it('is the last day that has one, on or before as-of', () => {
    const closes = column(10, 11, none, 12, none);
    expect(lastCloseIndex(closes)).toBe(3);
    expect(lastCloseIndex(closes, 4)).toBe(3);
    expect(lastCloseIndex(closes, 3)).toBe(1);
    expect(lastCloseIndex(closes, 1)).toBe(0);
  });

  it('does not exist before the first close, nor in an empty column', () => {
    expect(lastCloseIndex(column(none, none, 5), 2)).toBe(-1);
    expect(lastCloseIndex(column(1, 2), 0)).toBe(-1);
    expect(lastCloseIndex(column())).toBe(-1);
  });

  it('refuses an as-of beyond the axis, before it or between two days', () => {
    for (const until of [3, -1, 0.5, none])
      expect(() => lastCloseIndex(column(1, 2), until)).toThrow(
        new RangeError(`lastCloseIndex: needs a whole number of axis days from 0 to 2, got ${until}`),
      );
  });

  it('is the one that returns carry', () => {
    const closes = column(10, none, 11, 12, none, none);
    for (let until = 0; until <= closes.length; until++)
      expect(simpleReturns(closes, until).lastClose).toBe(lastCloseIndex(closes, until));
  });
});

describe('staleness', () => {
  it('counts trading days since the newest close, none on the day of a close', () => {
    expect(tradingDaysSinceClose(simpleReturns(silentFor(0)))).toBe(0);
    expect(tradingDaysSinceClose(simpleReturns(silentFor(4)))).toBe(4);
  });

  it('begins after the fifth silent trading day, not on it', () => {
    expect(longestSilence).toBe(5);
    expect(stalePrices(simpleReturns(silentFor(5)), 9, 63)).toBeNull();
    expect(stalePrices(simpleReturns(silentFor(6)), 9, 63)).toEqual({
      status: 'unavailable',
      reason: 'stale_prices',
      observations: 9,
      required: 63,
    });
  });

  it('is told as of the day asked about: the same security was fresh while it traded', () => {
    expect(stalePrices(simpleReturns(silentFor(30), 15), 9, 63)).toBeNull();
    expect(stalePrices(simpleReturns(silentFor(30), 16), 9, 63)?.reason).toBe('stale_prices');
  });

  it('of a pair is that of its quieter side', () => {
    const market = column(...Array.from({ length: 16 }, (_, i) => 300 + i));
    expect(stalePrices(pairedReturns(silentFor(6), market), 9, 30)?.reason).toBe('stale_prices');
  });

  it('is not the word for a security that never had a price', () => {
    const silence = column(none, none, none);
    expect(stalePrices(simpleReturns(silence), 0, 30)).toEqual({
      status: 'unavailable',
      reason: 'no_prices',
      observations: 0,
      required: 30,
    });
    expect(stalePrices(simpleReturns(column(none, 5)), 0, 30)).toBeNull();
    expect(stalePrices(simpleReturns(column(5)), 0, 30)).toBeNull();
  });
});
