'use client';

import { Trash2 } from 'lucide-react';
import { useActionState, useState } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';

type DeletePortfolioButtonProps = {
  action: FormAction;
  name: string;
  isDemonstration: boolean;
};

/** Deletes a portfolio, after saying what goes with it. */
export function DeletePortfolioButton({ action, name, isDemonstration }: DeletePortfolioButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [state, submit, isPending] = useActionState(action, {});
  return (
    <>
      <Button variant="danger" onClick={() => setIsOpen(true)}>
        <Trash2 aria-hidden="true" className="size-4" />
        Delete portfolio
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title={`Delete ${name}?`}>
        <form action={submit} className="flex flex-col gap-4">
          {state.message ? <Notice live tone="problem" title={state.message} /> : null}
          <p>
            Its lots, its snapshots and everything calculated for it are deleted with it. Prices and securities stay.
            {isDemonstration ? ' The demonstration does not come back.' : ''} This cannot be undone.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="danger" busy={isPending}>
              Delete
            </Button>
            <Button onClick={() => setIsOpen(false)}>Keep it</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
