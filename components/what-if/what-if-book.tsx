'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { CsvCell } from '@/lib/api/csv-file';
import { areAmountsHidden } from '../ui/amounts';
import { TableRows } from '../ui/table-rows';
import { TableScroll } from '../ui/table-scroll';
import { NothingFound, TableSearch } from '../ui/table-search';
import { type BookEdits, type EditedBook, type EditorLot, faultOf, type LotEdit } from './book-edits';
import { WhatIfRow, whatIfRowHeight } from './what-if-row';

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
        <table className="data-table [&_tbody_:is(th,td)]:py-1" aria-rowcount={found.length + 1}>
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
          <TableRows rows={found} height={whatIfRowHeight} columns={4} scroll={scroll} renderRow={renderRow} />
        </table>
      </TableScroll>
      {found.length === 0 ? <NothingFound search={search} /> : null}
    </div>
  );
}
