'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';
import type { ButtonVariant } from '../ui/button-class';
import { Dialog } from '../ui/dialog';
import type { FormAction } from '../ui/form-state';
import { PortfolioForm } from './portfolio-form';

type CreatePortfolioButtonProps = {
  action: FormAction;
  benchmarks: readonly { readonly code: string; readonly name: string }[];
  variant?: ButtonVariant;
};

export function CreatePortfolioButton({ action, benchmarks, variant = 'primary' }: CreatePortfolioButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant={variant} onClick={() => setIsOpen(true)}>
        <Plus aria-hidden="true" className="size-4" />
        New portfolio
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title="New portfolio">
        <PortfolioForm
          id="new-portfolio"
          action={action}
          submitLabel="Create"
          benchmarks={benchmarks}
          isNew
          onDone={() => setIsOpen(false)}
        />
      </Dialog>
    </>
  );
}
