import { percent, signedPoints } from '@/lib/format';
import { TableScroll } from '../ui/table-scroll';
import type { SectorWeightRow } from './sector-weight-rows';

type SectorTableProps = { rows: readonly SectorWeightRow[]; total: SectorWeightRow; benchmarkName: string };

/** The table twin of the sectors' bars: all that is known of each row, and what they add up to. */
export function SectorTable({ rows, total, benchmarkName }: SectorTableProps) {
  const cells = (row: SectorWeightRow) => (
    <>
      <td className="number">{percent(row.net)}</td>
      <td className="number">{percent(row.benchmark)}</td>
      <td className="number">{signedPoints(row.active)}</td>
      <td className="number">{percent(row.long)}</td>
      <td className="number">{percent(row.short)}</td>
      <td className="number">{percent(row.gross)}</td>
    </>
  );
  return (
    <TableScroll label="Sector weights, table" className="rounded-md border border-rule">
      <table className="data-table whitespace-nowrap [&_:is(th,td):not(:first-child)]:px-2">
        <thead>
          <tr>
            <th scope="col" className="pinned">
              Sector
            </th>
            <th scope="col" className="number">
              Net
            </th>
            <th scope="col" className="number">
              {benchmarkName}
            </th>
            <th scope="col" className="number">
              Active
            </th>
            <th scope="col" className="number">
              Long
            </th>
            <th scope="col" className="number">
              Short
            </th>
            <th scope="col" className="number">
              Gross
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.sector}>
              <th scope="row" className="pinned">
                {row.sector}
              </th>
              {cells(row)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="pinned">
              {total.sector}
            </th>
            {cells(total)}
          </tr>
        </tfoot>
      </table>
    </TableScroll>
  );
}
