'use client';

import { useActionState } from 'react';
import { Button } from '../ui/button';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';
import { TextField } from '../ui/text-field';
import { NewPasswordFields } from './new-password-fields';

/** Changes one's own password, and says what that does elsewhere. */
export function PasswordForm({ action, accountName }: { action: FormAction; accountName: string }) {
  const [state, submit, isPending] = useActionState(action, {});
  return (
    <form action={submit} className="flex max-w-md flex-col gap-4">
      {state.message ? <Notice live tone="problem" title={state.message} /> : null}
      {/* By it the browser's store of passwords knows whose this is. */}
      <input type="text" name="username" autoComplete="username" value={accountName} readOnly hidden />
      <TextField
        id="password-current"
        name="current_password"
        type="password"
        label="Current password"
        required
        maxLength={256}
        autoComplete="current-password"
        error={state.errors?.current_password}
      />
      <NewPasswordFields
        id="password-new"
        name="new_password"
        error={state.errors?.new_password}
        repeatError={state.errors?.repeat}
      />
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" busy={isPending}>
          Change password
        </Button>
        <span role="status" className="text-sm text-ink-soft">
          {state.done && !isPending ? 'Changed. Every other session has ended.' : null}
        </span>
      </div>
    </form>
  );
}
