'use client';

import { useEffect, useState } from 'react';

let queue: Promise<void> = Promise.resolve();

const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 16);
  });

/**
 * Says when it is a chart's turn to be drawn: one after the other, each once its code is there and the browser has
 * nothing better to do, so that several on a page do not hold it up in one piece. `load` stays the same function.
 */
export function useTurn(load: () => Promise<unknown>): boolean {
  const [isTurn, setIsTurn] = useState(false);
  useEffect(() => {
    let isMounted = true;
    // A chart whose code does not come keeps its place empty and does not keep the others waiting.
    queue = queue
      .then(load)
      .then(whenIdle)
      .then(
        () => {
          if (isMounted) setIsTurn(true);
        },
        () => undefined,
      );
    return () => {
      isMounted = false;
    };
  }, [load]);
  return isTurn;
}
