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

  it('are right to the last digits after an outlier has left, for nothing is ever subtracted', () => {
    const wild = returns.slice(0, 100).with(30, 1e4);
    const calm = harComponents(returns.slice(31, 100));
    const { weekly, monthly } = harComponents(wild);
    for (let k = 0; k < calm.monthly.length; k++) {
      expect(relativeError(weekly[31 + k], calm.weekly[k])).toBeLessThan(1e-15);
      expect(relativeError(monthly[31 + k], calm.monthly[k])).toBeLessThan(1e-15);
    }
  });

  it('are written into room that is given, and nothing behind them', () => {
    const own = harComponents(returns.subarray(0, 70));
    const room = { daily: new Float64Array(60), weekly: new Float64Array(55), monthly: new Float64Array(50) };
    for (const column of Object.values(room)) column.fill(-7);
    const { daily, weekly, monthly } = harComponents(returns.subarray(0, 70), {
      daily: () => room.daily,
      weekly: () => room.weekly,
      monthly: () => room.monthly,
    });
    expect({ daily, weekly, monthly }).toEqual(own);
    expect([daily.buffer, weekly.buffer, monthly.buffer]).toEqual(Object.values(room).map(({ buffer }) => buffer));
    expect(room.daily.subarray(50)).toEqual(new Float64Array(10).fill(-7));
    expect(room.weekly.subarray(50)).toEqual(new Float64Array(5).fill(-7));
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
