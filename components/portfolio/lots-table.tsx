'use client';

import { memo, useActionState, useDeferredValue, useMemo, useState } from 'react';
import type { CsvCell } from '@/lib/api/csv-file';
import { day, emDash, money, quantity } from '@/lib/format';
import { Amount } from '../ui/amount';
import { areAmountsHidden } from '../ui/amounts';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';
import { SortHeader } from '../ui/sort-header';
import { type SortKey, sortRows } from '../ui/sort-rows';
import { TableRows } from '../ui/table-rows';
import { TableScroll } from '../ui/table-scroll';
import { NothingFound, TableSearch } from '../ui/table-search';
import { useSort } from '../ui/use-sort';
import type { Lot } from './lot';
import { LotForm } from './lot-form';
import { PositionLink } from './position-link';

type LotsTableProps = { lots: readonly Lot[]; changeAction: FormAction; removeAction: FormAction };

const classes = { stock: 'Stock', fund: 'Fund', option: 'Option', private: 'Private', cash: 'Cash' } as const;

const rowHeight = 44;

const columns = [
  { key: 'symbol', label: 'Symbol', numeric: false, of: (lot: Lot): SortKey => lot.symbol },
  { key: 'class', label: 'Class', numeric: false, of: (lot: Lot): SortKey => classes[lot.assetClass] },
  { key: 'quantity', label: 'Quantity', numeric: true, of: (lot: Lot): SortKey => Number(lot.quantity) },
  {
    key: 'price',
    label: 'Entry price',
    numeric: true,
    of: (lot: Lot): SortKey => (lot.entryPrice === null ? null : Number(lot.entryPrice)),
  },
  { key: 'entered', label: 'Entered', numeric: false, of: (lot: Lot): SortKey => lot.entryDate ?? '' },
  { key: 'left', label: 'Left', numeric: false, of: (lot: Lot): SortKey => lot.exitDate },
  { key: 'lot', label: 'Lot', numeric: false, of: (lot: Lot): SortKey => lot.lotId },
] as const;

/** The lots as a file: what an export has of them, less what nobody looks for in a table. */
const cellsOf = (lots: readonly Lot[]) => {
  const isHidden = areAmountsHidden();
  return {
    heads: [
      'symbol',
      'name',
      'asset_class',
      'quantity',
      'entry_price',
      'currency',
      'entry_date',
      'exit_date',
      'lot_id',
    ],
    rows: lots.map((lot): CsvCell[] => [
      lot.symbol,
      lot.name,
      lot.assetClass,
      isHidden ? null : Number(lot.quantity),
      isHidden || lot.entryPrice === null ? null : Number(lot.entryPrice),
      lot.currency,
      lot.entryDate,
      lot.exitDate,
      lot.lotId,
    ]),
  };
};

