'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Wide enough for a table. */
  wide?: boolean;
};

/** The browser's own modal dialog: it holds the focus, Escape closes it, and the focus goes back to where it came from. */
export function Dialog({ open, onClose, title, children, wide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; the click is one on the backdrop.
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      className={`m-auto max-h-[min(90dvh,48rem)] w-[calc(100%-1.5rem)] overflow-auto rounded-lg border border-rule bg-raised p-0 text-ink shadow-float ${wide ? 'max-w-3xl' : 'max-w-lg'}`}
    >
      <div className="sticky top-0 z-10 flex items-start justify-between gap-4 border-b border-rule bg-raised px-5 pt-4 pb-3">
        <h2 id={titleId} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        <button
          type="button"
          aria-label="Close"
          onClick={onClose}
          className="-m-1 rounded-md p-1.5 text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:p-2.5"
        >
          <X aria-hidden="true" className="size-4.5" />
        </button>
      </div>
      {open ? <div className="px-5 py-4">{children}</div> : null}
    </dialog>
  );
}
