'use client';

import { useActionState, useEffect } from 'react';
import { Button } from '../ui/button';
import type { FormAction } from '../ui/form-state';
import { Notice } from '../ui/notice';
import { TextField } from '../ui/text-field';

/** Name and password. Once they are right the browser goes to `next` anew, with nothing left of before. */
export function SignInForm({ action, next }: { action: FormAction; next: string }) {
  const [state, submit, isPending] = useActionState(action, {});
  useEffect(() => {
    if (state.done) window.location.replace(next);
  }, [state.done, next]);
  return (
    <form action={submit} className="flex flex-col gap-4">
      {state.message ? <Notice live tone="problem" title={state.message} /> : null}
      <TextField
        id="sign-in-name"
        name="name"
        label="Name"
        required
        autoFocus
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={1000}
        defaultValue={state.values?.name}
        error={state.errors?.name}
      />
      <TextField
        id="sign-in-password"
        name="password"
        type="password"
        label="Password"
        required
        autoComplete="current-password"
        maxLength={1000}
        error={state.errors?.password}
      />
      <Button type="submit" variant="primary" busy={isPending || state.done} className="w-full">
        Sign in
      </Button>
    </form>
  );
}
