import { percent, signedPoints } from '@/lib/format';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { orderedSectorRows, totalSectorRow } from '../charts/sector-weight-rows';
import { reasonInShort } from '../risk/reason-words';
import { sectorRowsOf } from '../risk/sector-rows-of';
import { TableScroll } from '../ui/table-scroll';

type ReportSectorsProps = {
  estimates: Pick<PortfolioEstimates, 'sectors' | 'benchmark'>;
  benchmarkName: string;
};

/** Net weights by sector beside the benchmark's, with a bar about zero. */
export function ReportSectors({ estimates: { sectors, benchmark }, benchmarkName }: ReportSectorsProps) {
  if (sectors.status === 'unavailable')
    return <p className="text-sm">Sectors unavailable: {reasonInShort(sectors)}.</p>;
  const ordered = orderedSectorRows(sectorRowsOf(sectors.value, benchmark));
  const rows = ordered.filter((row) => row.gross !== 0 || row.benchmark);
  const total = totalSectorRow(ordered);
  const widest = Math.max(1e-9, ...rows.map(({ active }) => Math.abs(active ?? 0)));
  return (
    <TableScroll label="Sectors, table">
      <table className="data-table report-table">
        <caption className="sr-only">Sectors against {benchmarkName}</caption>
        <thead>
          <tr>
            <th scope="col">Sectors</th>
            <th scope="col" className="number">
              Net
            </th>
            <th scope="col" className="number">
              {benchmarkName}
            </th>
            <th scope="col" className="number">
              Active
            </th>
            <th scope="col" className="w-24 max-sm:hidden print:table-cell">
              <span className="sr-only">Active, drawn</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const share = row.active === null ? 0 : row.active / widest;
            return (
              <tr key={row.sector}>
                <th scope="row">{row.sector}</th>
                <td className="number">{percent(row.net)}</td>
                <td className="number">{percent(row.benchmark)}</td>
                <td className="number font-semibold">{signedPoints(row.active)}</td>
                <td className="max-sm:hidden print:table-cell">
                  <svg
                    viewBox="-50 0 100 8"
                    preserveAspectRatio="none"
                    aria-hidden="true"
                    className="block h-2 w-full"
                    data-graphic
                  >
                    <path d="M0 0V8" stroke="var(--color-rule-strong)" vectorEffect="non-scaling-stroke" />
                    <rect
                      x={Math.min(0, share * 49)}
                      y="1"
                      width={Math.abs(share * 49)}
                      height="6"
                      fill={share < 0 ? 'var(--color-orange)' : 'var(--color-blue)'}
                    />
                  </svg>
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td className="number">{percent(total.net)}</td>
            <td className="number">{percent(total.benchmark)}</td>
            <td className="number">{signedPoints(total.active)}</td>
            <td className="max-sm:hidden print:table-cell" />
          </tr>
        </tfoot>
      </table>
    </TableScroll>
  );
}
