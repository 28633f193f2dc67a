'use client';

import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import type { FindingNote } from '../risk/finding-note';

/** By the symbol of the lot. */
export type NotesBySymbol = Readonly<Record<string, readonly FindingNote[]>>;

const none: NotesBySymbol = {};
const nothing: readonly FindingNote[] = [];
const Notes = createContext(none);

/** Tells the table within what is to be known of the data of its holdings, once that has been found out. */
export function HoldingFindings({ notes, children }: { notes: Promise<NotesBySymbol>; children: ReactNode }) {
  const [known, setKnown] = useState(none);
  useEffect(() => {
    let isLeft = false;
    // Without the notes the figures stand as they are.
    notes.then(
      (found) => isLeft || setKnown(found),
      () => {},
    );
    return () => {
      isLeft = true;
    };
  }, [notes]);
  return <Notes value={known}>{children}</Notes>;
}

export const useFindings = (symbol: string): readonly FindingNote[] => use(Notes)[symbol] ?? nothing;
