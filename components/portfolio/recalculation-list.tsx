'use client';

import { useState } from 'react';
import type { RecalculationDocument } from '@/lib/api/recalculation';
import { count, counted, day, duration, instant, period } from '@/lib/format';
import { Button } from '../ui/button';
import { Chip, type Tone } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { ProgressBar } from '../ui/progress-bar';
import { useAnnounce } from '../ui/status-region';
import { cancelRecalculation, requestRecalculation } from './recalculation-requests';
import { isUnderWay, outcomeInWords, phaseInWords, remedyInWords } from './recalculation-words';
import { useRecalculations } from './use-recalculations';

type RecalculationListProps = { portfolioId: string; initial: readonly RecalculationDocument[] };

/** What was asked to be calculated, newest first: how far it is, how it ended, and what can be done about it. */
export function RecalculationList({ portfolioId, initial }: RecalculationListProps) {
  const { recalculations, isUnreachable, ask } = useRecalculations(portfolioId, initial);
  if (recalculations.length === 0)
    return (
      <EmptyState title="Nothing was calculated yet">
        Recalculate on the overview measures the portfolio; what it did will stand here.
      </EmptyState>
    );
  return (
    <div>
      {isUnreachable ? (
        <p role="status" className="pb-2 text-xs text-caution">
          The server does not answer; asking again.
        </p>
      ) : null}
      <ol className="divide-y divide-rule">
        {recalculations.map((one) => (
          <Entry key={one.id} recalculation={one} ask={ask} />
        ))}
      </ol>
    </div>
  );
}

const tones: Record<RecalculationDocument['state'], Tone> = {
  queued: 'information',
  running: 'information',
  completed: 'neutral',
  failed: 'problem',
  cancelled: 'caution',
};

const stateWords: Record<RecalculationDocument['state'], string> = {
  queued: 'Waiting',
  running: 'Running',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const triggerWords: Record<RecalculationDocument['trigger'], string> = {
  person: 'asked for by a person',
  api: 'asked for by a script',
  nightly: 'of the night',
  demonstration: 'of the demonstration',
};

const milliseconds = (from: string | null, until: string | null): number | null =>
  from === null || until === null ? null : Date.parse(until) - Date.parse(from);

/** When, how long it waited, how long it took, and what came of it. */
function factsOf(one: RecalculationDocument): string {
  const waited = milliseconds(one.requested_at, one.started_at);
  const took = milliseconds(one.started_at, one.finished_at);
  return [
    instant(one.requested_at),
    triggerWords[one.trigger],
    waited === null ? null : `waited ${duration(waited)}`,
    took === null ? null : `took ${duration(took)}`,
    one.days_stored > 0 ? `${counted(one.days_stored, 'day')} stored` : null,
    one.days_unchanged > 0 ? `${count(one.days_unchanged)} unchanged` : null,
    one.attempts > 1 ? `${counted(one.attempts, 'attempt')}` : null,
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}

function Entry({ recalculation, ask }: { recalculation: RecalculationDocument; ask: () => void }) {
  const { id, portfolio_id, state, from, as_of, error } = recalculation;
  const announce = useAnnounce();
  const [isAsking, setIsAsking] = useState(false);
  const days = from === as_of ? day(as_of) : period(from, as_of);

  const send = async (request: () => Promise<unknown>, done: string) => {
    setIsAsking(true);
    try {
      await request();
      announce(done);
    } catch (problem) {
      announce(problem instanceof Error ? problem.message : String(problem));
    } finally {
      setIsAsking(false);
      ask();
    }
  };

  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="flex min-w-0 grow basis-80 flex-col gap-1 text-sm">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Chip tone={tones[state]}>{stateWords[state]}</Chip>
          <span className="font-semibold">{days}</span>
        </div>
        {isUnderWay(recalculation) ? (
          <div className="max-w-md py-1">
            <ProgressBar
              label={phaseInWords(recalculation)}
              done={recalculation.progress.done}
              total={recalculation.progress.total}
            />
          </div>
        ) : (
          <p className={state === 'failed' ? 'text-danger' : 'text-ink-soft'}>{outcomeInWords(recalculation)}</p>
        )}
        {state === 'failed' ? <p className="text-ink-soft">{remedyInWords(error?.code)}</p> : null}
        <p className="text-xs text-ink-faint">{factsOf(recalculation)}</p>
      </div>
      {isUnderWay(recalculation) ? (
        <Button
          size="small"
          variant="quiet"
          busy={isAsking}
          aria-label={`Cancel ${days}`}
          onClick={() => send(() => cancelRecalculation(id), `Cancelled ${days}. What was stored before stays.`)}
        >
          Cancel
        </Button>
      ) : state === 'failed' || state === 'cancelled' ? (
        <Button
          size="small"
          busy={isAsking}
          aria-label={`Retry ${days}`}
          onClick={() =>
            send(
              () => requestRecalculation(portfolio_id, as_of, from === as_of ? undefined : from),
              `Calculating ${days} again.`,
            )
          }
        >
          Retry
        </Button>
      ) : null}
    </li>
  );
}
