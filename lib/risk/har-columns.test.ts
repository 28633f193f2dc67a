import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { relativeError } from '@/test/oracle-portfolios';
import { returns } from '@/test/witnessed-volatility';
import { harForecast } from './har';
import { emptyHarColumns, harColumns } from './har-columns';
import { harComponents } from './har-components';

describe('the columns of HAR forecasts', () => {
  it('have a place for each day that is asked for, and nothing before the 72nd return', () => {
    const columns = harColumns(returns, 60, 90);
    for (const [name, column] of Object.entries(columns)) {
      expect([name, column.length]).toEqual([name, 31]);
      expect([name, column.findIndex(Number.isFinite)]).toEqual([name, 11]);
    }
    expect(harColumns(returns, 10, 20).daily).toEqual(new Float64Array(11).fill(Number.NaN));
    expect(harColumns(returns, 80, 79).monthly).toEqual(new Float64Array());
  });

  it('say what the QR says of each day', () => {
    const { varianceDaily, intercept, rSquared } = harColumns(returns, 1_240, 1_300);
    for (let k = 0; k <= 60; k += 4) {
      const direct = measuredValue(harForecast(returns.subarray(0, 1_241 + k)));
      expect(relativeError(varianceDaily[k], direct.varianceDaily)).toBeLessThan(1e-11);
      expect(relativeError(intercept[k], direct.coefficients.intercept)).toBeLessThan(1e-9);
      expect(relativeError(rSquared[k], direct.rSquared)).toBeLessThan(1e-11);
    }
  });

  it('leave what lies behind their answer alone', () => {
    for (const [first, last] of [
      [10, 20],
      [60, 90],
      [100, 100],
      [1_200, 1_300],
    ]) {
      const room = emptyHarColumns(200);
      for (const column of Object.values(room)) column.fill(-7);
      const columns = harColumns(returns, first, last, harComponents(returns), room);
      const count = last - first + 1;
      for (const column of Object.values(columns)) {
        expect(column.subarray(0, count)).not.toContain(-7);
        expect(column.subarray(count)).toEqual(new Float64Array(200 - count).fill(-7));
      }
    }
  });

  it('refuse ends outside the returns', () => {
    for (const [first, last] of [
      [-1, 80],
      [0, 100],
      [0.5, 80],
      [0, 80.5],
    ])
      expect(() => harColumns(returns.subarray(0, 100), first, last)).toThrow(
        new RangeError(`harColumns: needs ends from 0 to 99, got ${first} to ${last}`),
      );
  });
});
