import type { SectorBenchmark } from '@/lib/risk/sector-benchmark';
import { Popover } from '../ui/popover';
import { ExplanationDetails } from './explanation-details';
import { sectorColumns, sectorWeightExplanation } from './explanations/sector-weight';
import type { Provenance } from './provenance';
import { SectorExposureGrid, type SectorExposureGridProps } from './sector-exposure-grid';

type SectorExposureTableProps = Omit<SectorExposureGridProps, 'columns'> & {
  benchmark: SectorBenchmark | null;
  provenance: Provenance;
};

/** The table of sectors, and what explains the figures of its columns. */
export function SectorExposureTable({ benchmark, provenance, ...table }: SectorExposureTableProps) {
  const columns = sectorColumns.map((label) => ({
    label,
    popover: `sectors-${label.toLowerCase().replace(' ', '-')}`,
  }));
  return (
    <>
      <SectorExposureGrid {...table} columns={columns} />
      {columns.map(({ label, popover }) => {
        const explanation = sectorWeightExplanation(label, table.benchmarkName, benchmark, popover);
        return (
          <Popover key={popover} id={popover} title={explanation.title}>
            <ExplanationDetails explanation={explanation} provenance={provenance} />
          </Popover>
        );
      })}
    </>
  );
}
