import { betaRegression } from '@/lib/risk/beta-regression';
import type { Estimate } from '@/lib/risk/estimate';
import { ewmaVolatility } from '@/lib/risk/ewma';
import { type HarForecast, harForecast } from '@/lib/risk/har';
import { harComponents } from '@/lib/risk/har-components';
import { lineFit } from '@/lib/risk/line-fit';
import { type PairedReturns, pairedAlready, pairedReturns, type Returns, simpleReturns } from '@/lib/risk/returns';
import { rollingHar } from '@/lib/risk/rolling-har';
import { emptyLineFits, lineFitsOn, rollingLineFit } from '@/lib/risk/rolling-line-fit';
import { type RollingRegressor, rollingRegressor } from '@/lib/risk/rolling-regressor';
import { roomFor, scratch } from '@/lib/risk/scratch';
import { classicalSlopeError } from '@/lib/risk/slope-errors';
import { studentTwoSidedP } from '@/lib/risk/student-t';
import { realizedVolatility } from '@/lib/risk/volatility';
import { emptyVolatilityColumns, volatilityColumns } from '@/lib/risk/volatility-columns';
import { forecastBand, headline, volatilityForecast } from '@/lib/risk/volatility-forecast';
import { volatilityHistory } from '@/lib/risk/volatility-history';
import { volatilityPercentile } from '@/lib/risk/volatility-percentile';
import { volatilityTrend } from '@/lib/risk/volatility-trend';
import { rollingWelchBeta, welchBeta, welchWindows } from '@/lib/risk/welch-beta';

/**
 * All measures of a position, in the ways there are to take them of many dates. Each answers a number that depends on
 * everything it has measured, so that nothing can be left out.
 *
 * The rolling set is beta, alpha, R², standard error and p at 90 and 252 days, Welch's beta, realized volatility with
 * its error at 21, 63 and 252 days, EWMA, HAR, the headline, trend and percentile. Everything is that and the
 * regression's robust errors (HC1, HC3, Newey–West, the interval, both p of HC3) and the headline's band, which look at
 * each residual of each date's own line: they have no rolling form.
 */
export type Way = (closes: Float64Array, market: Float64Array, dates: number) => number;

export const betaWindows = [90, 252] as const;

const valueIn = <T>(estimate: Estimate<T>): T => {
  if (estimate.status === 'unavailable') throw new Error(`the bench needs every measure, got ${estimate.reason}`);
  return estimate.value;
};

/** The pairs as they were known after the first `count` of them. */
const firstPairs = (pairs: PairedReturns, count: number): PairedReturns => ({
  ...pairs,
  asset: pairs.asset.subarray(0, count),
  market: pairs.market.subarray(0, count),
  from: pairs.from.subarray(0, count),
  to: pairs.to.subarray(0, count),
  lastClose: pairs.to[count - 1],
  until: pairs.to[count - 1] + 1,
});

/** The same columns each time: a backfill writes on what it has read out of them. */
const fitsRoom = roomFor(emptyLineFits);
const volatilityRoom = roomFor(emptyVolatilityColumns);
const returnsRoom = scratch(Float64Array);
const componentRooms = { daily: scratch(Float64Array), weekly: scratch(Float64Array), monthly: scratch(Float64Array) };
const welchRoom = roomFor((dates) => new Float64Array(dates));

/** A line's slope, intercept, R², error and p as of each of the last `dates` returns. */
export function rollingBetaStatistics(asset: Float64Array, index: RollingRegressor): number {
  const { days: window, first, last } = index.windows;
  const dates = last - first + 1;
  const fit = lineFitsOn(index, asset, fitsRoom(dates));
  let sum = 0;
  for (let k = 0; k < dates; k++) {
    const pValue = studentTwoSidedP(fit.slope[k] / fit.slopeStandardError[k], window - 2);
    sum += fit.slope[k] + fit.intercept[k] + fit.rSquared[k] + pValue;
  }
  return sum;
}

function rolledVolatility(returns: Float64Array, dates: number): number {
  const last = returns.length - 1;
  const components = harComponents(returns, componentRooms);
  const columns = volatilityColumns(returns, components, last + 1 - dates, last, volatilityRoom(dates));
  let sum = 0;
  for (let k = 0; k < dates; k++)
    sum +=
      columns.realized21d.volatilityAnnual[k] +
      columns.realized63d.volatilityAnnual[k] +
      columns.realized252d.volatilityAnnual[k] +
      columns.headlineAnnual[k] +
      columns.trend.z[k] +
      columns.percentile[k];
  return sum;
}

/** What is taken of the index once for all positions: its returns, and their windows. */
type Index = {
  readonly returns: Returns;
  readonly betas: readonly RollingRegressor[];
  readonly welch: RollingRegressor;
};

let latest: { readonly market: Float64Array; readonly dates: number; readonly index: Index } | null = null;

/** Another book begins: what is taken of the index once for all positions is taken anew. */
export const beginBook = (): void => {
  latest = null;
};

function indexOf(market: Float64Array, dates: number): Index {
  if (latest?.market !== market || latest.dates !== dates) latest = { market, dates, index: newIndex(market, dates) };
  return latest.index;
}

