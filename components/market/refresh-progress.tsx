'use client';

import { useEffect, useRef, useState } from 'react';
import { RequestProblem } from '@/lib/api/client';
import type { RefreshDocument } from '@/lib/api/market-data';
import { Button } from '../ui/button';
import { ProgressBar } from '../ui/progress-bar';
import { cancelRefresh, readRefresh } from './market-requests';
import { isUnderWay, refreshInWords } from './refresh-words';

type RefreshProgressProps = {
  id: string;
  /** Called once, with how it ended; or with null where there is no such refresh any more. */
  onEnd: (refresh: RefreshDocument | null) => void;
};

const askEveryMilliseconds = 700;

/** How far a refresh of prices is, asked for until it has ended. It begins anew after a reload of the page. */
export function RefreshProgress({ id, onEnd }: RefreshProgressProps) {
  const [refresh, setRefresh] = useState<RefreshDocument | null>(null);
  const [isUnreachable, setIsUnreachable] = useState(false);
  const [isCancelling, setIsCancelling] = useState(false);
  const ended = useRef(onEnd);
  ended.current = onEnd;

  useEffect(() => {
    let isMounted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const newest = await readRefresh(id);
        if (!isMounted) return;
        setRefresh(newest);
        setIsUnreachable(false);
        if (!isUnderWay(newest)) return ended.current(newest);
      } catch (error) {
        if (!isMounted) return;
        if (error instanceof RequestProblem && error.status === 404) return ended.current(null);
        setIsUnreachable(true);
      }
      timer = setTimeout(ask, askEveryMilliseconds);
    };
    void ask();
    return () => {
      isMounted = false;
      clearTimeout(timer);
    };
  }, [id]);

  const cancel = async () => {
    setIsCancelling(true);
    await cancelRefresh(id).catch(() => setIsUnreachable(true));
    setIsCancelling(false);
  };

  return (
    <div className="flex items-end gap-3">
      <div className="w-full min-w-0 grow">
        <ProgressBar
          label={refresh ? refreshInWords(refresh) : 'Asking the providers'}
          done={refresh?.progress.done ?? 0}
          total={refresh?.progress.total ?? 0}
        />
        {isUnreachable ? (
          <p role="status" className="mt-1 text-xs text-caution">
            The server does not answer; asking again.
          </p>
        ) : null}
      </div>
      <Button size="small" variant="quiet" busy={isCancelling} onClick={cancel}>
        Cancel
      </Button>
    </div>
  );
}
