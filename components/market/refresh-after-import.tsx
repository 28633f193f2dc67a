'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { RefreshDocument } from '@/lib/api/market-data';
import { LinkButton } from '../ui/link-button';
import { Notice } from '../ui/notice';
import { RefreshProgress } from './refresh-progress';
import { refreshOutcome } from './refresh-words';

type RefreshAfterImportProps = {
  portfolioId: string;
  /** The refresh that an import on this page has set off. */
  startedId: string | null;
  /** One that is under way as the page is made: its progress goes on after a reload. */
  inFlightId: string | null;
};

/** The prices that a holdings file has made necessary: how far they are, and what came of it. */
export function RefreshAfterImport({ portfolioId, startedId, inFlightId }: RefreshAfterImportProps) {
  const router = useRouter();
  const [ended, setEnded] = useState<ReadonlyMap<string, RefreshDocument | null>>(new Map());
  const current = [startedId, inFlightId].find((id) => id !== null && !ended.has(id)) ?? null;
  const last = [...ended.values()].at(-1) ?? null;
  if (current !== null)
    return (
      <section aria-label="Prices from the providers">
        <RefreshProgress
          key={current}
          id={current}
          onEnd={(refresh) => {
            setEnded((before) => new Map(before).set(current, refresh));
            router.refresh();
          }}
        />
      </section>
    );
  if (last === null) return null;
  const isBad = last.state === 'failed' || last.progress.failed > 0;
  return (
    <Notice
      live
      tone={last.state === 'failed' ? 'problem' : isBad ? 'caution' : 'done'}
      title={`Prices: ${refreshOutcome(last)}`}
      actions={
        <>
          <LinkButton size="small" href={`/portfolios/${portfolioId}/data-quality`}>
            See the data quality
          </LinkButton>
          {isBad ? (
            <LinkButton size="small" href="/market-data">
              See why
            </LinkButton>
          ) : null}
        </>
      }
    >
      {last.progress.total > last.progress.failed ? 'The figures are being measured from them.' : null}
    </Notice>
  );
}
