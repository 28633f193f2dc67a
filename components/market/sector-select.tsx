'use client';

import { gicsSectors } from '@/lib/risk/gics-sectors';
import { controlClass } from '../ui/control-class';

type SectorSelectProps = {
  /** Unique on the page. */
  id: string;
  symbol: string;
  /** Null where nobody has said it. */
  sector: string | null;
  isBusy: boolean;
  onChoose: (sector: string | null) => void;
};

/** A security's sector, to be chosen by a person; Unknown takes the word back. */
export function SectorSelect({ id, symbol, sector, isBusy, onChoose }: SectorSelectProps) {
  return (
    <select
      id={id}
      aria-label={`Sector of ${symbol}`}
      className={`${controlClass} min-w-48`}
      value={sector ?? ''}
      disabled={isBusy}
      onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">Unknown</option>
      {gicsSectors.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}
