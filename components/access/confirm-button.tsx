'use client';

import { type ReactNode, useActionState, useState } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';

type ConfirmButtonProps = {
  action: FormAction;
  /** What the button says, and the button of the dialog. */
  label: string;
  /** What a screen reader hears where the label alone would be one of many. */
  description?: string;
  title: string;
  /** What happens, before it does. */
  children: ReactNode;
  size?: 'small' | 'medium';
};

/** Does something that cannot be taken back, after saying what. */
export function ConfirmButton({ action, label, description, title, children, size }: ConfirmButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [state, submit, isPending] = useActionState(action, {});
  return (
    <>
      <Button variant="danger" size={size} aria-label={description} onClick={() => setIsOpen(true)}>
        {label}
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title={title}>
        <form action={submit} className="flex flex-col gap-4">
          {state.message ? <Notice live tone="problem" title={state.message} /> : null}
          <p>{children}</p>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="danger" busy={isPending}>
              {label}
            </Button>
            <Button onClick={() => setIsOpen(false)}>Cancel</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
