'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { CsvCell } from '@/lib/api/csv-file';
import { marketValue } from '@/lib/risk/holding';
import { areAmountsHidden } from '../ui/amounts';
import { SortHeader } from '../ui/sort-header';
import { type SortKey, sortRows } from '../ui/sort-rows';
import { TableRows } from '../ui/table-rows';
import { TableScroll } from '../ui/table-scroll';
import { NothingFound, TableSearch } from '../ui/table-search';
import { useSort } from '../ui/use-sort';
import { type BookEdits, type EditedBook, type EditorLot, faultOf, type LotEdit } from './book-edits';
import { hypotheticalHolding } from './hypothetical-holding';
import { WhatIfRow, whatIfRowHeight } from './what-if-row';

const columns = [
  { key: 'symbol', label: 'Position', first: 'ascending', numeric: false },
  { key: 'quantity', label: 'Quantity', first: 'descending', numeric: true },
  { key: 'value', label: 'Value', first: 'descending', numeric: true },
] as const;

type Column = (typeof columns)[number]['key'];

/** By what is held now: a row must not run away while it is typed in. */
const keysOf: Readonly<Record<Column, (lot: EditorLot) => SortKey>> = {
  symbol: ({ symbol }) => symbol,
  quantity: ({ quantity }) => Math.abs(quantity),
  value: (lot) => {
    const value = marketValue(hypotheticalHolding(lot));
    return value === null ? null : Math.abs(value);
  },
};

type Line = { readonly lot: EditorLot; readonly after: number | null };

type WhatIfBookProps = {
  lots: readonly EditorLot[];
  edits: BookEdits;
  edited: EditedBook;
  currency: string;
  onEdit: (id: string, edit: LotEdit | null) => void;
};

/** The book as it might be, as a file. */
function cellsOf(lines: readonly Line[]) {
  const isHidden = areAmountsHidden();
  return {
    heads: ['symbol', 'name', 'asset_class', 'quantity', 'quantity_what_if', 'price'],
    rows: lines.map(({ lot, after }): CsvCell[] => [
      lot.symbol,
      lot.name,
      lot.asset_class,
      isHidden || lot.isNew ? null : lot.quantity,
      isHidden ? null : (after ?? 0),
      lot.price,
    ]),
  };
}

/** The lots of the book, each with the quantity it might have; what was added stands first. */
export function WhatIfBook({ lots, edits, edited, currency, onEdit }: WhatIfBookProps) {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const [scroll, setScroll] = useState<HTMLElement | null>(null);
  const sort = useSort<Column>({ column: 'value', direction: 'descending' });
  const places = useMemo(
    () =>
      sortRows(
        lots.map((lot, place) => ({ lot, place })),
        ({ lot }) => keysOf[sort.column](lot),
        sort.direction,
      ).map(({ place }) => place),
    [lots, sort.column, sort.direction],
  );
  const lines = useMemo(() => {
    const stored = places.map((i): Line => {
      const after = edited.quantities[i];
      return { lot: lots[i], after: Number.isNaN(after) ? null : after };
    });
    const added = edits.added.map((lot): Line => {
      const edit = edits.edits.get(lot.id);
      const isThere = typeof edit === 'object' && faultOf(edit) === null;
      return { lot, after: isThere ? Number(edit.text) : null };
    });
    return [...added, ...stored];
  }, [lots, places, edits, edited]);
  const found = useMemo(
    () =>
      wanted === ''
        ? lines
        : lines.filter(({ lot }) =>
            `${lot.symbol} ${lot.name ?? ''} ${lot.sector ?? ''}`.toLowerCase().includes(wanted),
          ),
    [lines, wanted],
  );
  const renderRow = ({ lot, after }: Line, index: number) => (
    <WhatIfRow
      key={lot.id}
      lot={lot}
      after={after}
      edit={edits.edits.get(lot.id)}
      fault={edited.faults.get(lot.id)}
      currency={currency}
      index={index + 2}
      onEdit={onEdit}
    />
  );
  return (
    <div>
      <TableSearch
        label="Find in the book"
        placeholder="Find in the book"
        value={search}
        onSearch={setSearch}
        found={found.length}
        of={lines.length}
      />
      <TableScroll
        ref={setScroll}
        label="The book as it might be"
        data={() => cellsOf(lines)}
        className="max-h-[70vh] border-t border-rule xl:max-h-[64rem]"
      >
        <table
          // On a narrow screen the value gives way, so that what can be done with a lot is in sight.
          className="data-table max-sm:[&_:is(th,td)]:px-2 max-sm:[&_th:nth-child(3)]:hidden [&_tbody_:is(th,td)]:py-1"
          aria-rowcount={found.length + 1}
        >
          <thead className="stuck">
            <tr aria-rowindex={1}>
              {columns.map(({ key, label, first, numeric }) => (
                <SortHeader
                  key={key}
                  label={label}
                  numeric={numeric}
                  pinned={key === 'symbol'}
                  sorted={sort.directionOf(key)}
                  onSort={() => sort.sortBy(key, first)}
                />
              ))}
              <th scope="col">
                <span className="sr-only">Change</span>
              </th>
            </tr>
          </thead>
          <TableRows rows={found} height={whatIfRowHeight} columns={4} scroll={scroll} renderRow={renderRow} />
        </table>
      </TableScroll>
      {found.length === 0 ? <NothingFound search={search} /> : null}
    </div>
  );
}
