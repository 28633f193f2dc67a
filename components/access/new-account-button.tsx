'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import type { FormAction } from '../ui/form-state';
import { AccountForm } from './account-form';

export function NewAccountButton({ action }: { action: FormAction }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden="true" className="size-4" />
        New account
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title="New account">
        <AccountForm
          id="new-account"
          action={action}
          submitLabel="Make account"
          withRole
          onDone={() => setIsOpen(false)}
        />
      </Dialog>
    </>
  );
}
