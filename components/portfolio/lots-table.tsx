'use client';

import { useActionState, useState } from 'react';
import { day, emDash, money, quantity } from '@/lib/format';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';
import { TableScroll } from '../ui/table-scroll';
import type { Lot } from './lot';
import { LotForm } from './lot-form';
import { PositionLink } from './position-link';

type LotsTableProps = { lots: readonly Lot[]; changeAction: FormAction; removeAction: FormAction };

const classes = { stock: 'Stock', fund: 'Fund', option: 'Option', private: 'Private', cash: 'Cash' } as const;

/** The lots as they were written, to be corrected. */
export function LotsTable({ lots, changeAction, removeAction }: LotsTableProps) {
  const [edited, setEdited] = useState<Lot | null>(null);
  const [removed, setRemoved] = useState<Lot | null>(null);
  if (lots.length === 0)
    return (
      <div className="px-5 pb-5">
        <EmptyState title="No lots">Import a file of holdings to fill this portfolio.</EmptyState>
      </div>
    );
  return (
    <>
      <TableScroll label="Lots" className="max-h-[75vh] border-t border-rule">
        <table className="data-table">
          <thead className="stuck">
            <tr>
              <th scope="col" className="pinned">
                Symbol
              </th>
              <th scope="col">Class</th>
              <th scope="col" className="number">
                Quantity
              </th>
              <th scope="col" className="number">
                Entry price
              </th>
              <th scope="col">Entered</th>
              <th scope="col">Left</th>
              <th scope="col">Lot</th>
              <th scope="col">
                <span className="sr-only">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lots.map((lot) => (
              <tr key={lot.id}>
                <th scope="row" className="pinned font-semibold">
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
                <td className="text-ink-soft">{lot.lotId ?? emDash}</td>
                <td className="text-right whitespace-nowrap">
                  <Button size="small" variant="quiet" onClick={() => setEdited(lot)}>
                    Edit<span className="sr-only"> {lot.symbol}</span>
                  </Button>
                  <Button size="small" variant="quiet" onClick={() => setRemoved(lot)}>
                    Remove<span className="sr-only"> {lot.symbol}</span>
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
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
