import type { Measured } from '@/lib/risk/estimate';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { type SectorRow, sectorRows } from '@/lib/risk/sector-exposure';
import type { SectorWeightRow } from '../charts/sector-weight-rows';

type Sectors = Extract<PortfolioEstimates['sectors'], Measured<unknown>>['value'];

const names: readonly string[] = gicsSectors;

/** The sectors of a snapshot beside its benchmark's, a row each; a benchmark has nothing in the buckets. */
export function sectorRowsOf(
  { rows, active }: Pick<Sectors, 'rows' | 'active'>,
  benchmark: PortfolioEstimates['benchmark'],
): readonly SectorWeightRow[] {
  const benchmarkWeight = (sector: SectorRow): number | null => {
    if (!benchmark) return null;
    return names.includes(sector) ? (benchmark.weights as Record<string, number>)[sector] : 0;
  };
  return sectorRows.map((sector) => ({
    sector,
    ...rows[sector],
    benchmark: benchmarkWeight(sector),
    active: active.status === 'measured' ? active.value.active[sector] : null,
  }));
}
