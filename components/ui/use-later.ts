'use client';

import { useEffect, useState } from 'react';

/**
 * Code that is needed only once somebody asks for it: null until it is there. Where it does not come, the page says so as
 * of any fault. `load` stays the same function.
 */
export function useLater<Module>(load: () => Promise<Module>, isWanted: boolean): Module | null {
  const [module, setModule] = useState<Module | null>(null);
  const isMissing = isWanted && module === null;
  useEffect(() => {
    if (!isMissing) return;
    let isMounted = true;
    load().then(
      (loaded) => {
        if (isMounted) setModule(() => loaded);
      },
      (error: unknown) => {
        if (isMounted)
          setModule(() => {
            throw error;
          });
      },
    );
    return () => {
      isMounted = false;
    };
  }, [load, isMissing]);
  return module;
}
