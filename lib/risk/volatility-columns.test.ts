import { describe, expect, it } from 'vitest';
import { seededNormals } from '@/test/seeded-normals';
import { stressSeries } from '@/test/stress-series';
import { harComponents } from './har-components';
import { emptyVolatilityColumns, type VolatilityColumns, volatilityColumns } from './volatility-columns';
import { type VolatilityDay, volatilityHistory } from './volatility-history';

const columnsOf = (returns: Float64Array, first: number, last: number, into?: VolatilityColumns) =>
  volatilityColumns(returns, harComponents(returns), first, last, into);

/** Every column, whatever it is nested in. */
const allOf = (columns: object): Float64Array[] =>
  Object.values(columns).flatMap((one) => (one instanceof Float64Array ? [one] : allOf(one)));

/** The number that a day's estimates hold for each column, NaN where they hold none. */
function numbersOf(day: VolatilityDay): Record<string, number> {
  const forecast = day.forecast.status === 'measured' ? day.forecast.value : null;
  const har = forecast?.har.status === 'measured' ? forecast.har.value : null;
  const trend = day.trend.status === 'measured' ? day.trend.value : null;
  const realized = (name: 'realized21d' | 'realized63d' | 'realized252d') => {
    const estimate = day[name];
    return estimate.status === 'measured' ? estimate.value : null;
  };
  const numbers = {
    month: realized('realized21d')?.volatilityAnnual,
    monthError: realized('realized21d')?.standardErrorAnnual,
    quarter: realized('realized63d')?.volatilityAnnual,
    year: realized('realized252d')?.volatilityAnnual,
    ewma: forecast?.ewma.varianceDaily,
    har: har?.varianceDaily,
    headlineVariance: forecast?.varianceDaily,
    headline: forecast?.volatilityAnnual,
    z: trend?.z,
    pValue: trend?.pValue,
    percentile: day.percentile.status === 'measured' ? day.percentile.value.percentile : undefined,
  };
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value ?? Number.NaN]));
}

const numbersAt = (columns: VolatilityColumns, k: number): Record<string, number> => ({
  month: columns.realized21d.volatilityAnnual[k],
  monthError: columns.realized21d.standardErrorAnnual[k],
  quarter: columns.realized63d.volatilityAnnual[k],
  year: columns.realized252d.volatilityAnnual[k],
  ewma: columns.ewmaVarianceDaily[k],
  har: columns.har.varianceDaily[k],
  headlineVariance: columns.headlineVarianceDaily[k],
  headline: columns.headlineAnnual[k],
  z: columns.trend.z[k],
  pValue: columns.trend.pValue[k],
  percentile: columns.percentile[k],
});

describe('the columns of volatility', () => {
  it.each(stressSeries(1_500))(
    'are the numbers of the history, bit for bit, and none where it has none: %s',
    (_, all) => {
      for (const [first, last] of [
        [0, 300],
        [480, 560],
        [1_240, 1_499],
      ]) {
        const columns = columnsOf(all, first, last);
        const history = volatilityHistory(all, first, last);
        history.forEach((day, k) => {
          expect(numbersAt(columns, k), `day ${first + k}`).toEqual(numbersOf(day));
        });
      }
    },
  );

  it('are NaN, never 0 or infinite, where something stands still or leaves the doubles', () => {
    const values = seededNormals(4, 700).map((value) => value / 100);
    values.fill(0.001, 300, 400);
    values[600] = 1e200;
    for (const column of allOf(columnsOf(values, 0, 699)))
      expect(column.every((value) => Number.isNaN(value) || Math.abs(value) < Number.POSITIVE_INFINITY)).toBe(true);
    const { realized21d, trend, percentile } = columnsOf(values, 350, 350);
    expect([realized21d.volatilityAnnual[0], realized21d.standardErrorAnnual[0]]).toEqual([Number.NaN, Number.NaN]);
    expect([trend.z[0], trend.pValue[0], percentile[0]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('have the same bits however far the days go', () => {
    const returns = seededNormals(6, 700).map((value) => value / 100);
    const all = allOf(columnsOf(returns, 300, 699));
    for (const last of [300, 321, 400, 551, 552, 698])
      allOf(columnsOf(returns.subarray(0, last + 1), 300, last)).forEach((column, i) => {
        expect(column).toEqual(all[i].slice(0, last - 299));
      });
  });

  it('are written into the room that is given, whatever was there', () => {
    const returns = seededNormals(7, 700).map((value) => value / 100);
    const room = emptyVolatilityColumns(400);
    for (const column of allOf(room)) column.fill(5);
    expect(columnsOf(returns, 0, 399, room)).toBe(room);
    expect(room).toEqual(columnsOf(returns, 0, 399));
    expect(allOf(columnsOf(returns, 20, 19)).every((column) => column.length === 0)).toBe(true);
  });

  it('refuse ends outside the returns', () => {
    for (const [first, last] of [
      [-1, 5],
      [0, 100],
      [0.5, 5],
      [0, 5.5],
    ])
      expect(() => columnsOf(new Float64Array(100), first, last)).toThrow(
        new RangeError(`volatilityColumns: needs ends from 0 to 99, got ${first} to ${last}`),
      );
  });
});
