'use client';

import { useState } from 'react';
import { percent, signedPoints } from '@/lib/format';
import { orderedSectorRows, type SectorWeightRow, totalSectorRow } from '../charts/sector-weight-rows';
import { PopoverTrigger } from '../ui/popover-trigger';
import { TableScroll } from '../ui/table-scroll';
import { useLater } from '../ui/use-later';
import type { SectorHolding } from './sector-holdings';

const loadDialog = () => import('./sector-dialog');

export type SectorExposureGridProps = {
  rows: readonly SectorWeightRow[];
  /** Active weights of the stocks alone; null where they are not compared. */
  stockActive: Readonly<Record<string, number>> | null;
  benchmarkName: string;
  holdings: readonly SectorHolding[];
  /** The heads of its columns, each with the popover that explains its figures. */
  columns: readonly { readonly label: string; readonly popover: string }[];
};

/** Long, short, net and gross of every sector and bucket, down to a total that reconciles; each row opens to its holdings. */
export function SectorExposureGrid({ rows, stockActive, benchmarkName, holdings, columns }: SectorExposureGridProps) {
  const [selected, setSelected] = useState<string | null>(null);
  const later = useLater(loadDialog, selected !== null);
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
              {columns.map(({ label, popover }) => (
                <th key={label} scope="col" className="number">
                  <PopoverTrigger target={popover}>
                    {label}
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
      {later ? (
        <later.SectorDialog
          sector={selected}
          rows={ordered}
          benchmarkName={benchmarkName}
          holdings={holdings}
          onClose={() => setSelected(null)}
        />
      ) : null}
    </>
  );
}
