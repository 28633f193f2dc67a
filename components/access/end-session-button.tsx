'use client';

import { useActionState } from 'react';
import { Button } from '../ui/button';
import type { FormAction } from '../ui/form-state';

/** Ends one session; what went wrong stands beside it. */
export function EndSessionButton({ action, id, description }: { action: FormAction; id: string; description: string }) {
  const [state, submit, isPending] = useActionState(action, {});
  return (
    <form action={submit} className="flex items-center justify-end gap-2">
      <input type="hidden" name="id" value={id} />
      <span role="status" className="text-danger">
        {state.message}
      </span>
      <Button type="submit" size="small" busy={isPending} aria-label={description}>
        End
      </Button>
    </form>
  );
}
