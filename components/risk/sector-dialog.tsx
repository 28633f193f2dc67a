import type { SectorWeightRow } from '../charts/sector-weight-rows';
import { Dialog } from '../ui/dialog';
import { type SectorHolding, SectorHoldings } from './sector-holdings';

type SectorDialogProps = {
  /** The row that was pressed; null while none is. */
  sector: string | null;
  rows: readonly SectorWeightRow[];
  benchmarkName: string;
  holdings: readonly SectorHolding[];
  onClose: () => void;
};

/** What is in a row of the sectors. */
export function SectorDialog({ sector, rows, benchmarkName, holdings, onClose }: SectorDialogProps) {
  const row = rows.find((one) => one.sector === sector);
  return (
    <Dialog open={row !== undefined} onClose={onClose} title={sector ?? ''}>
      {row ? (
        <SectorHoldings
          row={row}
          benchmarkName={benchmarkName}
          holdings={holdings.filter((one) => one.sector === sector)}
        />
      ) : null}
    </Dialog>
  );
}
