import { describe, expect, it } from 'vitest';
import { marketBeta } from './market-beta';
import { pairedReturns } from './returns';
import { type RollingBeta, rollingBeta } from './rolling-beta';

const wave = (speed: number, count = 300) =>
  Float64Array.from({ length: count }, (_, i) => 100 + 5 * Math.sin(speed * i * i));
const index = wave(1);
const stock = wave(1.7).map((close, i) => close * index[i]);
const without = (column: Float64Array, from: number, to: number) => column.slice().fill(Number.NaN, from, to);
const rollingOf = (asset: Float64Array, options = {}): RollingBeta => {
  const rolling = rollingBeta(pairedReturns(asset, index), options);
  if (rolling.status === 'unavailable') throw new Error(rolling.reason);
  return rolling.value;
};

describe('rolling beta', () => {
  it('is marketBeta as of every day that has a full window behind it', () => {
    const holey = without(stock, 200, 203);
    const { axisIndexes, beta, low, high } = rollingOf(holey);
    expect(axisIndexes[0]).toBe(90);
    expect(axisIndexes[axisIndexes.length - 1]).toBe(299);
    expect(axisIndexes.length).toBe(210 - 3);
    axisIndexes.forEach((day, k) => {
      const alone = marketBeta(pairedReturns(holey, index, day + 1));
      expect(alone).toMatchObject({ value: { beta: beta[k], betaLow: low[k], betaHigh: high[k], lastClose: day } });
    });
  });

  it('gives as many of the newest points as asked', () => {
    const all = rollingOf(stock);
    const some = rollingOf(stock, { points: 40 });
    expect(some.beta).toEqual(all.beta.slice(-40));
    expect(some.axisIndexes).toEqual(all.axisIndexes.slice(-40));
    expect(rollingOf(stock, { points: 1 }).beta.length).toBe(1);
    expect(rollingOf(stock, { points: 5000 }).beta).toEqual(all.beta);
  });

  it('takes another window', () => {
    expect(rollingOf(stock, { window: 252 }).beta.length).toBe(299 - 251);
    expect(rollingOf(stock, { window: 299 }).beta.length).toBe(1);
    expect(rollingOf(stock, { window: 3 }).beta.length).toBe(299 - 2);
  });

  it('has no point where beta cannot be told', () => {
    const still = stock.slice().fill(50, 100, 200);
    const { axisIndexes } = rollingOf(still);
    // From close 190 on the 90 returns behind it are all zero, until close 200 moves again.
    expect(axisIndexes.includes(189)).toBe(true);
    for (let day = 190; day < 200; day++) expect(axisIndexes.includes(day)).toBe(false);
    expect(axisIndexes.includes(200)).toBe(true);
  });

  it('is unavailable without closes and with fewer returns than a window', () => {
    const never = new Float64Array(300).fill(Number.NaN);
    expect(rollingBeta(pairedReturns(never, index))).toEqual({
      status: 'unavailable',
      reason: 'no_prices',
      observations: 0,
      required: 90,
    });
    expect(rollingBeta(pairedReturns(stock, index, 90))).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 89,
      required: 90,
    });
    expect(rollingBeta(pairedReturns(stock, index, 91)).status).toBe('measured');
    expect(rollingBeta(pairedReturns(stock, index, 1))).toMatchObject({ reason: 'short_history', observations: 0 });
  });

  it('refuses windows and counts that make no sense', () => {
    const pairs = pairedReturns(stock, index);
    for (const [window, points] of [
      [2, 10],
      [90.5, 10],
      [90, 0],
      [90, Number.NaN],
    ])
      expect(() => rollingBeta(pairs, { window, points })).toThrow(
        new RangeError(
          `rollingBeta: needs a window of at least 3 returns and at least one point, got ${window} and ${points}`,
        ),
      );
  });
});
