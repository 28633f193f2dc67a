'use client';

import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RequestProblem } from '@/lib/api/client';
import type { RecalculationDocument } from '@/lib/api/recalculation';
import { Button } from '../ui/button';
import { ProgressBar } from '../ui/progress-bar';
import { cancelRecalculation, readRecalculation } from './recalculation-requests';
import { isUnderWay, phaseInWords } from './recalculation-words';

type RecalculationProgressProps = {
  id: string;
  /** Called once, with how it ended; or with null where there is no such recalculation any more. */
  onEnd: (recalculation: RecalculationDocument | null) => void;
};

const askEveryMilliseconds = 1_000;

/** How far a recalculation is, asked for every second until it has ended. It begins anew after a reload of the page. */
export function RecalculationProgress(props: RecalculationProgressProps) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Progress {...props} />
    </QueryClientProvider>
  );
}

const isGone = (error: unknown): boolean => error instanceof RequestProblem && error.status === 404;

function Progress({ id, onEnd }: RecalculationProgressProps) {
  const { data, error } = useQuery({
    queryKey: ['recalculation', id],
    queryFn: () => readRecalculation(id),
    // A server that is being restarted is asked again, one that says there is no such thing is believed.
    retry: false,
    refetchInterval: ({ state }) =>
      isGone(state.error) || (state.data && !isUnderWay(state.data)) ? false : askEveryMilliseconds,
  });
  const cancel = useMutation({ mutationFn: () => cancelRecalculation(id) });

  useEffect(() => {
    if (isGone(error)) onEnd(null);
    else if (data && !isUnderWay(data)) onEnd(data);
  }, [data, error, onEnd]);

  return (
    <div className="flex items-end gap-3">
      <div className="w-full min-w-56">
        <ProgressBar
          label={data ? phaseInWords(data) : 'Recalculating'}
          done={data?.progress.done ?? 0}
          total={data?.progress.total ?? 0}
        />
        {error && !isGone(error) ? (
          <p role="status" className="mt-1 text-xs text-caution">
            The server does not answer; asking again.
          </p>
        ) : null}
      </div>
      <Button size="small" variant="quiet" busy={cancel.isPending} onClick={() => cancel.mutate()}>
        Cancel
      </Button>
    </div>
  );
}
