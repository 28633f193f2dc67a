'use client';

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { FoundSecurity } from '@/lib/api/what-if';
import { controlClass } from '../ui/control-class';
import { Field } from '../ui/field';
import { findSecurities } from './what-if-requests';

type AddSecurityProps = {
  portfolioId: string;
  asOf: string;
  /** Adds the security; what goes wrong is said at the field. */
  onAdd: (symbol: string) => Promise<void>;
};

const typingPauseMs = 150;

/** A field that finds a security by its symbol or name, and adds it. */
export function AddSecurity({ portfolioId, asOf, onAdd }: AddSecurityProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly FoundSecurity[]>([]);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isAdding, setIsAdding] = useState(false);
  const asked = useRef('');
  const wanted = text.trim();

  useEffect(() => {
    if (wanted === '') {
      setFound([]);
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const securities = await findSecurities(portfolioId, wanted, asOf, controller.signal);
        asked.current = wanted;
        setFound(securities);
        setActive(-1);
      } catch {
        if (!controller.signal.aborted) setFound([]);
      }
    }, typingPauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [portfolioId, asOf, wanted]);

  const add = async (symbol: string) => {
    if (isAdding || symbol === '') return;
    setIsOpen(false);
    setIsAdding(true);
    setError(undefined);
    try {
      await onAdd(symbol);
      setText('');
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : String(fault));
    } finally {
      setIsAdding(false);
    }
  };

  const shown = isOpen && found.length > 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setIsOpen(false);
      setActive(-1);
      return;
    }
    if (event.key === 'Enter') void add(shown && active >= 0 ? found[active].symbol : wanted.toUpperCase());
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setIsOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((at) =>
        found.length === 0 ? -1 : (at + step + found.length + (at < 0 && step < 0 ? 1 : 0)) % found.length,
      );
    } else return;
    event.preventDefault();
  };

  return (
    <div className="relative w-full max-w-sm">
      <Field id={id} label="Add a position" error={error}>
        {(control) => (
          <input
            {...control}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={shown}
            aria-controls={`${id}-found`}
            aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder="Symbol or name"
            value={text}
            disabled={isAdding}
            onChange={(event) => {
              setText(event.target.value);
              setError(undefined);
              setIsOpen(true);
            }}
            onFocus={() => setIsOpen(true)}
            onBlur={() => setIsOpen(false)}
            onKeyDown={onKeyDown}
            className={controlClass}
          />
        )}
      </Field>
      <div
        id={`${id}-found`}
        role="listbox"
        aria-label="Securities found"
        hidden={!shown}
        className="absolute z-20 mt-1 max-h-72 w-full overflow-auto rounded-md border border-rule bg-raised py-1 text-sm shadow-float"
      >
        {found.map((security, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
          // biome-ignore lint/a11y/useFocusableInteractive: the field points at the active option.
          <div
            key={security.symbol}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // The field would lose its focus, and the list with it, before the click is one.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void add(security.symbol)}
            className={`flex cursor-pointer items-baseline justify-between gap-3 px-3 py-1.5 ${index === active ? 'bg-blue-wash' : 'hover:bg-sunken'}`}
          >
            <span className="font-semibold">{security.symbol}</span>
            <span className="truncate text-xs text-ink-soft">{security.name}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
