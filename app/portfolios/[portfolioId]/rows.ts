import type { Holding, HoldingBeta, HoldingVolatility } from '@/components/portfolio/holding';
import { holdingFlags } from '@/components/portfolio/holding-flags';
import type { PositionAbsence } from '@/components/risk/position-absence';
import type { SectorHolding } from '@/components/risk/sector-holdings';
import type { SnapshotPosition } from '@/lib/db/snapshot-positions';
import { type Estimate, measured, type Reason, type Unavailable, unavailable } from '@/lib/risk/estimate';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';

/** Why a lot has no figures at all, as an absence; null where its security's estimates decide. */
const lotAbsence = (position: SnapshotPosition): Unavailable | null =>
  position.reason === null ? null : unavailable(position.reason as Reason, 0, 1);

const bucketOf = { fund: 'Funds', cash: 'Cash', private: 'Private', option: 'Options', stock: 'Unknown' } as const;

/** The row of the sector table that a lot counts in. */
export const sectorOf = ({ assetClass, sector }: SnapshotPosition): string =>
  assetClass === 'stock' ? (sector ?? bucketOf.stock) : bucketOf[assetClass];

const sumOf = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b);

/** The lots of one symbol in one row, together. */
function together(holdings: readonly SectorHolding[]): SectorHolding[] {
  const known = new Map<string, SectorHolding>();
  for (const one of holdings) {
    const id = `${one.symbol} ${one.sector}`;
    const before = known.get(id);
    known.set(id, {
      ...one,
      id,
      weight: before ? sumOf(before.weight, one.weight) : one.weight,
      ...(one.throughWeight === undefined
        ? {}
        : { throughWeight: sumOf(before?.throughWeight ?? null, one.throughWeight) }),
    });
  }
  return [...known.values()];
}

/**
 * The holdings behind each row of the sector table, lots of one symbol together. A fund that is looked through is behind
 * every sector of the benchmark, with its part there, so that the holdings of a row sum to the row.
 */
export function sectorHoldings(
  positions: readonly SnapshotPosition[],
  { sectors, benchmark }: Pick<PortfolioEstimates, 'sectors' | 'benchmark'>,
): SectorHolding[] {
  const through = new Set(
    sectors.status === 'measured' ? (sectors.value.lookedThrough ?? []).map(({ symbol }) => symbol) : [],
  );
  const parts = Object.entries(benchmark?.weights ?? {}).filter(([, weight]) => weight > 0);
  const whole = parts.reduce((sum, [, weight]) => sum + weight, 0);
  const lots = positions.flatMap((position): SectorHolding[] => {
    const { id, symbol, name, weight } = position;
    if (position.assetClass !== 'fund' || !through.has(symbol) || parts.length === 0)
      return [{ id, symbol, name, sector: sectorOf(position), weight }];
    return parts.map(([sector, part]) => ({
      id: `${id} ${sector}`,
      symbol,
      name,
      sector,
      weight: weight === null ? null : (weight * part) / whole,
      throughWeight: weight,
    }));
  });
  return together(lots);
}

/** What a security's measures say of one of them: its value, or the reason it has none. */
const absenceOf = (position: SnapshotPosition, measure: string): Unavailable => {
  const why = position.volatility?.unavailable?.[measure];
  return why ? unavailable(why.reason as Reason, why.observations, why.required) : unavailable('no_prices', 0, 1);
};

function betaOf(position: SnapshotPosition): Estimate<HoldingBeta> {
  const absence = lotAbsence(position);
  if (absence) return absence;
  const { beta } = position;
  if (beta === null) return unavailable('no_prices', 0, 1);
  if (beta.beta === null) return unavailable((beta.reason ?? 'not_finite') as Reason, beta.observations, beta.required);
  return measured({ ...beta, beta: beta.beta });
}

function volatilityOf(position: SnapshotPosition): Estimate<HoldingVolatility> {
  const absence = lotAbsence(position);
  if (absence) return absence;
  const { volatility } = position;
  if (volatility === null || volatility.realized21d === null) return absenceOf(position, 'realized21d');
  return measured({
    volatilityAnnual: volatility.realized21d,
    expectedAnnual: volatility.expected21d,
    expectedLow: volatility.expectedLow,
    expectedHigh: volatility.expectedHigh,
    percentile: volatility.percentile,
  });
}

function trendOf(position: SnapshotPosition): Holding['trend'] {
  const absence = lotAbsence(position);
  if (absence) return absence;
  const { volatility } = position;
  if (volatility === null || volatility.trend === null) return absenceOf(position, 'trend');
  return measured({ label: volatility.trend, z: volatility.trendZ });
}

/** A year of returns is what a book's history is measured over; with less a listing is called young. */
const youngReturns = 252;

function flagsOf(position: SnapshotPosition): string[] {
  const flags: string[] = [];
  const { volatility, beta } = position;
  if (volatility && volatility.observations < youngReturns) flags.push('young listing');
  if (beta && beta.dropped > 0) flags.push('halted within the window');
  if (position.assetClass === 'stock' && position.sector === null) flags.push('sector unknown');
  return flags;
}

/** What the lots of one security have in common. */
type Shared = Pick<Holding, 'beta' | 'volatility' | 'trend' | 'flags' | 'remarks'>;

/** Cash has no beta and no volatility to be missing. */
function sharedOf(position: SnapshotPosition): Shared {
  const isCash = position.assetClass === 'cash';
  const noted = {
    weight: position.weight,
    beta: isCash ? null : betaOf(position),
    volatility: isCash ? null : volatilityOf(position),
    flags: flagsOf(position),
  };
  const { weight: _, ...shared } = noted;
  return { ...shared, trend: isCash ? null : trendOf(position), remarks: holdingFlags(noted) };
}

const holdingWith = (position: SnapshotPosition, shared: Shared): Holding => ({
  ...shared,
  id: position.id,
  symbol: position.symbol,
  name: position.name,
  sector: sectorOf(position),
  quantity: position.quantity,
  marketValue: position.marketValue,
  weight: position.weight,
  betaContribution: position.betaContribution,
  volatilityContribution: position.volatilityContribution,
});

/** A lot as the table of holdings shows it. */
export const holdingOf = (position: SnapshotPosition): Holding => holdingWith(position, sharedOf(position));

/**
 * The lots of a snapshot as the table of holdings shows them. What lots of one security have in common is one object of
 * theirs: a page carries it once, however many lots there are.
 */
export function holdingsOf(positions: readonly SnapshotPosition[]): Holding[] {
  const known = new Map<string, Shared>();
  return positions.map((position) => {
    const { symbol, assetClass, reason, weight } = position;
    const key = [symbol, assetClass, reason, weight !== null && weight < 0].join(' ');
    const shared = known.get(key) ?? sharedOf(position);
    known.set(key, shared);
    return holdingWith(position, shared);
  });
}

/** The lots that have no beta, each with its reason: what the chip beside the date counts. */
export function unmeasured(positions: readonly SnapshotPosition[]): PositionAbsence[] {
  return positions.flatMap((position) => {
    const beta = position.assetClass === 'cash' ? null : betaOf(position);
    return beta?.status === 'unavailable'
      ? [{ symbol: position.symbol, reason: beta.reason, observations: beta.observations, required: beta.required }]
      : [];
  });
}
