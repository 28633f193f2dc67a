import { X } from 'lucide-react';
import type { ReactNode } from 'react';

type PopoverProps = {
  /** Unique on the page. */
  id: string;
  title: ReactNode;
  children: ReactNode;
  /** Called as it opens, for what is fetched only then. */
  onOpen?: () => void;
};

/**
 * Content that a button with `popoverTarget={id}` opens beside itself. The browser's own popover: a click, Enter or
 * Space opens it, Escape or a click elsewhere closes it and the focus returns, and none of it waits for a script.
 */
export function Popover({ id, title, children, onOpen }: PopoverProps) {
  return (
    <div
      id={id}
      popover="auto"
      role="dialog"
      aria-labelledby={`${id}-title`}
      className="explain"
      onToggle={onOpen && ((event) => event.newState === 'open' && onOpen())}
    >
      <div className="sticky top-0 flex items-start justify-between gap-4 border-b border-rule bg-raised px-4 pt-3 pb-2.5">
        <h2 id={`${id}-title`} className="text-base font-semibold tracking-tight">
          {title}
        </h2>
        <button
          type="button"
          popoverTarget={id}
          popoverTargetAction="hide"
          aria-label="Close"
          className="-m-1 rounded-md p-1.5 text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:p-2.5"
        >
          <X aria-hidden="true" className="size-4" />
        </button>
      </div>
      <div className="px-4 py-3 text-left text-sm font-normal tracking-normal whitespace-normal">{children}</div>
    </div>
  );
}
