import { createHash } from 'node:crypto';
import type { SymbolBeta, SymbolVolatility } from '../db/symbol-measures';
import type { Axis, Closes } from '../risk/align';
import { isoDate } from '../risk/day';
import type { Estimate, Unavailable } from '../risk/estimate';
import { type MarketBeta, marketBeta } from '../risk/market-beta';
import { methodVersion } from '../risk/method-version';
import { pairedReturns, simpleReturns } from '../risk/returns';
import { type VolatilityEstimates, volatilityEstimates } from '../risk/volatility-estimates';
import { type WelchBeta, welchBeta, welchWindow } from '../risk/welch-beta';
import { asUuid, closesHash } from './columns';

/** The windows in which a security's beta is measured; the first is the one that is shown. */
export const betaWindows = [90, 252] as const;

/** A security measured on a day: the estimates for whoever goes on with them, and the rows they are kept in. */
export type MeasuredSecurity = {
  readonly beta: Estimate<MarketBeta>;
  readonly volatility: VolatilityEstimates;
  readonly betaHash: string;
  readonly volatilityHash: string;
  readonly betaRows: readonly SymbolBeta[];
  readonly volatilityRow: SymbolVolatility;
};

type Place = { readonly securityId: number; readonly indexId: number; readonly asOf: string };

const noRegression = {
  beta: null,
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
  firstDate: null,
  lastDate: null,
  dropped: 0,
} as const;

const absent = ({ reason, observations, required }: Unavailable) => ({
  ...noRegression,
  reason,
  observations,
  required,
});

function olsRow(
  key: Place & { inputHash: string },
  axis: Axis,
  window: number,
  estimate: Estimate<MarketBeta>,
): SymbolBeta {
  const common = { ...key, windowDays: window, method: 'OLS_SIMPLE', methodVersion };
  if (estimate.status === 'unavailable') return { ...common, ...absent(estimate) };
  const one = estimate.value;
  return {
    ...common,
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

function welchRow(key: Place & { inputHash: string }, axis: Axis, estimate: Estimate<WelchBeta>): SymbolBeta {
  const common = { ...key, windowDays: welchWindow, method: 'WELCH', methodVersion };
  if (estimate.status === 'unavailable') return { ...common, ...absent(estimate) };
  const { beta, observations, firstClose, lastClose, dropped } = estimate.value;
  return {
    ...common,
    ...noRegression,
    beta,
    observations,
    required: welchWindow,
    dropped,
    firstDate: isoDate(axis[firstClose]),
    lastDate: isoDate(axis[lastClose]),
    reason: null,
  };
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
  const absences = Object.entries(one).flatMap(([name, estimate]) =>
    estimate.status === 'unavailable'
      ? [[name, { reason: estimate.reason, observations: estimate.observations, required: estimate.required }] as const]
      : [],
  );
  return {
    ...key,
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
    unavailable: absences.length === 0 ? null : Object.fromEntries(absences),
  };
}

/**
 * Everything about one security on the last of the first `until` axis days. It does not depend on who holds it, so it
 * is measured once a day and shared by every lot and portfolio.
 */
export function measureSecurity(
  axis: Axis,
  closes: Closes,
  market: Closes,
  until: number,
  place: { readonly securityId: number; readonly indexId: number | null; readonly asOf: string },
): MeasuredSecurity {
  const volatilityHash = closesHash(axis, closes, until);
  const betaHash = asUuid(
    createHash('sha256')
      .update(volatilityHash)
      .update(closesHash(axis, market, until))
      .digest(),
  );
  const pairs = pairedReturns(closes, market, until);
  const [beta, ...longer] = betaWindows.map((window) => marketBeta(pairs, { window }));
  const returns = simpleReturns(closes, until);
  const volatility = volatilityEstimates(returns, axis);
  const { securityId, indexId, asOf } = place;
  const betaKey = indexId === null ? null : { securityId, indexId, asOf, inputHash: betaHash };
  return {
    beta,
    volatility,
    betaHash,
    volatilityHash,
    // Without an index there is nothing to be kept against: the absence stands in the run.
    betaRows: betaKey
      ? [
          ...[beta, ...longer].map((estimate, i) => olsRow(betaKey, axis, betaWindows[i], estimate)),
          welchRow(betaKey, axis, welchBeta(pairs)),
        ]
      : [],
    volatilityRow: volatilityRow({ securityId, asOf, inputHash: volatilityHash }, returns.values.length, volatility),
  };
}
