import { type GicsSector, gicsSectors } from './gics-sectors';
import { orderFreeSum } from './order-free-sum';

/** The weights of an index by sector, on one date and from one source. */
export type SectorBenchmark = {
  readonly asOf: string;
  readonly dataSource: string;
  readonly weights: Readonly<Record<GicsSector, number>>;
};

/** How far from 1 the weights of an index may sum: they are published rounded. */
export const benchmarkTolerance = 0.0005;

/**
 * Weights are kept with eight decimals. As doubles each of eleven misses its decimals by up to half a last bit, and so
 * does their sum by several: what is a thousandth of the last decimal beyond the limit is on it.
 */
const lastDecimal = 1e-8;

/** Whether a sum of benchmark weights is 1 ± 0.0005, the limits included. */
export const sumsToOne = (sum: number): boolean => Math.abs(sum - 1) <= benchmarkTolerance + lastDecimal / 1_000;

/**
 * One set of benchmark weights, checked: each of the eleven sectors exactly once, each 0–1, Σ = 1 ± 0.0005.
 *
 * A set of ten, or of eleven and a plug, is two dates mixed or a gap of the vendor's; let in, it would show as a bet
 * that nobody made. The weights are kept as published, not rescaled to sum to 1.
 * Throws `RangeError` naming the sector or the sum otherwise.
 */
export function sectorBenchmark(
  asOf: string,
  dataSource: string,
  rows: Iterable<{ readonly sector: GicsSector; readonly weight: number }>,
): SectorBenchmark {
  const weights = new Map<GicsSector, number>();
  for (const { sector, weight } of rows) {
    if (!gicsSectors.includes(sector)) throw new RangeError(`sectorBenchmark: needs GICS sectors, got ${sector}`);
    if (weights.has(sector)) throw new RangeError(`sectorBenchmark: needs one weight a sector, got two of ${sector}`);
    if (!(weight >= 0 && weight <= 1))
      throw new RangeError(`sectorBenchmark: needs weights from 0 to 1, got ${weight} of ${sector}`);
    weights.set(sector, weight);
  }
  const missing = gicsSectors.filter((sector) => !weights.has(sector));
  if (missing.length > 0)
    throw new RangeError(`sectorBenchmark: needs all eleven sectors, got none of ${missing.join(', ')} on ${asOf}`);
  const sum = orderFreeSum(weights.values());
  if (!sumsToOne(sum))
    throw new RangeError(`sectorBenchmark: needs weights that sum to 1 ± ${benchmarkTolerance}, got ${sum} on ${asOf}`);
  return { asOf, dataSource, weights: Object.fromEntries(weights) as Record<GicsSector, number> };
}
