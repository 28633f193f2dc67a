'use client';

import { RefreshCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import type { RecalculationDocument } from '@/lib/api/recalculation';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { useAnnounce } from '../ui/status-region';
import { useLater } from '../ui/use-later';
import { outcomeInWords, remedyInWords } from './recalculation-words';

const loadProgress = () => import('./recalculation-progress');
const requests = () => import('./recalculation-requests');

type RecalculateControlProps = {
  portfolioId: string;
  /** The date to recalculate; without one the newest with prices. */
  asOf?: string;
  /** The recalculation that is under way as the page is made: its progress goes on after a reload. */
  inFlightId: string | null;
  /** How the last one failed, where it did. */
  lastFailure?: { readonly code: string; readonly detail: string } | null;
  label?: string;
  /** How many stored days something of whose past has changed since. */
  staleDays?: number;
};

/** The button that recalculates, and the progress of what it set off. The old figures stay until the new are there. */
export function RecalculateControl({
  portfolioId,
  asOf,
  inFlightId,
  lastFailure = null,
  label = 'Recalculate',
  staleDays = 0,
}: RecalculateControlProps) {
  const router = useRouter();
  const announce = useAnnounce();
  // What this page has set off itself; what the server knows to be under way counts until this page has seen it end.
  const [started, setStarted] = useState<string | null>(null);
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState(lastFailure);
  const current = [started, inFlightId].find((id) => id !== null && !ended.has(id)) ?? null;

  const progress = useLater(loadProgress, current !== null);

  const onEnd = useCallback(
    (recalculation: RecalculationDocument | null) => {
      if (current === null) return;
      setEnded((before) => new Set(before).add(current));
      setFailure(recalculation?.state === 'failed' ? (recalculation.error ?? { code: '', detail: '' }) : null);
      const outcome = recalculation && recalculation.state !== 'failed' ? outcomeInWords(recalculation) : null;
      if (outcome) announce(outcome);
      router.refresh();
    },
    [current, announce, router],
  );

  const recalculate = async (request: () => Promise<RecalculationDocument>) => {
    setIsAsking(true);
    setFailure(null);
    try {
      const recalculation = await request();
      // One that is over and asked for again under its old id has to be watched again.
      setEnded((before) => new Set([...before].filter((id) => id !== recalculation.id)));
      setStarted(recalculation.id);
    } catch (error) {
      setFailure({ code: '', detail: error instanceof Error ? error.message : String(error) });
    } finally {
      setIsAsking(false);
    }
  };

  return (
    <div className="flex w-full flex-wrap items-center gap-x-5 gap-y-3 sm:w-auto sm:flex-row-reverse">
      <Button
        variant="primary"
        busy={isAsking || current !== null}
        onClick={() => recalculate(async () => (await requests()).requestRecalculation(portfolioId, asOf))}
      >
        <RefreshCw aria-hidden="true" className="size-4" />
        {current === null ? label : 'Recalculating…'}
      </Button>
      {staleDays > 0 && current === null ? (
        <Button
          busy={isAsking}
          onClick={() => recalculate(async () => (await requests()).requestStaleDays(portfolioId))}
        >
          Update {staleDays === 1 ? 'the stale day' : `${staleDays} stale days`}
        </Button>
      ) : null}
      {current === null ? null : (
        <div className="w-full grow sm:w-96">
          {progress ? (
            <progress.RecalculationProgress key={current} id={current} onEnd={onEnd} />
          ) : (
            <Skeleton className="h-8 w-full" />
          )}
        </div>
      )}
      {failure && current === null ? (
        <div className="w-full">
          <Notice live tone="problem" title="The recalculation failed">
            <p>{failure.detail}</p>
            <p className="mt-1">{remedyInWords(failure.code)}</p>
          </Notice>
        </div>
      ) : null}
    </div>
  );
}
