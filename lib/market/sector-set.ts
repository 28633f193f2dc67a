import type { GicsSector } from '../risk/gics-sectors';
import type { SectorWeights } from './provider';

/** How far the weights of a set may add up from 1. */
export const sectorSumTolerance = 0.0005;

/** What is wrong with a set of sector weights; null where it may be stored. It is taken whole or not at all. */
export function sectorSetFault({ asOf, dataSource, weights }: SectorWeights, today: string): string | null {
  const values = Object.values(weights);
  if (values.length !== 11) return `needs 11 sectors, got ${values.length}`;
  const bad = values.find((weight) => !(weight >= 0 && weight <= 1));
  if (bad !== undefined) return `needs weights from 0 to 1, got ${bad}`;
  const sum = values.reduce((total, weight) => total + weight, 0);
  // The limit itself is inside; a sum of eleven doubles misses it by some last bits.
  if (Math.abs(sum - 1) > sectorSumTolerance + 1e-11)
    return `needs weights that add up to 1 ± ${sectorSumTolerance}, got ${sum}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf) || asOf > today) return `needs a date up to ${today}, got ${asOf}`;
  if (dataSource.length < 1 || dataSource.length > 32) return `needs a source of 1 to 32 characters, got ${dataSource}`;
  return null;
}

/**
 * Sector weights from the sizes of companies, as fractions that add up to 1.
 *
 * A company without a sector is left out of the sum and of the total; where more than `mostUnknown` of the total has
 * none, nothing can be said and the answer is null. A sector in which there is no company has weight 0.
 */
export function weightsBySector(
  companies: readonly { readonly sector: GicsSector | null; readonly size: number }[],
  sectors: readonly GicsSector[],
  mostUnknown: number,
): Readonly<Record<GicsSector, number>> | null {
  const sums = new Map<GicsSector, number>(sectors.map((sector) => [sector, 0]));
  let total = 0;
  let known = 0;
  for (const { sector, size } of companies) {
    total += size;
    if (sector === null) continue;
    known += size;
    sums.set(sector, sums.get(sector)! + size);
  }
  if (!(known > 0) || total - known > mostUnknown * total) return null;
  return Object.fromEntries([...sums].map(([sector, sum]) => [sector, sum / known])) as Record<GicsSector, number>;
}
