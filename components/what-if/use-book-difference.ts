'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { WhatIfInputsDocument } from '@/lib/api/what-if';
import type { BookDifference } from '@/lib/risk/book-difference';
import type { Holding } from '@/lib/risk/holding';
import type { WhatIfAnswer, WhatIfRequest } from './what-if-worker';

/**
 * Holds what becomes of a book against the book, in a worker, so that typing never waits for arithmetic. One comparison
 * is under way at a time; of what is asked for meanwhile only the newest is made.
 */
export function useBookDifference(document: WhatIfInputsDocument | null) {
  const worker = useRef<Worker | null>(null);
  const isBusy = useRef(false);
  const next = useRef<{ quantities: Float64Array; joined: readonly Holding[] } | null>(null);
  const [difference, setDifference] = useState<BookDifference | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isComputing, setIsComputing] = useState(false);

  const send = useCallback((request: WhatIfRequest) => worker.current?.postMessage(request), []);
  const sendNext = useCallback(() => {
    const wanted = next.current;
    next.current = null;
    isBusy.current = wanted !== null;
    setIsComputing(wanted !== null);
    if (wanted) send({ kind: 'compare', number: 0, ...wanted });
  }, [send]);

  useEffect(() => {
    if (!document) return;
    const opened = new Worker(new URL('./what-if-worker.ts', import.meta.url), { type: 'module' });
    worker.current = opened;
    opened.onmessage = ({ data }: MessageEvent<WhatIfAnswer>) => {
      if ('difference' in data) setDifference(data.difference);
      setFault('fault' in data ? data.fault : null);
      sendNext();
    };
    opened.onerror = (event) => {
      setFault(event.message || 'the arithmetic could not be started in this browser');
      setIsComputing(false);
    };
    send({ kind: 'open', document });
    sendNext();
    return () => {
      opened.terminate();
      worker.current = null;
      isBusy.current = false;
    };
  }, [document, send, sendNext]);

  const compare = useCallback(
    (quantities: Float64Array, joined: readonly Holding[]) => {
      next.current = { quantities, joined };
      if (worker.current && !isBusy.current) sendNext();
    },
    [sendNext],
  );
  const addColumn = useCallback((closes: string) => send({ kind: 'column', closes }), [send]);
  return { difference, fault, isComputing, compare, addColumn };
}
