import type { Axis } from './align';
import { isoDate } from './day';
import { type Estimate, mapped } from './estimate';
import type { HarForecast } from './har';
import type { Returns } from './returns';
import { stalePrices } from './staleness';
import { type RealizedVolatility, realizedVolatility } from './volatility';
import { type ForecastMethod, type VolatilityForecast, volatilityForecast } from './volatility-forecast';
import type { VolatilityDay } from './volatility-history';
import { volatilityPercentile } from './volatility-percentile';
import { type TrendLabel, volatilityTrend } from './volatility-trend';

/** The days a number was made from: the close before the first return, that of the last, and what was left out. */
export type DatedWindow = {
  readonly observations: number;
  readonly firstDate: string;
  readonly lastDate: string;
  /** Returns across a halt within the window, excluded. */
  readonly dropped: number;
};

/** Every volatility measure of one return series on one day: a security's, or a portfolio's. Volatilities are yearly. */
export type VolatilityEstimates = {
  readonly realized21d: Estimate<RealizedOverWindow>;
  readonly realized63d: Estimate<RealizedOverWindow>;
  readonly realized252d: Estimate<RealizedOverWindow>;
  readonly forecast: Estimate<ForecastOverWindow>;
  readonly har: Estimate<HarOverWindow>;
  readonly trend: Estimate<TrendOverWindow>;
  readonly percentile: Estimate<PercentileOverWindow>;
};

export type RealizedOverWindow = DatedWindow & {
  readonly volatilityAnnual: number;
  readonly standardErrorAnnual: number;
};

export type ForecastOverWindow = DatedWindow & {
  readonly volatilityAnnual: number;
  readonly method: ForecastMethod;
  readonly band: Estimate<{ readonly lowAnnual: number; readonly highAnnual: number }>;
  readonly ewmaAnnual: number;
};

export type HarOverWindow = DatedWindow & {
  readonly volatilityAnnual: number;
  readonly dailyAnnual: number;
  readonly weeklyAnnual: number;
  readonly monthlyAnnual: number;
  readonly rSquared: number;
};

export type TrendOverWindow = DatedWindow & {
  readonly label: TrendLabel;
  readonly ratio: number;
  readonly z: number;
  readonly pValue: number;
  readonly strength: number;
};

export type PercentileOverWindow = DatedWindow & {
  readonly percentile: number;
  /** Daily values it is ranked among, and how many of them say something of their own. */
  readonly values: number;
  readonly independentWindows: number;
};

/** The dates of the returns from `first` to `last` of a series on an axis. */
export function datedWindow(returns: Returns, axis: Axis, first: number, last: number): DatedWindow {
  const from = returns.from[first];
  const to = returns.to[last];
  return {
    observations: last - first + 1,
    firstDate: isoDate(axis[from]),
    lastDate: isoDate(axis[to]),
    dropped: countWithin(returns.halts, from, to),
  };
}

/** How many of the days lie after one and not after another. */
function countWithin(days: Int32Array, after: number, to: number): number {
  let count = 0;
  for (const day of days) if (day > after && day <= to) count++;
  return count;
}

/** The measures as of the newest return of a series, before they are dated. */
export type VolatilityMeasures = Omit<VolatilityDay, 'forecast'> & { readonly forecast: Estimate<VolatilityForecast> };

/**
 * All volatility measures of a series, each by its own page of this folder, with the dates of the window it used.
 * Where the newest close is more than five trading days old all of them are `stale_prices`: last month's volatility is
 * not today's. Throws what the measures throw.
 */
export const volatilityEstimates = (returns: Returns, axis: Axis): VolatilityEstimates =>
  datedEstimates(
    {
      realized21d: realizedVolatility(returns.values, 21),
      realized63d: realizedVolatility(returns.values, 63),
      realized252d: realizedVolatility(returns.values, 252),
      forecast: volatilityForecast(returns.values),
      trend: volatilityTrend(returns.values),
      percentile: volatilityPercentile(returns.values),
    },
    returns,
    axis,
  );

/** The measures of a series with the dates of their windows, and `stale_prices` where its newest close is too old. */
export function datedEstimates(measures: VolatilityMeasures, returns: Returns, axis: Axis): VolatilityEstimates {
  const { values } = returns;
  const dated = (window: { readonly first: number; readonly last: number }) =>
    datedWindow(returns, axis, window.first, window.last);
  const stale = (required: number) => stalePrices(returns, values.length, required);
  const realized = (days: number, measure: Estimate<RealizedVolatility>): Estimate<RealizedOverWindow> =>
    stale(days) ??
    mapped(measure, (one) => ({
      volatilityAnnual: one.volatilityAnnual,
      standardErrorAnnual: one.standardErrorAnnual,
      ...dated(one),
    }));
  const { forecast } = measures;
  const har: Estimate<HarForecast> = forecast.status === 'measured' ? forecast.value.har : forecast;
  return {
    realized21d: realized(21, measures.realized21d),
    realized63d: realized(63, measures.realized63d),
    realized252d: realized(252, measures.realized252d),
    forecast:
      stale(63) ??
      mapped(forecast, (one) => ({
        volatilityAnnual: one.volatilityAnnual,
        method: one.method,
        band: mapped(one.band, ({ lowAnnual, highAnnual }) => ({ lowAnnual, highAnnual })),
        ewmaAnnual: one.ewma.volatilityAnnual,
        ...dated(one),
      })),
    har:
      stale(72) ??
      mapped(har, (one) => ({
        volatilityAnnual: one.volatilityAnnual,
        ...one.components,
        rSquared: one.rSquared,
        ...dated(one),
      })),
    trend:
      stale(84) ??
      mapped(measures.trend, (one) => ({
        label: one.label,
        ratio: one.ratio,
        z: one.z,
        pValue: one.pValue,
        strength: one.strength,
        ...dated(one),
      })),
    percentile:
      stale(272) ??
      mapped(measures.percentile, (one) => ({
        percentile: one.percentile,
        values: one.observations,
        independentWindows: one.independentWindows,
        ...dated(one),
      })),
  };
}
