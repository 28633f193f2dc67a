'use client';

import { TextField } from '../ui/text-field';

type NewPasswordFieldsProps = {
  /** Unique on the page. */
  id: string;
  /** The field's name in the request. */
  name: string;
  error?: string;
  repeatError?: string;
};

/** A password that is chosen, typed twice. */
export function NewPasswordFields({ id, name, error, repeatError }: NewPasswordFieldsProps) {
  return (
    <>
      <TextField
        id={`${id}-password`}
        name={name}
        type="password"
        label="New password"
        hint="At least 12 characters. A few words in a row are easy to keep in mind."
        required
        minLength={12}
        maxLength={256}
        autoComplete="new-password"
        error={error}
      />
      <TextField
        id={`${id}-repeat`}
        name="repeat"
        type="password"
        label="The same again"
        required
        maxLength={256}
        autoComplete="new-password"
        error={repeatError}
      />
    </>
  );
}
