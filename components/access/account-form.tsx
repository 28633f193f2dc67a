'use client';

import { useActionState, useEffect } from 'react';
import { Button } from '../ui/button';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';
import { TextField } from '../ui/text-field';
import { NewPasswordFields } from './new-password-fields';

type AccountFormProps = {
  /** Unique on the page. */
  id: string;
  action: FormAction;
  submitLabel: string;
  /** Whether the account may be one that administers; the first one is. */
  withRole?: boolean;
  onDone?: () => void;
};

/** Makes an account. */
export function AccountForm({ id, action, submitLabel, withRole = false, onDone }: AccountFormProps) {
  const [state, submit, isPending] = useActionState(action, {});
  useEffect(() => {
    if (state.done) onDone?.();
  }, [state, onDone]);
  return (
    <form action={submit} className="flex max-w-md flex-col gap-4">
      {state.message ? <Notice live tone="problem" title={state.message} /> : null}
      <TextField
        id={`${id}-name`}
        name="name"
        label="Name"
        hint="Small letters, digits and . _ @ + -"
        required
        maxLength={64}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={state.values?.name}
        error={state.errors?.name}
      />
      <NewPasswordFields id={id} name="password" error={state.errors?.password} repeatError={state.errors?.repeat} />
      {withRole ? (
        <label className="flex items-start gap-2 text-sm">
          <input type="checkbox" name="is_administrator" value="yes" className="mt-0.5 size-4" />
          <span>
            Administrator
            <span className="block text-xs text-ink-faint">
              Also changes what all accounts share: prices, sectors, benchmarks, providers, accounts.
            </span>
          </span>
        </label>
      ) : null}
      <div>
        <Button type="submit" variant="primary" busy={isPending}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
