import { describe, expect, it } from 'vitest';
import { seededNormals } from '@/test/seeded-normals';
import { isoDate } from '../risk/day';
import { marketBeta } from '../risk/market-beta';
import { pairedReturns } from '../risk/returns';
import { rollingBetaAgainst, rollingBetaSeries } from './rolling-beta-series';

const count = 505;
const closesOf = (seed: number, along?: Float64Array) => {
  let level = 100;
  return seededNormals(seed, count).map((move, i) => {
    level *= 1 + 0.01 * move + (along && i > 0 ? 1.3 * (along[i] / along[i - 1] - 1) : 0);
    return level;
  });
};
const index = closesOf(1);
const own = closesOf(2, index);
const days = Int32Array.from({ length: count }, (_, i) => 19_000 + i);
const dates = Array.from(days.subarray(1), (day) => isoDate(day));
const pairs = pairedReturns(own, index);
const portfolio = { name: 'portfolio_return', dates, values: [...pairs.asset] };
const market = { name: 'market_return', dates, values: [...pairs.market] };

describe('the rolling beta of stored returns', () => {
  it('ends with the beta that is stored with the day, to the last bit, in either window', () => {
    for (const window of [90, 252]) {
      const series = rollingBetaSeries(portfolio, market, window, 252)!;
      const stored = marketBeta(pairs, { window });
      if (stored.status !== 'measured') throw new Error('is measured');
      expect([series.values.at(-1), series.low!.at(-1), series.high!.at(-1)]).toEqual([
        stored.value.beta,
        stored.value.betaLow,
        stored.value.betaHigh,
      ]);
      expect([series.dates.length, series.dates.at(-1), series.dropped]).toEqual([252, dates.at(-1), 0]);
    }
  });

  it('on another index is that of its closes, one return fewer', () => {
    const against = rollingBetaAgainst(portfolio, { days, closes: index }, 252, 252)!;
    const beside = rollingBetaSeries(portfolio, market, 252, 252)!;
    expect(against.dropped).toBe(1);
    expect(against.dates.at(-1)).toBe(dates.at(-1));
    expect(against.values.at(-1)).toBeCloseTo(beside.values.at(-1)!, 12);
    expect(against.values).toHaveLength(252);
  });

  it('is none with fewer returns than the window, and none on an index of other days', () => {
    const short = { ...portfolio, dates: dates.slice(-100), values: portfolio.values.slice(-100) };
    expect(rollingBetaSeries(short, market, 252, 252)).toBeNull();
    const elsewhere = { days: days.map((day) => day + 5_000), closes: index };
    expect(rollingBetaAgainst(portfolio, elsewhere, 90, 252)).toBeNull();
  });
});
