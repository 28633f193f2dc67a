import { emDash, percent, signedPoints } from '@/lib/format';
import type { BookDifference } from '@/lib/risk/book-difference';
import { sectorRowsOf } from '../risk/sector-rows-of';
import { UnavailablePanel } from '../risk/unavailable-panel';
import { TableScroll } from '../ui/table-scroll';

/** Weights by sector of both books; they follow from holdings and prices, so every change is exact. */
export function WhatIfSectors({ difference: { before, after } }: { difference: BookDifference }) {
  if (after.sectors.status === 'unavailable')
    return (
      <div className="px-5 pb-5">
        <UnavailablePanel absence={after.sectors} />
      </div>
    );
  const rows = sectorRowsOf(after.sectors.value, after.benchmark);
  const earlier =
    before.sectors.status === 'measured'
      ? new Map(sectorRowsOf(before.sectors.value, before.benchmark).map((row) => [row.sector, row.net]))
      : new Map<string, number>();
  return (
    <TableScroll label="Sectors, now and what if">
      <table className="data-table whitespace-nowrap">
        <thead>
          <tr>
            <th scope="col" className="pinned">
              Sector
            </th>
            {['Now', 'What if', 'Change', 'Active, what if'].map((head) => (
              <th key={head} scope="col" className={`number ${head === 'Now' ? 'max-sm:hidden' : ''}`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            .filter((row) => row.gross !== 0 || earlier.get(row.sector) || row.benchmark)
            .map((row) => {
              const was = earlier.get(row.sector);
              const change = was === undefined ? null : row.net - was;
              const shown = signedPoints(change);
              return (
                <tr key={row.sector}>
                  <th scope="row" className="pinned">
                    {row.sector}
                  </th>
                  <td className="number max-sm:hidden">{percent(was)}</td>
                  <td className="number">{percent(row.net)}</td>
                  <td className="number">
                    {change === null ? (
                      emDash
                    ) : /[1-9]/.test(shown) ? (
                      <span className="font-semibold">{shown}</span>
                    ) : (
                      <span className="text-ink-faint">unchanged</span>
                    )}
                  </td>
                  <td className="number">{signedPoints(row.active)}</td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </TableScroll>
  );
}
