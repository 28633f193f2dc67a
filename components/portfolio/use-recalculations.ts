'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { RecalculationDocument } from '@/lib/api/recalculation';
import { listRecalculations } from './recalculation-requests';
import { isUnderWay } from './recalculation-words';

const askEveryMilliseconds = 1_000;

/**
 * A portfolio's recalculations, asked for every second while one is under way; `ask` asks at once. When the last of them
 * has ended the page is made anew, so that what they changed elsewhere is shown too. `isUnreachable` while the server
 * does not answer: what was known stays.
 */
export function useRecalculations(portfolioId: string, initial: readonly RecalculationDocument[]) {
  const router = useRouter();
  const [recalculations, setRecalculations] = useState(initial);
  const [isUnreachable, setIsUnreachable] = useState(false);
  const [asked, setAsked] = useState(0);
  const isAnyUnderWay = recalculations.some(isUnderWay);

  useEffect(() => {
    if (!isAnyUnderWay && asked === 0) return;
    let isMounted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      let goesOn = true;
      try {
        const newest = await listRecalculations(portfolioId);
        if (!isMounted) return;
        setRecalculations(newest);
        setIsUnreachable(false);
        goesOn = newest.some(isUnderWay);
        if (!goesOn) router.refresh();
      } catch {
        if (!isMounted) return;
        setIsUnreachable(true);
      }
      if (goesOn) timer = setTimeout(ask, askEveryMilliseconds);
    };
    // What was just asked for is read at once; what the page was made with is a moment old.
    timer = setTimeout(ask, asked === 0 ? askEveryMilliseconds : 0);
    return () => {
      isMounted = false;
      clearTimeout(timer);
    };
  }, [isAnyUnderWay, asked, portfolioId, router]);

  return { recalculations, isUnreachable, ask: () => setAsked((times) => times + 1) };
}
