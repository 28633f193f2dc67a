'use client';

import { useMemo, useState } from 'react';
import { day } from '@/lib/format';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { SectorBars } from '../charts/sector-bars';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { Panel } from '../ui/panel';
import { reasonWords } from './reason-words';
import { type SectorHolding, SectorHoldings } from './sector-holdings';
import { sectorRowsOf } from './sector-rows-of';
import { UnavailablePanel } from './unavailable-panel';

type SectorPanelProps = {
  sectors: PortfolioEstimates['sectors'];
  benchmark: PortfolioEstimates['benchmark'];
  benchmarkName: string;
  holdings: readonly SectorHolding[];
};

/** What the portfolio is over and under in, and which holdings make it so. */
export function SectorPanel({ sectors, benchmark, benchmarkName, holdings }: SectorPanelProps) {
  const [selected, setSelected] = useState<string | null>(null);
  const rows = useMemo(
    () => (sectors.status === 'measured' ? sectorRowsOf(sectors.value, benchmark) : []),
    [sectors, benchmark],
  );
  const active = sectors.status === 'measured' ? sectors.value.active : null;
  const isOnGross = sectors.status === 'measured' && sectors.value.basis === 'gross';
  return (
    <Panel
      id="sectors"
      title="Sectors"
      subtitle={`Active weight: net weight less that of the ${benchmarkName}`}
      footer={
        <>
          {benchmark ? `${benchmarkName} weights of ${day(benchmark.asOf)}, ${benchmark.dataSource}. ` : null}
          {isOnGross
            ? 'There is too little equity to divide by: weights are of gross value.'
            : 'Weights are of equity.'}
        </>
      }
    >
      {sectors.status === 'unavailable' ? (
        <UnavailablePanel absence={sectors} />
      ) : (
        <div className="flex flex-col gap-3">
          {active?.status === 'unavailable' ? (
            <Notice title={`Not compared with the ${benchmarkName}: ${reasonWords[active.reason].short}`}>
              {reasonWords[active.reason].remedy}
            </Notice>
          ) : null}
          <SectorBars id="sector-bars" rows={rows} benchmarkName={benchmarkName} onSelect={setSelected} />
          <Dialog open={selected !== null} onClose={() => setSelected(null)} title={selected ?? ''}>
            {selected ? (
              <SectorHoldings
                row={rows.find(({ sector }) => sector === selected)!}
                benchmarkName={benchmarkName}
                holdings={holdings.filter(({ sector }) => sector === selected)}
              />
            ) : null}
          </Dialog>
        </div>
      )}
    </Panel>
  );
}
