import type { SymbolBeta, SymbolVolatility } from '../db/symbol-measures';
import type { Axis, Closes } from '../risk/align';
import { isoDate } from '../risk/day';
import { type Absence, type Estimate, measured, type Unavailable, unavailable } from '../risk/estimate';
import { windowFingerprint } from '../risk/fingerprint';
import { flatReturns } from '../risk/flat';
import { type HarComponents, harComponents } from '../risk/har-components';
import { type MarketBeta, marketBeta } from '../risk/market-beta';
import { methodVersion } from '../risk/method-version';
import { pairedWindow } from '../risk/paired-window';
import type { SecurityBeta } from '../risk/portfolio-beta';
import { type PairedReturns, pairedAlready, pairedReturns, type Returns, simpleReturns } from '../risk/returns';
import type { RollingRegressor } from '../risk/rolling-regressor';
import { lastCloseIndex } from '../risk/staleness';
import {
  datedEstimates,
  type VolatilityEstimates,
  type VolatilityMeasures,
  volatilityEstimates,
} from '../risk/volatility-estimates';
import { forecastBand } from '../risk/volatility-forecast';
import { type VolatilityDay, volatilityHistory } from '../risk/volatility-history';
import { rollingWelchBeta, type WelchBeta, welchWindow, welchWindows } from '../risk/welch-beta';
import type { Columns } from './columns';
import type { Month } from './month';

/** The windows in which a security's beta is measured; the first is the one that is shown. */
export const betaWindows = [90, 252] as const;

/** A security measured on a day: what a portfolio takes from it, and the rows it is kept in. */
export type MeasuredSecurity = {
  readonly beta: Estimate<SecurityBeta>;
  readonly volatility: Estimate<{ readonly volatilityAnnual: number }>;
  readonly betaRows: readonly SymbolBeta[];
  readonly volatilityRow: SymbolVolatility;
};

type Place = { readonly securityId: number; readonly indexId: number; readonly asOf: string };

type BetaKey = Place & { readonly inputHash: string };

/** A row in which at most the slope is known: of a method without a regression, or of none at all, and then why. */
function bareRow(
  key: BetaKey,
  windowDays: number,
  method: string,
  known: Pick<SymbolBeta, 'beta' | 'firstDate' | 'lastDate' | 'observations' | 'required' | 'dropped' | 'reason'>,
): SymbolBeta {
  return {
    securityId: key.securityId,
    indexId: key.indexId,
    asOf: key.asOf,
    inputHash: key.inputHash,
    windowDays,
    method,
    methodVersion,
    beta: known.beta,
    alpha: null,
    rSquared: null,
    stdError: null,
    pValue: null,
    hc1StdError: null,
    hc3StdError: null,
    nwStdError: null,
    ci95Low: null,
    ci95High: null,
    hc3PZero: null,
    hc3POne: null,
    residualSd: null,
    firstDate: known.firstDate,
    lastDate: known.lastDate,
    observations: known.observations,
    required: known.required,
    dropped: known.dropped,
    reason: known.reason,
  };
}

const absent = ({ reason, observations, required }: Unavailable) => ({
  beta: null,
  firstDate: null,
  lastDate: null,
  observations,
  required,
  dropped: 0,
  reason,
});

function olsRow(key: BetaKey, axis: Axis, window: number, estimate: Estimate<MarketBeta>): SymbolBeta {
  if (estimate.status === 'unavailable') return bareRow(key, window, 'OLS_SIMPLE', absent(estimate));
  const one = estimate.value;
  // Written out: spreading three objects into one costs more than the regression of a short window.
  return {
    securityId: key.securityId,
    indexId: key.indexId,
    asOf: key.asOf,
    inputHash: key.inputHash,
    windowDays: window,
    method: 'OLS_SIMPLE',
    methodVersion,
    beta: one.beta,
    alpha: one.alpha,
    rSquared: one.rSquared,
    stdError: one.betaStandardError,
    pValue: one.pValue,
    hc1StdError: one.betaStandardErrorHc1,
    hc3StdError: one.betaStandardErrorHc3,
    nwStdError: one.betaStandardErrorNeweyWest,
    ci95Low: one.betaLow,
    ci95High: one.betaHigh,
    hc3PZero: one.pValueHc3,
    hc3POne: one.pValueOfOneHc3,
    residualSd: one.residualVolatilityDaily,
    firstDate: isoDate(axis[one.firstClose]),
    lastDate: isoDate(axis[one.lastClose]),
    observations: one.observations,
    required: one.observations,
    dropped: one.dropped,
    reason: null,
  };
}

