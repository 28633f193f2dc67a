'use client';

import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';

const StatusContext = createContext<((message: string) => void) | null>(null);

const shownForMilliseconds = 6_000;

/** A place at the foot of the window where what was done is said, to those who see it and to those who hear it. */
export function StatusRegion({ children }: { children: ReactNode }) {
  const [message, setMessage] = useState<{ text: string; at: number } | null>(null);
  const announce = useCallback((text: string) => setMessage({ text, at: Date.now() }), []);

  useEffect(() => {
    if (!message) return;
    const timer = setTimeout(() => setMessage(null), shownForMilliseconds);
    return () => clearTimeout(timer);
  }, [message]);

  return (
    <StatusContext value={announce}>
      {children}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex justify-center p-4"
        data-screen-only
      >
        {message ? (
          <div
            key={message.at}
            className="enter pointer-events-auto flex max-w-lg items-center gap-3 rounded-lg border border-rule bg-raised px-4 py-2.5 text-sm shadow-float"
          >
            {message.text}
            <button
              type="button"
              aria-label="Dismiss"
              onClick={() => setMessage(null)}
              className="-mr-1.5 rounded-md p-1 text-ink-soft hover:bg-sunken hover:text-ink"
            >
              <X aria-hidden="true" className="size-4" />
            </button>
          </div>
        ) : null}
      </div>
    </StatusContext>
  );
}

/** Says something in the status region. Throws outside of a `StatusRegion`. */
export function useAnnounce(): (message: string) => void {
  const announce = useContext(StatusContext);
  if (!announce) throw new RangeError('useAnnounce: needs a StatusRegion around it');
  return announce;
}