/** The lots as they were written, to be found, sorted and corrected. */
export function LotsTable({ lots, changeAction, removeAction }: LotsTableProps) {
  const [edited, setEdited] = useState<Lot | null>(null);
  const [removed, setRemoved] = useState<Lot | null>(null);
  const sort = useSort<(typeof columns)[number]['key']>({ column: 'symbol', direction: 'ascending' });
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const [scroll, setScroll] = useState<HTMLElement | null>(null);
  const shown = useMemo(() => {
    const found =
      wanted === ''
        ? lots
        : lots.filter((lot) =>
            `${lot.symbol} ${lot.name ?? ''} ${lot.lotId ?? ''} ${lot.assetClass}`.toLowerCase().includes(wanted),
          );
    return sortRows(found, columns.find(({ key }) => key === sort.column)!.of, sort.direction);
  }, [lots, wanted, sort.column, sort.direction]);

  if (lots.length === 0)
    return (
      <div className="px-5 pb-5">
        <EmptyState title="No lots">Import a file of holdings to fill this portfolio.</EmptyState>
      </div>
    );
  const renderRow = (lot: Lot, index: number) => (
    <LotRow key={lot.id} lot={lot} index={index + 2} onEdit={setEdited} onRemove={setRemoved} />
  );
  return (
    <>
      <TableSearch
        label="Find lots"
        placeholder="Find by symbol, name or lot"
        value={search}
        onSearch={setSearch}
        found={shown.length}
        of={lots.length}
      />
      <TableScroll
        ref={setScroll}
        label="Lots"
        data={() => cellsOf(shown)}
        className="max-h-[75vh] border-t border-rule"
      >
        <table className="data-table [&_tbody_:is(th,td)]:py-1" aria-rowcount={shown.length + 1}>
          <thead className="stuck">
            <tr aria-rowindex={1}>
              {columns.map(({ key, label, numeric }) => (
                <SortHeader
                  key={key}
                  label={label}
                  numeric={numeric}
                  pinned={key === 'symbol'}
                  sorted={sort.directionOf(key)}
                  onSort={() => sort.sortBy(key, numeric ? 'descending' : 'ascending')}
                />
              ))}
              <th scope="col">
                <span className="sr-only">Change</span>
              </th>
            </tr>
          </thead>
          <TableRows
            rows={shown}
            height={rowHeight}
            columns={columns.length + 1}
            scroll={scroll}
            renderRow={renderRow}
          />
        </table>
      </TableScroll>
      {shown.length === 0 ? <NothingFound search={search} /> : null}
      <Dialog open={edited !== null} onClose={() => setEdited(null)} title={edited ? `Lot of ${edited.symbol}` : ''}>
        {edited ? <LotForm lot={edited} action={changeAction} onDone={() => setEdited(null)} /> : null}
      </Dialog>
      <Dialog
        open={removed !== null}
        onClose={() => setRemoved(null)}
        title={removed ? `Remove this lot of ${removed.symbol}?` : ''}
      >
        {removed ? <RemoveLotForm lot={removed} action={removeAction} onKeep={() => setRemoved(null)} /> : null}
      </Dialog>
    </>
  );
}

type LotRowProps = { lot: Lot; index: number; onEdit: (lot: Lot) => void; onRemove: (lot: Lot) => void };

const LotRow = memo(function LotRow({ lot, index, onEdit, onRemove }: LotRowProps) {
  return (
    <tr aria-rowindex={index} style={{ height: rowHeight }}>
      <th scope="row" className="pinned font-semibold whitespace-nowrap">
        <PositionLink symbol={lot.symbol}>{lot.symbol}</PositionLink>
      </th>
      <td>{classes[lot.assetClass]}</td>
      <td className="number">
        <Amount>{quantity(lot.quantity)}</Amount>
      </td>
      <td className="number">
        {lot.entryPrice === null ? emDash : <Amount>{money(lot.entryPrice, lot.currency)}</Amount>}
      </td>
      <td className="whitespace-nowrap">{lot.entryDate === null ? 'always held' : day(lot.entryDate)}</td>
      <td className="whitespace-nowrap">{lot.exitDate === null ? emDash : day(lot.exitDate)}</td>
      <td className="max-w-40 truncate text-ink-soft">{lot.lotId ?? emDash}</td>
      <td className="text-right whitespace-nowrap">
        <Button size="small" variant="quiet" onClick={() => onEdit(lot)}>
          Edit<span className="sr-only"> {lot.symbol}</span>
        </Button>
        <Button size="small" variant="quiet" onClick={() => onRemove(lot)}>
          Remove<span className="sr-only"> {lot.symbol}</span>
        </Button>
      </td>
    </tr>
  );
});

function RemoveLotForm({ lot, action, onKeep }: { lot: Lot; action: FormAction; onKeep: () => void }) {
  const [state, submit, isPending] = useActionState(async (previous: object, data: FormData) => {
    const next = await action(previous, data);
    if (next.done) onKeep();
    return next;
  }, {});
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="lot_id" value={lot.id} />
      {'message' in state && state.message ? <Notice live tone="problem" title={String(state.message)} /> : null}
      <p>
        <Amount>{quantity(lot.quantity)}</Amount> of {lot.symbol} leave the portfolio. Snapshots that were made with
        them stay as they are; a lot that was sold rather than mistaken is better given an exit date.
      </p>
      <div className="flex gap-2">
        <Button type="submit" variant="danger" busy={isPending}>
          Remove
        </Button>
        <Button onClick={onKeep}>Keep it</Button>
      </div>
    </form>
  );
}