function welchRow(key: BetaKey, axis: Axis, estimate: Estimate<WelchBeta>): SymbolBeta {
  if (estimate.status === 'unavailable') return bareRow(key, welchWindow, 'WELCH', absent(estimate));
  const { beta, observations, firstClose, lastClose, dropped } = estimate.value;
  return bareRow(key, welchWindow, 'WELCH', {
    beta,
    firstDate: isoDate(axis[firstClose]),
    lastDate: isoDate(axis[lastClose]),
    observations,
    required: welchWindow,
    dropped,
    reason: null,
  });
}

function volatilityRow(
  key: { securityId: number; asOf: string; inputHash: string },
  observations: number,
  one: VolatilityEstimates,
): SymbolVolatility {
  const value = <T>(estimate: Estimate<T>): T | null => (estimate.status === 'measured' ? estimate.value : null);
  const forecast = value(one.forecast);
  const band = forecast && value(forecast.band);
  const har = value(one.har);
  const trend = value(one.trend);
  const percentile = value(one.percentile);
  const widest = forecast ?? value(one.realized63d) ?? value(one.realized21d);
  return {
    securityId: key.securityId,
    asOf: key.asOf,
    inputHash: key.inputHash,
    methodVersion,
    realized21d: value(one.realized21d)?.volatilityAnnual ?? null,
    realized63d: value(one.realized63d)?.volatilityAnnual ?? null,
    realized252d: value(one.realized252d)?.volatilityAnnual ?? null,
    daily: har?.dailyAnnual ?? null,
    weekly: har?.weeklyAnnual ?? null,
    monthly: har?.monthlyAnnual ?? null,
    expected21d: forecast?.volatilityAnnual ?? null,
    expectedLow: band?.lowAnnual ?? null,
    expectedHigh: band?.highAnnual ?? null,
    expectedMethod: forecast?.method ?? null,
    ewma21d: forecast?.ewmaAnnual ?? null,
    har21d: har?.volatilityAnnual ?? null,
    harRSquared: har?.rSquared ?? null,
    trend: trend?.label ?? null,
    trendZ: trend?.z ?? null,
    trendPValue: trend?.pValue ?? null,
    trendRatio: trend?.ratio ?? null,
    percentile: percentile?.percentile ?? null,
    percentileObservations: percentile?.values ?? null,
    firstDate: widest?.firstDate ?? null,
    lastDate: widest?.lastDate ?? null,
    observations: widest?.observations ?? observations,
    dropped: widest?.dropped ?? 0,
    unavailable: absencesOf(one),
  };
}

/** Why which measures are not there; null where all of them are. */
function absencesOf(estimates: VolatilityEstimates): SymbolVolatility['unavailable'] {
  let absences: Record<string, Absence> | null = null;
  for (const name in estimates) {
    const estimate = estimates[name as keyof VolatilityEstimates];
    if (estimate.status === 'measured') continue;
    const { reason, observations, required } = estimate;
    absences = { ...(absences ?? {}), [name]: { reason, observations, required } };
  }
  return absences;
}

/** Where a security lies: its column among those of a month, and what it is held against. */
export type SecurityPlace = { readonly securityId: number; readonly indexId: number | null };

/** The returns of a series as they were known after the first `until` axis days. */
function returnsUntil(all: Returns, closes: Closes, until: number): Returns {
  const count = countBelow(all.to, until);
  return {
    values: all.values.subarray(0, count),
    from: all.from.subarray(0, count),
    to: all.to.subarray(0, count),
    halts: all.halts.subarray(0, countBelow(all.halts, until)),
    lastClose: lastCloseIndex(closes, until),
    until,
  };
}

function pairsUntil(all: PairedReturns, closes: Closes, market: Closes, until: number): PairedReturns {
  const count = countBelow(all.to, until);
  let lastClose = until - 1;
  while (lastClose >= 0 && (Number.isNaN(closes[lastClose]) || Number.isNaN(market[lastClose]))) lastClose--;
  return {
    asset: all.asset.subarray(0, count),
    market: all.market.subarray(0, count),
    from: all.from.subarray(0, count),
    to: all.to.subarray(0, count),
    halts: all.halts.subarray(0, countBelow(all.halts, until)),
    lastClose,
    until,
  };
}

/** How many of the ascending numbers are below the limit. */
function countBelow(ascending: Int32Array, limit: number): number {
  let count = ascending.length;
  while (count > 0 && ascending[count - 1] >= limit) count--;
  return count;
}

/** A band has no rolling form: it goes over all rows of the day's regression. */
function withBand({ forecast, ...day }: VolatilityDay, components: HarComponents): VolatilityMeasures {
  if (forecast.status === 'unavailable') return { ...day, forecast };
  return { ...day, forecast: measured({ ...forecast.value, band: forecastBand(forecast.value, components) }) };
}

