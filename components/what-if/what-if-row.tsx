import { memo } from 'react';
import { emDash, money, quantity as quantityInWords } from '@/lib/format';
import { marketValue } from '@/lib/risk/holding';
import { Amount } from '../ui/amount';
import { Button } from '../ui/button';
import { controlClass } from '../ui/control-class';
import { type EditorLot, isEditable, type LotEdit } from './book-edits';
import { hypotheticalHolding } from './hypothetical-holding';

export const whatIfRowHeight = 60;

/** The cell that stays in sight has a ground of its own, so that each cell is coloured. */
const changedClass = '[&>*]:bg-[color-mix(in_srgb,var(--color-blue-wash)_40%,var(--color-surface))]';

type WhatIfRowProps = {
  lot: EditorLot;
  edit: LotEdit | undefined;
  /** How much there is of it after all edits; null where it is gone or cannot be told. */
  after: number | null;
  fault: string | undefined;
  currency: string;
  index: number;
  onEdit: (id: string, edit: LotEdit | null) => void;
};

/** A lot and what is done to it. */
export const WhatIfRow = memo(function WhatIfRow({ lot, edit, after, fault, currency, index, onEdit }: WhatIfRowProps) {
  const isGone = typeof edit === 'string';
  const isShort = lot.quantity < 0;
  const text = typeof edit === 'object' ? edit.text : lot.isNew ? '' : String(lot.quantity);
  const inputId = `quantity-${lot.id}`;
  const value = after === null ? null : marketValue(hypotheticalHolding({ ...lot, quantity: after }));
  const isSettled = after !== null && after !== (typeof edit === 'object' ? Number(edit.text) : lot.quantity);
  const note = isSettled ? (
    <>
      settled <Amount>{quantityInWords(Number(after.toFixed(2)))}</Amount>
    </>
  ) : lot.isNew ? (
    'new'
  ) : edit === undefined ? null : (
    <>
      held <Amount>{quantityInWords(lot.quantity)}</Amount>
    </>
  );
  const isChanged = edit !== undefined || after !== lot.quantity;
  return (
    <tr aria-rowindex={index} style={{ height: whatIfRowHeight }} className={isChanged ? changedClass : undefined}>
      <th scope="row" className="pinned max-w-24 sm:max-w-52">
        <span className={`block truncate font-semibold ${isGone ? 'line-through' : ''}`}>{lot.symbol}</span>
        {lot.name ? <span className="block truncate text-xs font-normal text-ink-faint">{lot.name}</span> : null}
      </th>
      <td className="number">
        {isGone ? (
          <span className="text-ink-soft">
            {edit === 'removed' ? 'removed' : isShort ? 'covered from cash' : 'sold to cash'}
          </span>
        ) : isEditable(lot, currency) ? (
          <span className="inline-flex w-22 flex-col items-stretch sm:w-28">
            <input
              id={inputId}
              data-amount
              inputMode="decimal"
              autoComplete="off"
              aria-label={`Quantity of ${lot.symbol}`}
              aria-invalid={fault ? true : undefined}
              aria-describedby={fault ? `${inputId}-error` : undefined}
              value={text}
              onChange={(event) => onEdit(lot.id, { text: event.target.value })}
              className={`${controlClass} min-h-8 text-right`}
            />
            {fault === undefined ? (
              <span className="mt-0.5 text-2xs leading-tight text-ink-faint">{note}</span>
            ) : (
              <span
                id={`${inputId}-error`}
                className="mt-0.5 text-left text-2xs leading-tight whitespace-normal text-danger"
              >
                {fault}
              </span>
            )}
          </span>
        ) : (
          <span className="text-ink-soft">in {lot.currency}</span>
        )}
      </td>
      <td className="number max-sm:hidden">
        <Amount>{value === null ? emDash : money(value, currency, 0)}</Amount>
      </td>
      <td className="text-right whitespace-nowrap">
        {edit !== undefined && !lot.isNew ? (
          <Button size="small" variant="quiet" onClick={() => onEdit(lot.id, null)}>
            Undo<span className="sr-only"> the change of {lot.symbol}</span>
          </Button>
        ) : null}
        {isGone ? null : (
          <>
            {lot.asset_class === 'cash' || lot.isNew ? null : (
              <Button size="small" variant="quiet" onClick={() => onEdit(lot.id, 'sold')}>
                {isShort ? 'Cover' : 'Sell'}
                <span className="sr-only">
                  {' '}
                  {lot.symbol} {isShort ? 'from' : 'to'} cash
                </span>
              </Button>
            )}
            <Button size="small" variant="quiet" onClick={() => onEdit(lot.id, 'removed')}>
              Remove<span className="sr-only"> {lot.symbol}</span>
            </Button>
          </>
        )}
      </td>
    </tr>
  );
});
