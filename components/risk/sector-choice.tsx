'use client';

import { useState } from 'react';
import { SectorBars } from '../charts/sector-bars';
import type { SectorWeightRow } from '../charts/sector-weight-rows';
import { Dialog } from '../ui/dialog';
import { Skeleton } from '../ui/skeleton';
import { useLater } from '../ui/use-later';
import type { SectorHolding } from './sector-holdings';

const load = () => import('./sector-holdings');

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
      <Dialog open={selected !== null} onClose={() => setSelected(null)} title={selected ?? ''}>
        {selected === null ? null : later ? (
          <later.SectorHoldings
            row={rows.find(({ sector }) => sector === selected)!}
            benchmarkName={benchmarkName}
            holdings={holdings.filter(({ sector }) => sector === selected)}
          />
        ) : (
          <Skeleton className="h-64 w-full" />
        )}
      </Dialog>
    </>
  );
}
