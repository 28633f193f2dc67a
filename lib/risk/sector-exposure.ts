import { type GicsSector, gicsSectors } from './gics-sectors';
import { orderFreeSum } from './order-free-sum';
import type { Position, PositionWeights, WeightBasis } from './position-weights';

/** Where everything goes that has no sector of its own, so that the rows add up to all of equity. */
export const sectorBuckets = ['Funds', 'Cash', 'Private', 'Options', 'Unknown'] as const;

export type SectorBucket = (typeof sectorBuckets)[number];

export type SectorRow = GicsSector | SectorBucket;

export const sectorRows: readonly SectorRow[] = [...gicsSectors, ...sectorBuckets];

/** Sums of weights: fractions of equity, or of gross where the book's weights are on gross. */
export type Exposure = {
  /** long + short. */
  readonly net: number;
  readonly long: number;
  /** Zero or negative. */
  readonly short: number;
  /** long − short. */
  readonly gross: number;
};

export type SectorExposure = {
  readonly basis: WeightBasis;
  /** All sixteen rows, those without positions too: nothing held there is a zero that was measured. */
  readonly rows: Readonly<Record<SectorRow, Exposure>>;
  readonly total: Exposure;
};

const bucketOf = { fund: 'Funds', cash: 'Cash', private: 'Private', option: 'Options' } as const;

const rowOf = ({ assetClass, sector }: Position): SectorRow =>
  assetClass === 'stock' ? (sector ?? 'Unknown') : bucketOf[assetClass];

function exposureOf(positions: readonly Position[]): Exposure {
  const weights = positions.map(({ weight }) => weight);
  const long = orderFreeSum(weights.filter((weight) => weight > 0));
  const short = orderFreeSum(weights.filter((weight) => weight < 0));
  return { net: long + short, long, short, gross: long - short };
}

/**
 * Where a portfolio's money is: net, long, short and gross weight of each GICS sector, of stocks; and of the buckets
 * Funds, Cash, Private, Options (at market value) and Unknown (stocks whose sector nobody knows).
 *
 * Every position is in exactly one row, so that on equity the net weights sum to 1; on gross they sum to equity / gross.
 * Long and short are of merged positions: 100 long and 40 short of one stock are 60 long.
 */
export function sectorExposure(book: PositionWeights): SectorExposure {
  const rows = sectorRows.map(
    (row) => [row, exposureOf(book.positions.filter((position) => rowOf(position) === row))] as const,
  );
  return {
    basis: book.basis,
    rows: Object.fromEntries(rows) as Record<SectorRow, Exposure>,
    total: exposureOf(book.positions),
  };
}
