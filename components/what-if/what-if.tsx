'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { WhatIfInputsDocument } from '@/lib/api/what-if';
import { day } from '@/lib/format';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { LinkButton } from '../ui/link-button';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { readInputs } from './what-if-requests';

// The page is there before its code is: the board comes while the book is being read.
const loadBoard = () => import('./what-if-board').then((module) => module.WhatIfBoard);
const WhatIfBoard = dynamic(loadBoard, { ssr: false, loading: Waiting });

type WhatIfProps = {
  portfolioId: string;
  portfolioName: string;
  /** The day to try it on; without one the newest with prices. */
  asOf?: string;
};

/** Reads what the book is measured from, and says how that goes. */
export function WhatIf({ portfolioId, portfolioName, asOf }: WhatIfProps) {
  const [document, setDocument] = useState<WhatIfInputsDocument | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads it again.
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    void loadBoard();
    readInputs(portfolioId, asOf, controller.signal).then(setDocument, (error) => {
      if (!controller.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
    });
    return () => controller.abort();
  }, [portfolioId, asOf, attempt]);

  if (problem !== null)
    return (
      <Notice
        live
        tone="problem"
        title="The book could not be read"
        actions={<Button onClick={() => setAttempt((times) => times + 1)}>Try again</Button>}
      >
        {problem}
      </Notice>
    );
  if (document === null) return <Waiting />;
  if (document.holdings.length === 0)
    return (
      <EmptyState
        title="Nothing to change yet"
        actions={<LinkButton href={`/portfolios/${portfolioId}/import`}>Import holdings</LinkButton>}
      >
        This portfolio holds nothing on {day(document.as_of)}.
      </EmptyState>
    );
  return <WhatIfBoard portfolioId={portfolioId} portfolioName={portfolioName} document={document} />;
}

/** As large as what is on its way. */
function Waiting() {
  return (
    <div className="flex flex-col gap-6" aria-busy="true">
      <p role="status" className="sr-only">
        Reading the book and its closes.
      </p>
      <Skeleton className="h-16 w-full" />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Skeleton className="h-[34rem] w-full" />
        <Skeleton className="h-[34rem] w-full" />
      </div>
    </div>
  );
}
