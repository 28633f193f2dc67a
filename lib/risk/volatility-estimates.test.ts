import { describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { seededNormals } from '@/test/seeded-normals';
import { dayNumber, isoDate } from './day';
import { simpleReturns } from './returns';
import { realizedVolatility } from './volatility';
import { datedWindow, volatilityEstimates } from './volatility-estimates';
import { volatilityForecast } from './volatility-forecast';
import { volatilityPercentile } from './volatility-percentile';
import { volatilityTrend } from './volatility-trend';

const start = dayNumber('2020-01-01');
const axisOf = (days: number) => Int32Array.from({ length: days }, (_, i) => start + i);

/** A close a day, some of them missing. */
function closesOf(days: number, ...missing: readonly (readonly [from: number, to: number])[]): Float64Array {
  let close = 100;
  const closes = seededNormals(17, days).map((value) => {
    close *= 1 + value / 100;
    return close;
  });
  for (const [from, to] of missing) closes.fill(Number.NaN, from, to + 1);
  return closes;
}

const estimatesOf = (closes: Float64Array) => volatilityEstimates(simpleReturns(closes), axisOf(closes.length));

describe('the volatility measures of a series', () => {
  // Two missing days are a return of three days; seven are a halt.
  const closes = closesOf(700, [600, 606], [650, 651]);
  const returns = simpleReturns(closes);
  const { values } = returns;
  const all = estimatesOf(closes);

  it('are those of the measures’ own pages', () => {
    const forecast = measuredValue(volatilityForecast(values));
    const har = measuredValue(forecast.har);
    expect(measuredValue(all.realized21d)).toMatchObject({
      volatilityAnnual: measuredValue(realizedVolatility(values, 21)).volatilityAnnual,
      standardErrorAnnual: measuredValue(realizedVolatility(values, 21)).standardErrorAnnual,
    });
    expect(measuredValue(all.realized63d).volatilityAnnual).toBe(
      measuredValue(realizedVolatility(values, 63)).volatilityAnnual,
    );
    expect(measuredValue(all.realized252d).volatilityAnnual).toBe(
      measuredValue(realizedVolatility(values, 252)).volatilityAnnual,
    );
    const { lowAnnual, highAnnual } = measuredValue(forecast.band);
    expect(measuredValue(all.forecast)).toEqual({
      volatilityAnnual: forecast.volatilityAnnual,
      method: 'HAR_EWMA',
      band: { status: 'measured', value: { lowAnnual, highAnnual } },
      ewmaAnnual: forecast.ewma.volatilityAnnual,
      observations: 689,
      firstDate: '2020-01-01',
      lastDate: isoDate(start + 699),
      dropped: 1,
    });
    expect(measuredValue(all.har)).toMatchObject({
      volatilityAnnual: har.volatilityAnnual,
      ...har.components,
      rSquared: har.rSquared,
      observations: 689,
    });
    const { label, ratio, z, pValue, strength } = measuredValue(volatilityTrend(values));
    expect(measuredValue(all.trend)).toMatchObject({ label, ratio, z, pValue, strength, observations: 84 });
    const { percentile, independentWindows } = measuredValue(volatilityPercentile(values));
    expect(measuredValue(all.percentile)).toMatchObject({
      percentile,
      independentWindows,
      values: 252,
      observations: 272,
    });
  });

  it('say from which close to which they reach, across missing days, and how many returns a halt took', () => {
    // The newest 21 returns end on day 699 and begin with the close of day 678.
    expect(measuredValue(all.realized21d)).toMatchObject({
      observations: 21,
      firstDate: isoDate(start + 678),
      lastDate: isoDate(start + 699),
      dropped: 0,
    });
    // 63 of them reach over the two missing days.
    expect(measuredValue(all.realized63d)).toMatchObject({ firstDate: isoDate(start + 634), dropped: 0 });
    expect(measuredValue(all.realized252d)).toMatchObject({ firstDate: isoDate(start + 437), dropped: 1 });
  });

  it('count a halt that ends with a window’s last close, and none that ends with its first', () => {
    const axis = axisOf(700);
    const at = returns.to.findIndex((day) => day > 607);
    expect(returns.halts).toEqual(Int32Array.of(607));
    expect(datedWindow(returns, axis, at, at + 5).dropped).toBe(0);
    expect(datedWindow(returns, axis, at - 1, at + 5).dropped).toBe(1);
    expect(datedWindow(returns, axis, at - 3, at - 1).dropped).toBe(0);
    expect(datedWindow({ ...returns, halts: Int32Array.of(608) }, axis, at, at).dropped).toBe(1);
  });

  it('are absent one by one while the history is short, each with its reason and what it needs', () => {
    const shortOf = (days: number) =>
      Object.entries(estimatesOf(closesOf(days))).flatMap(([name, estimate]) =>
        estimate.status === 'unavailable'
          ? [`${name} ${estimate.reason} ${estimate.observations}/${estimate.required}`]
          : [],
      );
    expect(shortOf(273)).toEqual([]);
    expect(shortOf(272)).toEqual(['percentile short_history 271/272']);
    expect(shortOf(72)).toEqual([
      'realized252d short_history 71/252',
      'har short_history 71/72',
      'trend short_history 71/84',
      'percentile short_history 71/272',
    ]);
    expect(shortOf(63)).toEqual([
      'realized63d short_history 62/63',
      'realized252d short_history 62/252',
      'forecast short_history 62/63',
      // There is no regression without a forecast to stand beside.
      'har short_history 62/63',
      'trend short_history 62/84',
      'percentile short_history 62/272',
    ]);
  });

  it('have a forecast without a band, and say so, until the errors of HAR can be told', () => {
    const { method, band } = measuredValue(estimatesOf(closesOf(504)).forecast);
    expect(method).toBe('EWMA');
    expect(band).toEqual({ status: 'unavailable', reason: 'short_history', observations: 503, required: 504 });
    expect(measuredValue(estimatesOf(closesOf(505)).forecast).method).toBe('HAR_EWMA');
  });

  it('are all stale where the newest close is more than five days old', () => {
    const required = {
      realized21d: 21,
      realized63d: 63,
      realized252d: 252,
      forecast: 63,
      har: 72,
      trend: 84,
      percentile: 272,
    };
    expect(Object.values(estimatesOf(closesOf(700, [695, 699]))).every(({ status }) => status === 'measured')).toBe(
      true,
    );
    expect(estimatesOf(closesOf(700, [694, 699]))).toEqual(
      Object.fromEntries(
        Object.entries(required).map(([name, needed]) => [
          name,
          { status: 'unavailable', reason: 'stale_prices', observations: 693, required: needed },
        ]),
      ),
    );
  });

  it('of a price that stands still are flat, and never 0', () => {
    const still = closesOf(700);
    still.fill(50, 400);
    const flat = estimatesOf(still);
    expect(flat.realized21d).toMatchObject({ reason: 'flat_asset' });
    expect(flat.realized63d).toMatchObject({ reason: 'flat_asset' });
    expect(flat.realized252d).toMatchObject({ reason: 'flat_asset' });
    expect(flat.trend).toMatchObject({ reason: 'flat_asset' });
    expect(flat.percentile).toMatchObject({ reason: 'flat_asset' });
    const constant = estimatesOf(new Float64Array(700).fill(50));
    expect(constant.forecast).toMatchObject({ reason: 'flat_asset' });
    expect(constant.har).toMatchObject({ reason: 'flat_asset' });
  });
});
