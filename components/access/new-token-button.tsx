'use client';

import { Plus } from 'lucide-react';
import { useActionState, useState } from 'react';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import type { FormAction, FormState } from '../ui/form-state';
import { Notice } from '../ui/notice';
import { SelectField } from '../ui/select-field';
import { TextField } from '../ui/text-field';
import { SecretText } from './secret-text';

/** What the form of a new token answers: once it is made, its secret under `values.token`. */
type NewTokenButtonProps = { action: FormAction };

const scopes = [
  { value: 'read', label: 'Read' },
  { value: 'write', label: 'Read and write' },
];
const lives = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '366', label: 'a year' },
];

/** Makes a token and shows its secret, this once. */
export function NewTokenButton({ action }: NewTokenButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden="true" className="size-4" />
        New token
      </Button>
      <Dialog open={isOpen} onClose={() => setIsOpen(false)} title="New token">
        <NewTokenForm action={action} onDone={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function NewTokenForm({ action, onDone }: NewTokenButtonProps & { onDone: () => void }) {
  const [state, submit, isPending] = useActionState<FormState, FormData>(action, {});
  if (state.done && state.values?.token)
    return (
      <div className="flex flex-col gap-4">
        <Notice live tone="done" title="Copy it now">
          It is shown this once. Only its fingerprint is kept.
        </Notice>
        <SecretText id="made-token" label="Token" text={state.values.token} />
        <div>
          <Button variant="primary" onClick={onDone}>
            I have it
          </Button>
        </div>
      </div>
    );
  return (
    <form action={submit} className="flex flex-col gap-4">
      {state.message ? <Notice live tone="problem" title={state.message} /> : null}
      <TextField
        id="token-name"
        name="name"
        label="Name"
        hint="What uses it, so that it is recognised later."
        required
        maxLength={80}
        autoComplete="off"
        defaultValue={state.values?.name}
        error={state.errors?.name}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField id="token-scope" name="scope" label="May" options={scopes} error={state.errors?.scope} />
        <SelectField
          id="token-life"
          name="expires_in_days"
          label="Runs out after"
          options={lives}
          defaultValue="90"
          error={state.errors?.expires_in_days}
        />
      </div>
      <div>
        <Button type="submit" variant="primary" busy={isPending}>
          Make token
        </Button>
      </div>
    </form>
  );
}
