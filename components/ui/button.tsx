import type { ComponentProps } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class';

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: the button stays where it is and keeps its focus, but does nothing. */
  busy?: boolean;
};

export function Button({ variant, size, busy = false, className, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      // A submit button that is busy must not submit a second time, by a click or by Enter.
      type={busy ? 'button' : type}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      data-screen-only
      onClick={busy ? undefined : onClick}
      className={buttonClass(variant, size, `${busy ? 'cursor-progress opacity-70' : ''} ${className ?? ''}`)}
    />
  );
}
