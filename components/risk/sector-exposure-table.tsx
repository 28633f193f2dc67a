'use client';

import { useState } from 'react';
import { percent, signedPoints } from '@/lib/format';
import type { SectorBenchmark } from '@/lib/risk/sector-benchmark';
import { orderedSectorRows, type SectorWeightRow, totalSectorRow } from '../charts/sector-weight-rows';
import { Dialog } from '../ui/dialog';
import { Popover } from '../ui/popover';
import { PopoverTrigger } from '../ui/popover-trigger';
import { TableScroll } from '../ui/table-scroll';
import { ExplanationDetails } from './explanation-details';
import { type SectorColumn, sectorColumns, sectorWeightExplanation } from './explanations/sector-weight';
import type { Provenance } from './provenance';
import { type SectorHolding, SectorHoldings } from './sector-holdings';

type SectorExposureTableProps = {
  rows: readonly SectorWeightRow[];
  /** Active weights of the stocks alone; null where they are not compared. */
  stockActive: Readonly<Record<string, number>> | null;
  benchmarkName: string;
  holdings: readonly SectorHolding[];
  benchmark: SectorBenchmark | null;
  provenance: Provenance;
};

const popoverOf = (column: SectorColumn): string => `sectors-${column.toLowerCase().replace(' ', '-')}`;

/** Long, short, net and gross of every sector and bucket, down to a total that reconciles; each row opens to its holdings. */
export function SectorExposureTable({
  rows,
  stockActive,
  benchmarkName,
  holdings,
  benchmark,
  provenance,
}: SectorExposureTableProps) {
  const [selected, setSelected] = useState<string | null>(null);
  const ordered = orderedSectorRows(rows);
  const total = totalSectorRow(ordered);
  const stockTotal = stockActive === null ? null : Object.values(stockActive).reduce((sum, value) => sum + value, 0);
  const cells = (row: SectorWeightRow, stock: number | null) => (
    <>
      <td className="number">{percent(row.long)}</td>
      <td className="number">{percent(row.short)}</td>
      <td className="number font-semibold">{percent(row.net)}</td>
      <td className="number">{percent(row.gross)}</td>
      <td className="number">{signedPoints(row.active)}</td>
      <td className="number">{signedPoints(stock)}</td>
    </>
  );
  return (
    <>
      <TableScroll label="Exposure by sector, table">
        <table className="data-table whitespace-nowrap [&_:is(th,td):not(:first-child)]:px-2">
          <thead>
            <tr>
              <th scope="col" className="pinned">
                Sector
              </th>
              {sectorColumns.map((head) => (
                <th key={head} scope="col" className="number">
                  <PopoverTrigger target={popoverOf(head)}>
                    {head}
                    <span className="sr-only"> Explain its figures.</span>
                  </PopoverTrigger>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ordered.map((row) => (
              <tr key={row.sector}>
                <th scope="row" className="pinned">
                  <button type="button" className="figure-button" onClick={() => setSelected(row.sector)}>
                    {row.sector}
                    <span className="sr-only"> Show its holdings.</span>
                  </button>
                </th>
                {cells(row, stockActive?.[row.sector] ?? null)}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="pinned">
                {total.sector}
              </th>
              {cells(total, stockTotal)}
            </tr>
          </tfoot>
        </table>
      </TableScroll>
      {sectorColumns.map((column) => {
        const explanation = sectorWeightExplanation(column, benchmarkName, benchmark, popoverOf(column));
        return (
          <Popover key={column} id={explanation.id} title={explanation.title}>
            <ExplanationDetails explanation={explanation} provenance={provenance} />
          </Popover>
        );
      })}
      <Dialog open={selected !== null} onClose={() => setSelected(null)} title={selected ?? ''}>
        {selected ? (
          <SectorHoldings
            row={ordered.find(({ sector }) => sector === selected)!}
            benchmarkName={benchmarkName}
            holdings={holdings.filter(({ sector }) => sector === selected)}
          />
        ) : null}
      </Dialog>
    </>
  );
}
