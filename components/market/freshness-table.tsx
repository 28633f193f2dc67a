'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { MarketStatusDocument } from '@/lib/api/market-data';
import { count, day, instant } from '@/lib/format';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import { Notice } from '../ui/notice';
import { TableScroll } from '../ui/table-scroll';
import { requestRefresh, wordsOf } from './market-requests';
import { RefreshProgress } from './refresh-progress';
import { outcomeWords } from './refresh-words';

type SymbolStatus = MarketStatusDocument['symbols'][number];

const succeeded = (one: SymbolStatus): boolean =>
  one.outcome === null || ['stored', 'unchanged', 'restated'].includes(one.outcome);

/** What failed and is behind comes first: it is what somebody has to do something about. */
const urgency = (one: SymbolStatus): number =>
  (one.freshness === 'fresh' ? 4 : one.freshness === 'behind' ? 2 : 0) + (succeeded(one) ? 1 : 0);

const sourceWords = (source: string | null): string => (source === null ? '—' : source);

/** How fresh the prices of everything in use are, what failed and why, and a button that asks for one symbol. */
export function FreshnessTable({ symbols }: { symbols: readonly SymbolStatus[] }) {
  const router = useRouter();
  const [running, setRunning] = useState<{ readonly symbol: string; readonly id: string } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const rows = [...symbols].sort((a, b) => urgency(a) - urgency(b) || (a.symbol < b.symbol ? -1 : 1));

  const refresh = async (symbol: string) => {
    setFailure(null);
    try {
      setRunning({ symbol, id: (await requestRefresh([symbol])).id });
    } catch (error) {
      setFailure(wordsOf(error));
    }
  };

  return (
    <div className="flex flex-col gap-3">
      {failure ? (
        <div className="px-4 sm:px-5">
          <Notice live tone="problem" title={failure} />
        </div>
      ) : null}
      {running ? (
        <div className="px-4 sm:px-5">
          <RefreshProgress
            key={running.id}
            id={running.id}
            onEnd={() => {
              setRunning(null);
              router.refresh();
            }}
          />
        </div>
      ) : null}
      <TableScroll label="Prices by symbol, table" className="max-h-[36rem]">
        <table className="data-table whitespace-nowrap">
          <thead className="stuck">
            <tr>
              <th scope="col" className="pinned">
                Symbol
              </th>
              <th scope="col">State</th>
              <th scope="col">Prices</th>
              <th scope="col">Source</th>
              <th scope="col">Last attempt</th>
              <th scope="col">
                <span className="sr-only">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.symbol}>
                <th scope="row" className="pinned">
                  {one.symbol}
                  {one.name ? (
                    <span className="block max-w-48 truncate text-xs font-normal text-ink-faint">{one.name}</span>
                  ) : null}
                </th>
                <td>
                  <Chip tone={one.freshness === 'fresh' ? 'neutral' : one.freshness === 'none' ? 'problem' : 'caution'}>
                    {one.freshness === 'fresh' ? 'Fresh' : one.freshness === 'none' ? 'No prices' : 'Behind'}
                  </Chip>
                </td>
                <td>
                  {one.first_date === null ? (
                    '—'
                  ) : (
                    <>
                      {day(one.first_date)} to {day(one.last_date)}
                    </>
                  )}
                  {one.quarantined > 0 ? (
                    <span className="block text-xs text-ink-faint">{count(one.quarantined)} rows set aside</span>
                  ) : null}
                </td>
                <td>{sourceWords(one.price_source)}</td>
                <td className="min-w-56 max-w-80 whitespace-normal">
                  {one.outcome === null ? (
                    <span className="text-ink-faint">Never asked for</span>
                  ) : (
                    <>
                      <span className={succeeded(one) ? '' : 'text-danger'}>
                        {outcomeWords[one.outcome] ?? one.outcome}
                      </span>
                      {one.detail !== null && !succeeded(one) ? (
                        <span className="block text-xs text-ink-faint">{one.detail}</span>
                      ) : null}
                      <time dateTime={one.attempted_at ?? undefined} className="block text-xs text-ink-faint">
                        {instant(one.attempted_at)}
                      </time>
                    </>
                  )}
                </td>
                <td>
                  <Button
                    size="small"
                    busy={running !== null}
                    aria-label={`Refresh ${one.symbol}`}
                    onClick={() => refresh(one.symbol)}
                  >
                    Refresh
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </div>
  );
}
