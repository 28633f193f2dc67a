import { type Estimate, unavailable } from './estimate';
import { rollingEwma } from './ewma';
import { clipKurtosis } from './kurtosis';
import { rollingMidRank } from './mid-rank';
import { rollingHar } from './rolling-har';
import { rollingKurtosis } from './rolling-kurtosis';
import { rollingDeviation } from './rolling-volatility';
import { type RealizedVolatility, realizedOf } from './volatility';
import { type Headline, headline } from './volatility-forecast';
import {
  percentileDays,
  percentileMinimum,
  percentileOf,
  percentileVolatilityDays,
  type VolatilityPercentile,
} from './volatility-percentile';
import { trendBeforeDays, trendMinimum, trendOf, trendRecentDays, type VolatilityTrend } from './volatility-trend';

/** What the volatility measures said as of one return. */
export type VolatilityDay = {
  readonly realized21d: Estimate<RealizedVolatility>;
  readonly realized63d: Estimate<RealizedVolatility>;
  readonly realized252d: Estimate<RealizedVolatility>;
  /** Without its band, which takes longer than all the rest: `forecastBand` has it for the days that need one. */
  readonly forecast: Estimate<Headline>;
  readonly trend: Estimate<VolatilityTrend>;
  readonly percentile: Estimate<VolatilityPercentile>;
};

/**
 * All volatility measures as of each of the returns `first` … `last`, element k as of return first + k and from nothing
 * later: what a backfill asks for. Each is the rolling form of the measure of that name and agrees with it to 1e-10,
 * at a cost a date that does not depend on any window.
 *
 * `returns` are daily fractions, oldest first. Throws `RangeError` for ends outside the returns.
 * Witness: the measures themselves, on the returns up to each day.
 */
export function volatilityHistory(returns: Float64Array, first = 0, last = returns.length - 1): VolatilityDay[] {
  if (!(Number.isInteger(first) && first >= 0 && Number.isInteger(last) && last < returns.length))
    throw new RangeError(`volatilityHistory: needs ends from 0 to ${returns.length - 1}, got ${first} to ${last}`);
  const realized21d = rollingRealized(returns, 21, first, last);
  const realized63d = rollingRealized(returns, 63, first, last);
  const realized252d = rollingRealized(returns, 252, first, last);
  const ewmas = rollingEwma(returns, first, last);
  const hars = rollingHar(returns, first, last);
  const trends = rollingTrend(returns, first, last);
  const percentiles = rollingPercentile(returns, first, last);
  return ewmas.map((ewma, k) => ({
    realized21d: realized21d[k],
    realized63d: realized63d[k],
    realized252d: realized252d[k],
    forecast: ewma.status === 'measured' ? { status: 'measured', value: headline(ewma.value, hars[k]) } : ewma,
    trend: trends[k],
    percentile: percentiles[k],
  }));
}

/** An estimate a day: `short_history` before the first full window, and from there what `of` says of the end's place. */
function fromFirstWindow<T>(
  required: number,
  first: number,
  last: number,
  of: (full: number) => (k: number) => Estimate<T>,
): Estimate<T>[] {
  const estimates: Estimate<T>[] = [];
  const full = Math.max(first, required - 1);
  for (let end = first; end <= Math.min(last, full - 1); end++)
    estimates.push(unavailable('short_history', end + 1, required));
  if (full > last) return estimates;
  const at = of(full);
  for (let k = 0; k <= last - full; k++) estimates.push(at(k));
  return estimates;
}

function rollingRealized(
  returns: Float64Array,
  days: number,
  first: number,
  last: number,
): Estimate<RealizedVolatility>[] {
  return fromFirstWindow(days, first, last, (full) => {
    const deviations = rollingDeviation(returns, days, full, last);
    const kurtoses = rollingKurtosis(returns, days, full, last);
    return (k) =>
      deviations[k] === 0
        ? unavailable('flat_asset', days, days)
        : realizedOf(deviations[k], clipKurtosis(kurtoses[k]), days, full + k);
  });
}

function rollingTrend(returns: Float64Array, first: number, last: number): Estimate<VolatilityTrend>[] {
  return fromFirstWindow(trendMinimum, first, last, (full) => {
    const recent = rollingDeviation(returns, trendRecentDays, full, last);
    const before = rollingDeviation(returns, trendBeforeDays, full - trendRecentDays, last - trendRecentDays);
    const kurtoses = rollingKurtosis(returns, trendMinimum, full, last);
    return (k) =>
      recent[k] === 0 || before[k] === 0
        ? unavailable('flat_asset', trendMinimum, trendMinimum)
        : trendOf(recent[k] ** 2, before[k] ** 2, clipKurtosis(kurtoses[k]), full + k);
  });
}

function rollingPercentile(returns: Float64Array, first: number, last: number): Estimate<VolatilityPercentile>[] {
  return fromFirstWindow(percentileMinimum(percentileDays), first, last, (full) => {
    const deviations = rollingDeviation(returns, percentileVolatilityDays, full + 1 - percentileDays, last);
    const newest = percentileDays - 1;
    const ranks = rollingMidRank(deviations, percentileDays, newest, newest + last - full);
    return (k) => percentileOf(deviations[newest + k], ranks[k], percentileDays, full + k);
  });
}
