'use client';

import { Trash2 } from 'lucide-react';
import { useActionState, useState } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';

/** Takes the demonstration portfolios and the simulated market out for good, after saying so. */
export function RemoveDemonstrationButton({ action }: { action: FormAction }) {
  const [isOpen, setIsOpen] = useState(false);
  const [state, submit, isPending] = useActionState(action, {});
  return (
    <>
      <Button variant="quiet" onClick={() => setIsOpen(true)}>
        <Trash2 aria-hidden="true" className="size-4" />
        Remove the demonstration
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title="Remove the demonstration?">
        <form action={submit} className="flex flex-col gap-4">
          {state.message ? <Notice live tone="problem" title={state.message} /> : null}
          <p>
            The demonstration portfolios and the simulated market go, and do not come back. Your own portfolios and
            prices stay.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="danger" busy={isPending}>
              Remove
            </Button>
            <Button onClick={() => setIsOpen(false)}>Keep it</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
