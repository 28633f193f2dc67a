'use client';

import type { FindingDocument } from '@/lib/api/finding';
import type { CoverageDocument } from '@/lib/api/market-data';
import { count, day } from '@/lib/format';
import { Chip } from '../ui/chip';
import { TableScroll } from '../ui/table-scroll';
import { SectorSelect } from './sector-select';

type CoverageTableProps = {
  coverage: readonly CoverageDocument[];
  findings: readonly FindingDocument[];
  isBusy: boolean;
  onSector: (symbol: string, sector: string | null) => void;
};

const behindWords = (sessions: number | null): string =>
  sessions === null
    ? 'none'
    : sessions === 0
      ? 'up to date'
      : sessions === 1
        ? '1 session old'
        : `${sessions} sessions old`;

/** What there is of every symbol that is held: its prices, how complete and how new they are, and its sector. */
export function CoverageTable({ coverage, findings, isBusy, onSector }: CoverageTableProps) {
  const worst = (symbol: string): 'grave' | 'mild' | null => {
    const own = findings.filter((one) => one.symbol === symbol);
    return own.some(({ severity }) => severity === 'grave') ? 'grave' : own.length > 0 ? 'mild' : null;
  };
  return (
    <TableScroll label="Coverage by symbol, table" className="max-h-[40rem]">
      <table className="data-table whitespace-nowrap">
        <thead className="stuck">
          <tr>
            <th scope="col" className="pinned">
              Symbol
            </th>
            <th scope="col">Findings</th>
            <th scope="col">Prices</th>
            <th scope="col" className="number">
              Sessions of the last year
            </th>
            <th scope="col">Newest</th>
            <th scope="col">Source</th>
            <th scope="col">Currency</th>
            <th scope="col">Sector</th>
          </tr>
        </thead>
        <tbody>
          {coverage.map((one) => {
            const severity = worst(one.symbol);
            return (
              <tr key={one.symbol}>
                <th scope="row" className="pinned">
                  {one.symbol}
                  <span className="block max-w-44 truncate text-xs font-normal text-ink-faint">
                    {one.is_index ? 'the index' : (one.name ?? (one.asset_class === 'fund' ? 'fund' : ''))}
                  </span>
                </th>
                <td>
                  {severity === null ? (
                    <span className="text-ink-faint">none</span>
                  ) : (
                    <Chip tone={severity === 'grave' ? 'problem' : 'caution'}>
                      {severity === 'grave' ? 'Grave' : 'Mild'}
                    </Chip>
                  )}
                </td>
                <td>{one.first_date === null ? '—' : `${day(one.first_date)} to ${day(one.last_date)}`}</td>
                <td className="number">
                  {count(one.closes)} of {count(one.sessions)}
                </td>
                <td>{behindWords(one.sessions_behind)}</td>
                <td>{one.price_source ?? '—'}</td>
                <td>{one.currency}</td>
                <td>
                  {one.asset_class === 'stock' ? (
                    <span className="flex flex-col gap-0.5">
                      <SectorSelect
                        id={`coverage-sector-${one.symbol}`}
                        symbol={one.symbol}
                        sector={one.sector}
                        isBusy={isBusy}
                        onChoose={(sector) => onSector(one.symbol, sector)}
                      />
                      {one.sector_source ? (
                        <span className="text-xs text-ink-faint">
                          said by{' '}
                          {one.sector_source === 'person'
                            ? 'you'
                            : one.sector_source === 'CSV'
                              ? 'a file'
                              : one.sector_source}
                        </span>
                      ) : null}
                    </span>
                  ) : (
                    <span className="text-ink-faint">{one.asset_class === 'fund' ? 'a fund' : 'an index'}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}
