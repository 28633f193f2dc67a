'use client';

import { useActionState, useEffect } from 'react';
import { Button } from '../ui/button';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';
import { TextField } from '../ui/text-field';
import type { Lot } from './lot';

type LotFormProps = {
  lot: Lot;
  /** Gets `lot_id` beside the fields of the lot, named as in a holdings file; an empty field is one without a value. */
  action: FormAction;
  onDone: () => void;
};

/** Changes a lot. What it is (symbol, class) stays: anything else is another lot. */
export function LotForm({ lot, action, onDone }: LotFormProps) {
  const [state, submit, isPending] = useActionState(action, {});
  useEffect(() => {
    if (state.done) onDone();
  }, [state, onDone]);
  const field = (name: string, stored: string | null) => ({
    id: `lot-${lot.id}-${name}`,
    name,
    defaultValue: state.values?.[name] ?? stored ?? '',
    error: state.errors?.[name],
    autoComplete: 'off',
  });
  const hasOwnPrice = lot.assetClass === 'private' || lot.assetClass === 'option';
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="lot_id" value={lot.id} />
      {state.message ? <Notice live tone="problem" title={state.message} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...field('quantity', lot.quantity)}
          data-amount
          label={lot.assetClass === 'cash' ? 'Amount' : 'Quantity'}
          hint="Negative for a short."
          inputMode="decimal"
          required
        />
        <TextField
          {...field('quantity_as_of', lot.quantityAsOf)}
          label="In units of"
          hint="The day whose splits the quantity already knows."
          type="date"
          required
        />
        <TextField {...field('entry_date', lot.entryDate)} label="Entered on" type="date" optional />
        <TextField
          {...field('entry_price', lot.entryPrice)}
          label="Entry price"
          data-amount
          inputMode="decimal"
          optional
        />
        <TextField {...field('exit_date', lot.exitDate)} label="Left on" type="date" optional />
        {lot.assetClass === 'option' ? (
          <TextField {...field('delta', lot.delta)} label="Delta" hint="From −1 to 1." inputMode="decimal" optional />
        ) : null}
        {hasOwnPrice ? (
          <>
            <TextField
              {...field('price', lot.price)}
              label={`Price, ${lot.currency}`}
              inputMode="decimal"
              required={lot.assetClass === 'private'}
              optional={lot.assetClass !== 'private'}
            />
            <TextField {...field('price_date', lot.priceDate)} label="Price of" type="date" optional />
          </>
        ) : null}
      </div>
      <div>
        <Button type="submit" variant="primary" busy={isPending}>
          Save lot
        </Button>
      </div>
    </form>
  );
}
