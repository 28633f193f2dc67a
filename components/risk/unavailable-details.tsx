import type { Absence } from '@/lib/risk/estimate';
import { Definitions } from '../ui/definitions';
import { observationsInWords, reasonWords } from './reason-words';

/** Why there is no number, what there was of what it needs, and what would mend it. */
export function UnavailableDetails({ absence }: { absence: Absence }) {
  const { sentence, remedy } = reasonWords[absence.reason];
  const observations = observationsInWords(absence);
  return (
    <Definitions
      entries={[
        { term: 'Why', value: sentence },
        observations ? { term: 'There were', value: observations } : null,
        { term: 'What helps', value: remedy },
      ]}
    />
  );
}