function newIndex(market: Float64Array, dates: number): Index {
  const returns = simpleReturns(market);
  const last = returns.values.length - 1;
  const first = last + 1 - dates;
  return {
    returns,
    betas: betaWindows.map((days) => rollingRegressor(returns.values, { days, decay: 1, first, last })),
    welch: welchWindows(returns.values, first, last),
  };
}

/** The rolling set by the rolling forms: what a backfill costs. */
export const rolled: Way = (closes, market, dates) => {
  const index = indexOf(market, dates);
  const returns = simpleReturns(closes, closes.length, returnsRoom);
  const pairs = pairedAlready(returns, index.returns);
  // Closes without a gap, as the bench has them, are paired with the index's as they are.
  if (pairs === null) throw new RangeError('rolled: needs columns without a gap');
  const last = pairs.to.length - 1;
  let sum = rolledVolatility(returns.values, dates);
  for (const windows of index.betas) sum += rollingBetaStatistics(pairs.asset, windows);
  const welch = rollingWelchBeta(pairs, last + 1 - dates, last, welchRoom(dates), index.welch);
  for (let k = 0; k < dates; k++) sum += welch[k];
  return sum;
};

const directVolatility = (returns: Float64Array): number => {
  let sum = valueIn(volatilityTrend(returns)).z + valueIn(volatilityPercentile(returns)).percentile;
  for (const days of [21, 63, 252]) sum += valueIn(realizedVolatility(returns, days)).volatilityAnnual;
  return sum;
};

const windowRecomputed =
  (har: (returns: Float64Array) => Estimate<HarForecast>): Way =>
  (closes, market, dates) => {
    const all = simpleReturns(closes).values;
    const pairs = pairedReturns(closes, market);
    let sum = 0;
    for (let count = all.length + 1 - dates; count <= all.length; count++) {
      const returns = all.subarray(0, count);
      for (const window of betaWindows) {
        const fit = lineFit(pairs.market.subarray(count - window, count), pairs.asset.subarray(count - window, count));
        sum +=
          fit.slope + fit.intercept + fit.rSquared + studentTwoSidedP(fit.slope / classicalSlopeError(fit), window - 2);
      }
      sum += valueIn(welchBeta(firstPairs(pairs, count))).beta + directVolatility(returns);
      sum += headline(valueIn(ewmaVolatility(returns)), har(returns)).volatilityAnnual;
    }
    return sum;
  };

/** The rolling set by the direct functions of each date: our own naive form. */
export const recomputed: Way = windowRecomputed((returns) => rollingHar(returns, returns.length - 1)[0]);

/** The same with each date's HAR by the QR that the quick one is held against. */
export const recomputedByQr: Way = windowRecomputed(harForecast);

/** Everything, for many dates: the rolling forms, and beside them what has none. */
export const everythingRolled: Way = (closes, market, dates) => {
  const returns = simpleReturns(closes).values;
  const pairs = pairedReturns(closes, market);
  const components = harComponents(returns);
  let sum = 0;
  for (const day of volatilityHistory(returns, returns.length - dates))
    sum += valueIn(forecastBand(valueIn(day.forecast), components)).highAnnual + valueIn(day.trend).z;
  for (let count = pairs.to.length + 1 - dates; count <= pairs.to.length; count++)
    for (const window of betaWindows) sum += directRegression(pairs, window, count);
  for (const beta of rollingWelchBeta(pairs, pairs.to.length - dates)) sum += beta;
  return sum;
};

/** Everything by the direct functions of each date; with one date, what that date costs. */
export const everythingRecomputed: Way = (closes, market, dates) => {
  const all = simpleReturns(closes).values;
  const pairs = pairedReturns(closes, market);
  let sum = 0;
  for (let count = all.length + 1 - dates; count <= all.length; count++) {
    const returns = all.subarray(0, count);
    for (const window of betaWindows) sum += directRegression(pairs, window, count);
    sum += valueIn(welchBeta(firstPairs(pairs, count))).beta + directVolatility(returns);
    sum += valueIn(valueIn(volatilityForecast(returns)).band).highAnnual;
  }
  return sum;
};

function directRegression(pairs: PairedReturns, window: number, count: number): number {
  const market = pairs.market.subarray(count - window, count);
  return valueIn(betaRegression(market, pairs.asset.subarray(count - window, count), window)).betaHigh;
}

/** What is held against the peers' numbers: the newest date's, in the order they print them. */
export function newestNumbers(closes: Float64Array, market: Float64Array): number[] {
  const returns = simpleReturns(closes).values;
  const pairs = pairedReturns(closes, market);
  const betas = betaWindows.flatMap((window) => {
    const fit = rollingLineFit(pairs.market, pairs.asset, window, pairs.to.length - 1);
    return [fit.slope[0], fit.slopeStandardError[0]];
  });
  const [day] = volatilityHistory(returns, returns.length - 1);
  const forecast = valueIn(day.forecast);
  return [
    ...betas,
    rollingWelchBeta(pairs, pairs.to.length - 1)[0],
    valueIn(day.realized21d).volatilityAnnual,
    valueIn(day.realized63d).volatilityAnnual,
    valueIn(day.realized252d).volatilityAnnual,
    forecast.ewma.varianceDaily,
    valueIn(forecast.har).varianceDaily,
    forecast.volatilityAnnual,
    valueIn(day.trend).z,
    valueIn(day.percentile).percentile,
  ];
}
