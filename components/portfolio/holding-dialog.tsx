import { Dialog } from '../ui/dialog';
import type { Holding } from './holding';
import { HoldingDetails } from './holding-details';

type HoldingDialogProps = Omit<Parameters<typeof HoldingDetails>[0], 'holding'> & {
  /** The lot that was pressed; null while none is. */
  holding: Holding | null;
  onClose: () => void;
};

/** What is known of one lot of the table. */
export function HoldingDialog({ holding, onClose, ...details }: HoldingDialogProps) {
  return (
    <Dialog open={holding !== null} onClose={onClose} title={holding?.symbol ?? ''}>
      {holding ? <HoldingDetails holding={holding} {...details} /> : null}
    </Dialog>
  );
}
