import type { ComponentProps, ReactNode } from 'react';
import { controlClass } from './control-class';
import { Field } from './field';

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
};

export function TextField({ id, label, hint, error, optional, className = '', ...input }: TextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => <input {...input} {...control} className={`${controlClass} ${className}`} />}
    </Field>
  );
}
