import type { ReactNode } from 'react';
import type { Unavailable } from '@/lib/risk/estimate';
import { EmptyState } from '../ui/empty-state';
import { observationsInWords, reasonWords } from './reason-words';

/** In place of a whole panel's content. */
export function UnavailablePanel({ absence, actions }: { absence: Unavailable; actions?: ReactNode }) {
  const { short, sentence, remedy } = reasonWords[absence.reason];
  const observations = observationsInWords(absence);
  return (
    <EmptyState title={`Unavailable: ${short}`} actions={actions}>
      <p>
        {sentence} {observations ? `There were ${observations}.` : null}
      </p>
      <p className="mt-1">{remedy}</p>
    </EmptyState>
  );
}
