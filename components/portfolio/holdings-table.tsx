'use client';

import dynamic from 'next/dynamic';
import { useDeferredValue, useMemo, useState } from 'react';
import { count, counted } from '@/lib/format';
import { sharedDomain } from '../charts/sparkline-path';
import type { Provenance } from '../risk/provenance';
import { areAmountsHidden } from '../ui/amounts';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import { SortHeader } from '../ui/sort-header';
import { sortRows } from '../ui/sort-rows';
import { TableScroll } from '../ui/table-scroll';
import { useSort } from '../ui/use-sort';
import type { Holding } from './holding';
import { holdingCells } from './holding-cells';
import { type HoldingColumn, holdingColumns } from './holding-columns';
import { HoldingDetails } from './holding-details';
import { HoldingRow, holdingRowHeight } from './holding-row';

const VirtualRows = dynamic(() => import('../ui/virtual-rows').then((module) => module.VirtualRows<Holding>));

/** From so many rows on only those in sight are drawn. */
const plainRows = 100;

type HoldingsTableProps = {
  holdings: readonly Holding[];
  currency: string;
  marketIndex: string;
  provenance?: Provenance;
};

/** Every lot with its figures: sortable, searchable, and each opens to what is known of it. */
export function HoldingsTable({ holdings, currency, marketIndex, provenance }: HoldingsTableProps) {
  const sort = useSort<HoldingColumn>({ column: 'weight', direction: 'descending' });
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const [opened, setOpened] = useState<Holding | null>(null);
  // State, not a ref: the rows are mounted before the element that scrolls them, and have to hear of it.
  const [scroll, setScroll] = useState<HTMLElement | null>(null);

  const found = useMemo(
    () =>
      wanted === ''
        ? holdings
        : holdings.filter(({ symbol, name, sector }) =>
            `${symbol} ${name ?? ''} ${sector}`.toLowerCase().includes(wanted),
          ),
    [holdings, wanted],
  );
  const sorted = useMemo(
    () => sortRows(found, holdingColumns.find(({ key }) => key === sort.column)!.keyOf, sort.direction),
    [found, sort.column, sort.direction],
  );
  const betaDomain = useMemo(
    () =>
      sharedDomain([
        [0, 1],
        holdings.flatMap(({ beta }) =>
          beta?.status === 'measured' ? [beta.value.low ?? beta.value.beta, beta.value.high ?? beta.value.beta] : [],
        ),
      ]),
    [holdings],
  );
  const largestWeight = useMemo(
    () => holdings.reduce((largest, { weight }) => Math.max(largest, Math.abs(weight ?? 0)), 0),
    [holdings],
  );

  if (holdings.length === 0)
    return (
      <div className="px-5 pb-5">
        <EmptyState title="No holdings">Import a file of holdings to see what they risk.</EmptyState>
      </div>
    );

  const isLong = sorted.length > plainRows;
  const renderRow = (holding: Holding, index: number) => (
    <HoldingRow
      key={holding.id}
      holding={holding}
      currency={currency}
      betaDomain={betaDomain}
      largestWeight={largestWeight}
      index={index + 2}
      onOpen={setOpened}
    />
  );

  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3 sm:px-5" data-screen-only>
        <input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder="Find by symbol, name or sector"
          aria-label="Find holdings"
          className="min-h-8 w-64 rounded-md border border-rule-strong bg-surface px-2.5 text-sm placeholder:text-ink-faint pointer-coarse:min-h-11 pointer-coarse:text-base"
        />
        <p role="status" className="text-xs text-ink-faint">
          {found.length === holdings.length
            ? counted(holdings.length, 'lot')
            : `${count(found.length)} of ${counted(holdings.length, 'lot')}`}
        </p>
      </div>
      <TableScroll
        ref={setScroll}
        label="Holdings"
        data={() => holdingCells(sorted, areAmountsHidden())}
        className={isLong ? 'h-[min(75vh,46rem)] border-t border-rule' : 'xl:overflow-visible'}
      >
        <table className="data-table [&_tbody_:is(th,td)]:py-1" aria-rowcount={isLong ? sorted.length + 1 : undefined}>
          <thead className="stuck">
            <tr aria-rowindex={1}>
              {holdingColumns.map(({ key, label, note, numeric, first }) => (
                <SortHeader
                  key={key}
                  label={label}
                  note={note}
                  numeric={numeric}
                  pinned={key === 'symbol'}
                  sorted={sort.directionOf(key)}
                  onSort={() => sort.sortBy(key, first)}
                />
              ))}
            </tr>
          </thead>
          {isLong ? (
            <VirtualRows
              rows={sorted}
              height={holdingRowHeight}
              columns={holdingColumns.length}
              scroll={scroll}
              renderRow={renderRow}
            />
          ) : (
            <tbody>{sorted.map(renderRow)}</tbody>
          )}
        </table>
      </TableScroll>
      {sorted.length === 0 ? (
        <p className="px-5 py-6 text-center text-sm text-ink-soft">Nothing here is called “{search.trim()}”.</p>
      ) : null}
      <Dialog open={opened !== null} onClose={() => setOpened(null)} title={opened?.symbol ?? ''}>
        {opened ? (
          <HoldingDetails holding={opened} currency={currency} marketIndex={marketIndex} provenance={provenance} />
        ) : null}
      </Dialog>
    </div>
  );
}
