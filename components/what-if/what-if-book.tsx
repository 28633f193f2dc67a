'use client';

import dynamic from 'next/dynamic';
import { useDeferredValue, useMemo, useState } from 'react';
import type { CsvCell } from '@/lib/api/csv-file';
import { count, counted } from '@/lib/format';
import { areAmountsHidden } from '../ui/amounts';
import { TableScroll } from '../ui/table-scroll';
import { type BookEdits, type EditedBook, type EditorLot, faultOf, type LotEdit } from './book-edits';
import { WhatIfRow, whatIfRowHeight } from './what-if-row';

const VirtualRows = dynamic(() => import('../ui/virtual-rows').then((module) => module.VirtualRows<Line>));

/** From so many rows on only those in sight are drawn. */
const plainRows = 100;

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
  const lines = useMemo(() => {
    const stored = lots.map(
      (lot, i): Line => ({ lot, after: Number.isNaN(edited.quantities[i]) ? null : edited.quantities[i] }),
    );
    const added = edits.added.map((lot): Line => {
      const edit = edits.edits.get(lot.id);
      const isThere = typeof edit === 'object' && faultOf(edit) === null;
      return { lot, after: isThere ? Number(edit.text) : null };
    });
    return [...added, ...stored];
  }, [lots, edits, edited]);
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
  const isLong = found.length > plainRows;
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3 sm:px-5">
        <input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder="Find in the book"
          aria-label="Find in the book"
          className="min-h-8 w-64 rounded-md border border-rule-strong bg-surface px-2.5 text-sm placeholder:text-ink-faint pointer-coarse:min-h-11 pointer-coarse:text-base"
        />
        <p role="status" className="text-xs text-ink-faint">
          {found.length === lines.length
            ? counted(lines.length, 'lot')
            : `${count(found.length)} of ${counted(lines.length, 'lot')}`}
        </p>
      </div>
      <TableScroll
        ref={setScroll}
        label="The book as it might be"
        data={() => cellsOf(lines)}
        className="max-h-[70vh] border-t border-rule xl:max-h-[64rem]"
      >
        <table className="data-table [&_tbody_:is(th,td)]:py-1" aria-rowcount={isLong ? found.length + 1 : undefined}>
          <thead className="stuck">
            <tr aria-rowindex={1}>
              <th scope="col" className="pinned">
                Position
              </th>
              <th scope="col" className="number">
                Quantity
              </th>
              <th scope="col" className="number max-sm:hidden">
                Value
              </th>
              <th scope="col">
                <span className="sr-only">Change</span>
              </th>
            </tr>
          </thead>
          {isLong ? (
            <VirtualRows rows={found} height={whatIfRowHeight} columns={4} scroll={scroll} renderRow={renderRow} />
          ) : (
            <tbody>{found.map(renderRow)}</tbody>
          )}
        </table>
      </TableScroll>
      {found.length === 0 ? (
        <p className="px-5 py-6 text-center text-sm text-ink-soft">Nothing here is called “{search.trim()}”.</p>
      ) : null}
    </div>
  );
}
