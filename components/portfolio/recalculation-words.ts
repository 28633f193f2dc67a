import type { RecalculationDocument } from '@/lib/api/recalculation';
import { counted, day } from '@/lib/format';

export const isUnderWay = ({ state }: Pick<RecalculationDocument, 'state'>): boolean =>
  state === 'queued' || state === 'running';

const phases = {
  load: 'Loading prices and holdings',
  measure: 'Measuring',
  store: 'Storing',
} as const;

/** What a recalculation is doing, in words. */
export function phaseInWords({ state, phase, from, as_of }: RecalculationDocument): string {
  if (state === 'queued') return 'Waiting for a worker';
  const days = from === as_of ? day(as_of) : `${day(from)} to ${day(as_of)}`;
  return `${phase ? phases[phase] : 'Starting'}, ${days}`;
}

/** How it ended, in words; null while it has not. */
export function outcomeInWords(recalculation: RecalculationDocument): string | null {
  const { state, as_of, days_stored, days_unchanged } = recalculation;
  if (state === 'completed')
    return days_stored === 0 && days_unchanged > 0
      ? `Nothing had changed: the figures of ${day(as_of)} are up to date.`
      : `The figures of ${day(as_of)} are up to date${days_stored > 1 ? `, ${counted(days_stored, 'day')} stored` : ''}.`;
  if (state === 'cancelled') return 'Cancelled. What was stored before stays.';
  if (state === 'failed') return recalculation.error?.detail ?? 'It failed without saying why.';
  return null;
}

const remedies: Readonly<Record<string, string>> = {
  inputs_refused: 'Something in the holdings or prices cannot be. Correct it and recalculate.',
  no_prices: 'Import prices of the index and of the holdings, then recalculate.',
};

/** What to do about a failure. */
export const remedyInWords = (code: string | undefined): string =>
  (code && remedies[code]) || 'The old figures stay as they are. Try again; if it fails again, the log says more.';
