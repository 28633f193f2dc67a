import { type GicsSector, gicsSectors } from './gics-sectors';
import { orderFreeSum } from './order-free-sum';
import type { Position, PositionWeights, WeightBasis } from './position-weights';
import type { SectorBenchmark } from './sector-benchmark';
import { type SectorBucket, sectorBuckets } from './sector-buckets';

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
  /** The funds that stand in the benchmark's sectors in place of `Funds`; absent where there are none. */
  readonly lookedThrough?: readonly { readonly symbol: string; readonly weight: number }[];
};

const bucketOf = { fund: 'Funds', cash: 'Cash', private: 'Private', option: 'Options' } as const;

/** The one row that a position is in. */
export const sectorRowOf = ({ assetClass, sector }: Position): SectorRow =>
  assetClass === 'stock' ? (sector ?? 'Unknown') : bucketOf[assetClass];

const isLookedThrough = ({ assetClass, lots }: Position): boolean =>
  assetClass === 'fund' && lots.every((lot) => 'isBenchmark' in lot && lot.isBenchmark === true);

function exposureOf(weights: readonly number[]): Exposure {
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
 *
 * A fund that is the benchmark in one share (`isBenchmark`) is in the eleven rows by the benchmark's own weights, divided
 * by their sum so that all of it is somewhere; without a benchmark it stays among the funds.
 * Witness: the portfolios of the oracle (mpmath).
 */
export function sectorExposure(book: PositionWeights, benchmark: SectorBenchmark | null = null): SectorExposure {
  const through = benchmark === null ? [] : book.positions.filter(isLookedThrough);
  const others = book.positions.filter((position) => !through.includes(position));
  const whole = benchmark === null ? 1 : orderFreeSum(Object.values(benchmark.weights));
  const partOf = (row: SectorRow): number =>
    benchmark !== null && row in benchmark.weights ? benchmark.weights[row as GicsSector] / whole : 0;
  const weightsIn = (row: SectorRow): number[] => [
    ...others.filter((position) => sectorRowOf(position) === row).map(({ weight }) => weight),
    ...through.map(({ weight }) => weight * partOf(row)),
  ];
  return {
    basis: book.basis,
    rows: Object.fromEntries(sectorRows.map((row) => [row, exposureOf(weightsIn(row))])) as Record<SectorRow, Exposure>,
    total: exposureOf(book.positions.map(({ weight }) => weight)),
    ...(through.length > 0 && { lookedThrough: through.map(({ symbol, weight }) => ({ symbol, weight })) }),
  };
}
