'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import { sharedDomain } from '../charts/sparkline-path';
import type { Provenance } from '../risk/provenance';
import { areAmountsHidden } from '../ui/amounts';
import { EmptyState } from '../ui/empty-state';
import { SortHeader } from '../ui/sort-header';
import { sortRows } from '../ui/sort-rows';
import { isLongTable, TableRows } from '../ui/table-rows';
import { TableScroll } from '../ui/table-scroll';
import { NothingFound, TableSearch } from '../ui/table-search';
import { useLater } from '../ui/use-later';
import { useSort } from '../ui/use-sort';
import type { Holding } from './holding';
import { type HoldingColumn, holdingColumns } from './holding-columns';
import { HoldingRow, holdingRowHeight } from './holding-row';

const loadDialog = () => import('./holding-dialog');

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
  const later = useLater(loadDialog, opened !== null);
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

  const isLong = isLongTable(sorted);
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
      <TableSearch
        label="Find holdings"
        placeholder="Find by symbol, name or sector"
        value={search}
        onSearch={setSearch}
        found={found.length}
        of={holdings.length}
      />
      <TableScroll
        ref={setScroll}
        label="Holdings"
        data={async () => (await import('./holding-cells')).holdingCells(sorted, areAmountsHidden())}
        className={isLong ? 'h-[min(75vh,46rem)] border-t border-rule' : 'xl:overflow-visible'}
      >
        <table className="data-table [&_tbody_:is(th,td)]:py-1" aria-rowcount={sorted.length + 1}>
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
          <TableRows
            rows={sorted}
            height={holdingRowHeight}
            columns={holdingColumns.length}
            scroll={scroll}
            renderRow={renderRow}
          />
        </table>
      </TableScroll>
      {sorted.length === 0 ? <NothingFound search={search} /> : null}
      {later ? (
        <later.HoldingDialog
          holding={opened}
          currency={currency}
          marketIndex={marketIndex}
          provenance={provenance}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </div>
  );
}
