'use client';

import { useMemo, useState } from 'react';
import { counted, day, percent, signedPoints } from '@/lib/format';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { SectorBars } from '../charts/sector-bars';
import { isBucket, type SectorWeightRow } from '../charts/sector-weight-rows';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { Panel } from '../ui/panel';
import { TableScroll } from '../ui/table-scroll';
import { reasonWords } from './reason-words';
import { sectorRowsOf } from './sector-rows-of';
import { UnavailablePanel } from './unavailable-panel';

export type SectorHolding = {
  readonly id: string;
  readonly symbol: string;
  readonly name: string | null;
  /** A GICS sector or one of the buckets. */
  readonly sector: string;
  readonly weight: number | null;
};

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

type SectorHoldingsProps = { row: SectorWeightRow; benchmarkName: string; holdings: readonly SectorHolding[] };

/** The holdings of one row, the heaviest first; those without a weight last. */
function SectorHoldings({ row, benchmarkName, holdings }: SectorHoldingsProps) {
  const size = ({ weight }: SectorHolding) => (weight === null ? -1 : Math.abs(weight));
  const sorted = [...holdings].sort((a, b) => size(b) - size(a));
  const what =
    row.active === null || isBucket(row.sector)
      ? `${percent(row.net)} of the portfolio`
      : `${percent(row.net)} of the portfolio against ${percent(row.benchmark)} of the ${benchmarkName}, ${signedPoints(row.active)}`;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-ink-soft">
        {what}, in {counted(sorted.length, 'holding')}.
      </p>
      {sorted.length === 0 ? null : (
        <TableScroll label={`Holdings in ${row.sector}`} className="max-h-96 rounded-md border border-rule">
          <table className="data-table">
            <thead className="stuck">
              <tr>
                <th scope="col">Holding</th>
                <th scope="col" className="number">
                  Weight
                </th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((holding) => (
                <tr key={holding.id}>
                  <th scope="row">
                    {holding.symbol}
                    {holding.name ? <span className="ml-2 font-normal text-ink-faint">{holding.name}</span> : null}
                  </th>
                  <td className="number">{percent(holding.weight, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </div>
  );
}
