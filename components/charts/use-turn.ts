'use client';

import { startTransition, useEffect, useState } from 'react';

let queue: Promise<unknown> = Promise.resolve();

const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 16);
  });

/**
 * A chart's code, when it is its turn to be drawn: one after the other, each once its code is there and the browser has
 * nothing better to do, so that several on a page do not hold it up in one piece. Null until then; `load` stays the same
 * function.
 */
export function useTurn<Module>(load: () => Promise<Module>): Module | null {
  const [module, setModule] = useState<Module | null>(null);
  useEffect(() => {
    let isMounted = true;
    // A chart whose code does not come keeps its place empty and does not keep the others waiting.
    queue = queue.then(load).then(
      async (loaded) => {
        await whenIdle();
        // In pieces: whatever a person does meanwhile comes first.
        if (isMounted) startTransition(() => setModule(() => loaded as Module));
      },
      () => undefined,
    );
    return () => {
      isMounted = false;
    };
  }, [load]);
  return module;
}
