import { emDash, percent, signedPoints } from '@/lib/format';
import type { BookDifference } from '@/lib/risk/book-difference';
import { ExplanationDetails } from '../risk/explanation-details';
import { sectorWeightExplanation } from '../risk/explanations/sector-weight';
import type { Provenance } from '../risk/provenance';
import { sectorRowsOf } from '../risk/sector-rows-of';
import { UnavailablePanel } from '../risk/unavailable-panel';
import { Popover } from '../ui/popover';
import { PopoverTrigger } from '../ui/popover-trigger';
import { TableScroll } from '../ui/table-scroll';

const heads = [
  { label: 'Now', explains: 'Net' },
  { label: 'What if', explains: 'Net' },
  { label: 'Change', explains: 'Net' },
  { label: 'Active, what if', explains: 'Active' },
] as const;

const popoverOf = (column: 'Net' | 'Active'): string => `what-if-sectors-${column.toLowerCase()}`;

type WhatIfSectorsProps = { difference: BookDifference; provenance: Provenance };

/** Weights by sector of both books; they follow from holdings and prices, so every change is exact. */
export function WhatIfSectors({ difference: { before, after }, provenance }: WhatIfSectorsProps) {
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
    <>
      <TableScroll label="Sectors, now and what if">
        <table className="data-table whitespace-nowrap">
          <thead>
            <tr>
              <th scope="col" className="pinned">
                Sector
              </th>
              {heads.map(({ label, explains }) => (
                <th key={label} scope="col" className={`number ${label === 'Now' ? 'max-sm:hidden' : ''}`}>
                  <PopoverTrigger target={popoverOf(explains)}>
                    {label}
                    <span className="sr-only"> Explain its figures.</span>
                  </PopoverTrigger>
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
      {(['Net', 'Active'] as const).map((column) => {
        const explanation = sectorWeightExplanation(column, 'Benchmark', after.benchmark, popoverOf(column));
        return (
          <Popover key={column} id={explanation.id} title={explanation.title}>
            <ExplanationDetails explanation={explanation} provenance={provenance} />
          </Popover>
        );
      })}
    </>
  );
}
