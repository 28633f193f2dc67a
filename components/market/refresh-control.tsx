'use client';

import { Download } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { RefreshDocument } from '@/lib/api/market-data';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { requestRefresh, wordsOf } from './market-requests';
import { RefreshProgress } from './refresh-progress';
import { refreshOutcome } from './refresh-words';

type RefreshControlProps = {
  /** The refresh that is under way as the page is made: its progress goes on after a reload. */
  inFlightId: string | null;
};

/** The button that asks the providers for everything that is behind, and the progress of it. */
export function RefreshControl({ inFlightId }: RefreshControlProps) {
  const router = useRouter();
  const [started, setStarted] = useState<string | null>(null);
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  const [isAsking, setIsAsking] = useState(false);
  const [outcome, setOutcome] = useState<RefreshDocument | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const current = [started, inFlightId].find((id) => id !== null && !ended.has(id)) ?? null;

  const refresh = async () => {
    setIsAsking(true);
    setFailure(null);
    setOutcome(null);
    try {
      setStarted((await requestRefresh()).id);
    } catch (error) {
      setFailure(wordsOf(error));
    } finally {
      setIsAsking(false);
    }
  };

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button variant="primary" busy={isAsking || current !== null} onClick={refresh}>
          <Download aria-hidden="true" className="size-4" />
          {current === null ? 'Refresh what is behind' : 'Refreshing…'}
        </Button>
        {current === null ? null : (
          <div className="w-full grow sm:w-96">
            <RefreshProgress
              key={current}
              id={current}
              onEnd={(refreshed) => {
                setEnded((before) => new Set(before).add(current));
                setOutcome(refreshed);
                router.refresh();
              }}
            />
          </div>
        )}
      </div>
      {outcome && current === null ? (
        <Notice
          live
          tone={outcome.state === 'failed' ? 'problem' : outcome.progress.failed > 0 ? 'caution' : 'done'}
          title={refreshOutcome(outcome)}
        >
          {outcome.progress.failed > 0 ? 'The table says why of each.' : null}
        </Notice>
      ) : null}
      {failure ? (
        <Notice live tone="problem" title="The refresh could not be asked for">
          {failure}
        </Notice>
      ) : null}
    </div>
  );
}
