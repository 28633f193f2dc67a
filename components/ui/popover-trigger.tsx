import type { ReactNode } from 'react';

type PopoverTriggerProps = { target: string; children: ReactNode; label?: string; className?: string };

/** Something to press that opens the popover with the id `target`. */
export function PopoverTrigger({ target, children, label, className = 'figure-button' }: PopoverTriggerProps) {
  return (
    <button type="button" popoverTarget={target} aria-haspopup="dialog" aria-label={label} className={className}>
      {children}
    </button>
  );
}
