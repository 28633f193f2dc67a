'use client';

import { useState } from 'react';
import { SectorBars } from '../charts/sector-bars';
import type { SectorWeightRow } from '../charts/sector-weight-rows';
import { useLater } from '../ui/use-later';
import type { SectorHolding } from './sector-holdings';

const load = () => import('./sector-dialog');

type SectorChoiceProps = {
  rows: readonly SectorWeightRow[];
  benchmarkName: string;
  holdings: readonly SectorHolding[];
};

/** The sectors' bars, each of which opens to the holdings that make it. */
export function SectorChoice({ rows, benchmarkName, holdings }: SectorChoiceProps) {
  const [selected, setSelected] = useState<string | null>(null);
  const later = useLater(load, selected !== null);
  return (
    <>
      <SectorBars id="sector-bars" rows={rows} benchmarkName={benchmarkName} onSelect={setSelected} />
      {later ? (
        <later.SectorDialog
          sector={selected}
          rows={rows}
          benchmarkName={benchmarkName}
          holdings={holdings}
          onClose={() => setSelected(null)}
        />
      ) : null}
    </>
  );
}
