import { describe, expect, it } from 'vitest';
import { relativeError } from '@/test/oracle-portfolios';
import { returns } from '@/test/witnessed-volatility';
import { harComponents } from './har-components';

describe('HAR components', () => {
  it('are the root mean squares of a day, a week and a month', () => {
    // Twenty days of ±1 %, then one of −4 %: |r| 0.04; week √((4·1 + 16)/5) %, month √((20·1 + 16)/21) %.
    const values = Float64Array.from({ length: 21 }, (_, i) => (i === 20 ? -0.04 : i % 2 ? 0.01 : -0.01));
    const { daily, weekly, monthly } = harComponents(values);
    expect([daily.length, weekly.length, monthly.length]).toEqual([1, 1, 1]);
    expect(daily[0]).toBe(0.04);
    expect(weekly[0]).toBeCloseTo(0.02, 16);
    expect(monthly[0]).toBeCloseTo(0.01 * Math.sqrt(36 / 21), 16);
  });

  it('begin with the 21st return, one element a day', () => {
    const { daily, weekly, monthly } = harComponents(returns);
    const rootMeanSquare = (last: number, days: number) => {
      let sum = 0;
      for (let i = last + 1 - days; i <= last; i++) sum += returns[i] ** 2;
      return Math.sqrt(sum / days);
    };
    expect(monthly.length).toBe(returns.length - 20);
    expect(weekly.length).toBe(monthly.length);
    expect(daily.length).toBe(monthly.length);
    for (let k = 0; k < monthly.length; k += 11) {
      expect(daily[k]).toBe(Math.abs(returns[k + 20]));
      expect(relativeError(weekly[k], rootMeanSquare(k + 20, 5))).toBeLessThan(1e-14);
      expect(relativeError(monthly[k], rootMeanSquare(k + 20, 21))).toBeLessThan(1e-14);
    }
  });

  it('leave the returns as they are', () => {
    const before = returns.slice();
    harComponents(returns);
    expect(returns).toEqual(before);
  });

  it('of fewer than 21 returns are empty', () => {
    for (const count of [0, 4, 5, 20])
      expect(harComponents(returns.subarray(0, count))).toEqual({
        daily: new Float64Array(),
        weekly: new Float64Array(),
        monthly: new Float64Array(),
      });
  });
});
