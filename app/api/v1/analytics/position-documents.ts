import 'server-only';
import type { Absence } from '@/lib/api/analytics';
import { decimalOf } from '@/lib/api/decimal-of';
import { findingDocument } from '@/lib/api/finding';
import type { SnapshotPosition } from '@/lib/db/snapshot-positions';
import type { FindingsBySymbol } from '@/lib/jobs/snapshot-findings';

/** What a lot is, wherever numbers of it are answered. */
export const lotOf = (one: SnapshotPosition) => ({
  position_id: one.id,
  symbol: one.symbol,
  name: one.name,
  asset_class: one.assetClass,
  sector: one.sector,
  underlying: one.underlying,
  weight: one.weight,
});

const betaOf = ({ beta: one }: SnapshotPosition) =>
  one === null || one.beta === null
    ? null
    : {
        beta: one.beta,
        standard_error: one.standardError,
        ci95_low: one.low,
        ci95_high: one.high,
        r_squared: one.rSquared,
        p_value: one.pValue,
        observations: one.observations,
        dropped: one.dropped,
        first_date: one.firstDate,
        last_date: one.lastDate,
      };

const volatilityOf = ({ volatility: one }: SnapshotPosition) =>
  one && {
    realized_volatility_21d: one.realized21d,
    realized_volatility_63d: one.realized63d,
    expected_volatility_21d: one.expected21d,
    expected_volatility_21d_low: one.expectedLow,
    expected_volatility_21d_high: one.expectedHigh,
    expected_volatility_21d_method: one.expectedMethod as 'HAR_EWMA' | 'EWMA' | null,
    volatility_trend: one.trend,
    trend_z: one.trendZ,
    volatility_percentile: one.percentile,
    observations: one.observations,
  };

/** The fields of the volatility as the stored reasons name them. */
const fieldNames: Readonly<Record<string, string>> = {
  realized21d: 'realized_volatility_21d',
  realized63d: 'realized_volatility_63d',
  forecast: 'expected_volatility_21d',
  trend: 'volatility_trend',
  percentile: 'volatility_percentile',
};

type Reasoned = { readonly reason: string; readonly observations: number | null; readonly required: number | null };

function unavailableOf(one: SnapshotPosition): Record<string, Absence> {
  const found: Record<string, Reasoned> = {};
  const ofLot = one.reason === null ? null : { reason: one.reason, observations: null, required: null };
  if (one.beta?.reason)
    found.market_beta = { reason: one.beta.reason, observations: one.beta.observations, required: one.beta.required };
  else if (one.beta === null && ofLot) found.market_beta = ofLot;
  if (one.volatility === null && ofLot) found.volatility = ofLot;
  for (const [name, absence] of Object.entries(one.volatility?.unavailable ?? {}))
    if (fieldNames[name]) found[fieldNames[name]] = absence;
  return found as Record<string, Absence>;
}

export const findingDocuments = (findings: FindingsBySymbol, symbol: string) =>
  (findings.get(symbol) ?? []).map(findingDocument);

/** A lot with the beta and the volatility of the security that moves it, and what is to be known of its data. */
export const measuredLotDocument = (one: SnapshotPosition, findings: FindingsBySymbol) => ({
  ...lotOf(one),
  quantity: decimalOf(one.quantity),
  market_value: one.marketValue === null ? null : decimalOf(one.marketValue),
  market_beta: betaOf(one),
  volatility: volatilityOf(one),
  unavailable: unavailableOf(one),
  findings: findingDocuments(findings, one.underlying ?? one.symbol),
});

/** A lot with its part in the beta and in the volatility of the whole. */
export const contributionDocument = (one: SnapshotPosition) => ({
  ...lotOf(one),
  beta_contribution: one.betaContribution,
  volatility_contribution: one.volatilityContribution,
  reason: one.reason as Absence['reason'] | null,
});
