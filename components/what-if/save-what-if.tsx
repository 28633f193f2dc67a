'use client';

import { useRouter } from 'next/navigation';
import { useActionState, useState } from 'react';
import { RequestProblem } from '@/lib/api/client';
import type { HypotheticalLotRequest } from '@/lib/api/what-if';
import { requestRecalculation } from '../portfolio/recalculation-requests';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import type { FormState } from '../ui/form-state';
import { Notice } from '../ui/notice';
import { TextField } from '../ui/text-field';
import { saveBook } from './what-if-requests';

type SaveWhatIfProps = {
  portfolioId: string;
  suggestedName: string;
  asOf: string;
  request: readonly HypotheticalLotRequest[];
  isDisabled: boolean;
};

/** Keeps the book as a portfolio of its own, has it measured, and goes there. */
export function SaveWhatIf({ portfolioId, suggestedName, asOf, request, isDisabled }: SaveWhatIfProps) {
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [state, submit, isPending] = useActionState(async (_: FormState, data: FormData): Promise<FormState> => {
    const name = String(data.get('name') ?? '');
    try {
      const { id } = await saveBook(portfolioId, { name, as_of: asOf, positions: request });
      // The portfolio is there whether or not it can be measured at once; its own page offers to do it.
      await requestRecalculation(id, asOf).catch(() => {});
      router.push(`/portfolios/${id}`);
      return { done: true };
    } catch (error) {
      const faults = error instanceof RequestProblem ? (error.problem?.errors ?? []) : [];
      const ofName = faults.find(({ pointer }) => pointer === '/name');
      const message = error instanceof RequestProblem ? error.message : 'The server cannot be reached just now.';
      const other = faults.find(({ pointer }) => pointer !== '/name');
      return {
        values: { name },
        errors: ofName ? { name: ofName.detail } : undefined,
        message: ofName ? undefined : other ? `${other.pointer}: ${other.detail}` : message,
      };
    }
  }, {});
  return (
    <>
      <Button variant="primary" disabled={isDisabled} onClick={() => setIsOpen(true)}>
        Save as a portfolio
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title="Save as a portfolio">
        <form action={submit} className="flex flex-col gap-4">
          {state.message ? (
            <Notice live tone="problem" title="It was not saved">
              {state.message}
            </Notice>
          ) : null}
          <TextField
            id="what-if-name"
            name="name"
            label="Name"
            required
            maxLength={120}
            defaultValue={state.values?.name ?? suggestedName}
            error={state.errors?.name}
            hint="A new portfolio; the one this began as stays what it is."
          />
          <div className="flex gap-2">
            <Button type="submit" variant="primary" busy={isPending}>
              Save
            </Button>
            <Button onClick={() => setIsOpen(false)}>Go on trying</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
