'use client';

import { useActionState, useEffect } from 'react';
import { Button } from '../ui/button';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';
import { PortfolioFields, type PortfolioValues } from './portfolio-fields';

type PortfolioFormProps = {
  /** Unique on the page. */
  id: string;
  action: FormAction;
  submitLabel: string;
  initial?: PortfolioValues;
  benchmarks: readonly { readonly code: string; readonly name: string }[];
  /** Creating one asks for its currency too. */
  isNew?: boolean;
  onDone?: () => void;
};

const fresh: PortfolioValues = { name: '', currency: 'USD', market_index: 'SPY', benchmark_code: 'SP500' };

/** Creates a portfolio or changes one. */
export function PortfolioForm({
  id,
  action,
  submitLabel,
  initial = fresh,
  benchmarks,
  isNew = false,
  onDone,
}: PortfolioFormProps) {
  const [state, submit, isPending] = useActionState(action, {});
  useEffect(() => {
    if (state.done) onDone?.();
  }, [state, onDone]);
  return (
    <form action={submit} className="flex flex-col gap-4">
      {state.message ? <Notice live tone="problem" title={state.message} /> : null}
      <PortfolioFields id={id} state={state} initial={initial} benchmarks={benchmarks} withCurrency={isNew} />
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" busy={isPending}>
          {submitLabel}
        </Button>
        <span role="status" className="text-sm text-ink-soft">
          {state.done && !isPending ? 'Saved.' : null}
        </span>
      </div>
    </form>
  );
}
