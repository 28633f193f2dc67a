import { type Estimate, measured, unavailable } from '@/lib/risk/estimate';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';

/** What a portfolio has in a sector against what its benchmark has there. */
export type ActiveSector = {
  readonly sector: string;
  readonly net: number;
  readonly benchmark: number;
  readonly active: number;
};

/** Every GICS sector against the benchmark; never a bucket: cash is no bet on a sector. */
export function activeSectors({
  sectors,
  benchmark,
}: Pick<PortfolioEstimates, 'sectors' | 'benchmark'>): Estimate<readonly ActiveSector[]> {
  if (sectors.status === 'unavailable') return sectors;
  const { rows, active } = sectors.value;
  if (active.status === 'unavailable') return active;
  if (!benchmark) return unavailable('no_benchmark_weights', 0, gicsSectors.length);
  return measured(
    gicsSectors.map((sector) => ({
      sector,
      net: rows[sector].net,
      benchmark: benchmark.weights[sector],
      active: active.value.active[sector],
    })),
  );
}

/** The sector in which a portfolio differs most from its benchmark, whichever way. */
export function largestActiveSector(
  estimates: Pick<PortfolioEstimates, 'sectors' | 'benchmark'>,
): Estimate<ActiveSector> {
  const all = activeSectors(estimates);
  if (all.status === 'unavailable') return all;
  return measured(
    all.value.reduce((largest, one) => (Math.abs(one.active) > Math.abs(largest.active) ? one : largest)),
  );
}