/** All volatility measures of a security as of each of a month's days. */
function volatilitiesOver(axis: Axis, closes: Closes, all: Returns, { eve, untils }: Month): VolatilityEstimates[] {
  const first = Math.max(0, countBelow(all.to, eve) - 1);
  const components = harComponents(all.values);
  const days = volatilityHistory(all.values, first, all.values.length - 1, components);
  return untils.map((until) => {
    const returns = returnsUntil(all, closes, until);
    const count = returns.values.length;
    return count === 0
      ? volatilityEstimates(returns, axis)
      : datedEstimates(withBand(days[count - 1 - first], components), returns, axis);
  });
}

/** `welchBeta` as of each of a month's days. */
function welchOver(all: PairedReturns, ofDays: readonly PairedReturns[], eve: number): Estimate<WelchBeta>[] {
  const first = Math.max(welchWindow - 1, countBelow(all.to, eve) - 1);
  const last = all.to.length - 1;
  const betas =
    first <= last
      ? rollingWelchBeta(all, first, last, undefined, indexWindows(all.market, first))
      : new Float64Array(0);
  return ofDays.map((pairs) => {
    const window = pairedWindow(pairs, { window: welchWindow, minimum: welchWindow });
    if (window.status === 'unavailable') return window;
    const { asset, market, observations, firstClose, lastClose, dropped } = window.value;
    const beta = betas[pairs.to.length - 1 - first];
    if (!Number.isFinite(beta))
      return flatReturns(market, asset, welchWindow) ?? unavailable('not_finite', observations, welchWindow);
    return measured({ beta, observations, firstClose, lastClose, dropped });
  });
}

/** The index's returns, which one security after the other is held against. */
function indexReturns(market: Closes, until: number): Returns {
  if (latestIndex?.market !== market || latestIndex.returns.until !== until)
    latestIndex = { market, returns: simpleReturns(market, until) };
  return latestIndex.returns;
}
let latestIndex: { readonly market: Closes; readonly returns: Returns } | null = null;

/** The windows of the index's returns, which are the same ones for every security that has a close on the same days. */
function indexWindows(market: Float64Array, first: number): RollingRegressor {
  if (latestWindows?.x !== market || latestWindows.windows.first !== first) latestWindows = welchWindows(market, first);
  return latestWindows;
}
let latestWindows: RollingRegressor | null = null;

/**
 * Everything about one security as of each of a month's days, element k as of the k-th. It depends on the security's
 * closes, the index's and the axis alone, so that it is measured once a day and shared by every lot and portfolio.
 * `axis`, `closes` and `market` are the month's own; `hashes` name the closes behind each day.
 */
export function measureSecurity(
  axis: Axis,
  closes: Closes,
  market: Closes,
  month: Month,
  { securityId, indexId }: SecurityPlace,
  hashes: readonly SecurityHashes[],
): MeasuredSecurity[] {
  const until = month.untils[month.untils.length - 1];
  const returns = simpleReturns(closes, until);
  const volatilities = volatilitiesOver(axis, closes, returns, month);
  const all = pairedAlready(returns, indexReturns(market, until)) ?? pairedReturns(closes, market, until);
  const ofDays = month.untils.map((until) => pairsUntil(all, closes, market, until));
  const welch = indexId === null ? [] : welchOver(all, ofDays, month.eve);
  return month.dates.map((asOf, k) => {
    const { beta: betaHash, volatility: volatilityHash } = hashes[k];
    const betas = betaWindows.map((window) => marketBeta(ofDays[k], { window }));
    const key = { securityId, indexId: indexId!, asOf, inputHash: betaHash };
    const count = countBelow(all.to, month.untils[k]);
    return {
      beta: betas[0],
      volatility: volatilities[k].realized252d,
      // Without an index there is nothing to be kept against: the absence stands in the run.
      betaRows:
        indexId === null
          ? []
          : [...betas.map((estimate, i) => olsRow(key, axis, betaWindows[i], estimate)), welchRow(key, axis, welch[k])],
      volatilityRow: volatilityRow({ securityId, asOf, inputHash: volatilityHash }, count, volatilities[k]),
    };
  });
}

/** What the estimates of a security on a day were made from: the key of its rows. */
export type SecurityHashes = { readonly beta: string; readonly volatility: string };

/** The hashes of a column's security as of each of a month's days. */
export function securityHashes(columns: Columns, column: number, { start, untils }: Month): SecurityHashes[] {
  const own = [columns.assetSums(column), columns.axisSums];
  const both = columns.marketSums === null ? own : [...own, columns.marketSums];
  return untils.map((until) => ({
    beta: windowFingerprint(both, start, start + until - 1),
    volatility: windowFingerprint(own, start, start + until - 1),
  }));
}
