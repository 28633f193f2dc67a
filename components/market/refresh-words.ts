import type { RefreshDocument } from '@/lib/api/market-data';
import { counted } from '@/lib/format';

export const isUnderWay = ({ state }: Pick<RefreshDocument, 'state'>): boolean =>
  state === 'queued' || state === 'running';

/** What a refresh is doing. */
export const refreshInWords = ({ state, symbols }: RefreshDocument): string =>
  state === 'queued'
    ? 'Waiting for a worker'
    : symbols.length > 0
      ? `Asking the providers for ${symbols.length > 3 ? counted(symbols.length, 'symbol') : symbols.join(', ')}`
      : 'Asking the providers for what is behind';

/** How a refresh ended. */
export function refreshOutcome({ state, progress, error }: RefreshDocument): string {
  if (state === 'cancelled') return 'Cancelled. The symbols that were done stay so.';
  if (state === 'failed') return error?.detail ?? 'The refresh failed.';
  if (progress.total === 0) return 'Everything was up to date.';
  const good = progress.total - progress.failed;
  return progress.failed === 0
    ? `${counted(good, 'symbol')} up to date.`
    : `${counted(good, 'symbol')} up to date, ${progress.failed} without new prices.`;
}

/** How the last attempt to get a symbol's prices ended; the words behind it are the provider's fault, if there was one. */
export const outcomeWords: Readonly<Record<string, string>> = {
  stored: 'new prices stored',
  unchanged: 'nothing new',
  restated: 'the whole series restated',
  unknown_symbol: 'no provider knows it',
  partial_answer: 'the answer was a part and replaced nothing',
  other_source: 'its prices come from files',
  no_provider: 'no provider is switched on',
  no_key: 'the provider needs a key',
  unauthorized: 'the provider refused the key',
  not_in_plan: 'not part of the provider’s plan',
  rate_limited: 'the provider’s limit is reached',
  unreachable: 'the provider could not be reached',
  timed_out: 'the provider took too long',
  unavailable: 'the provider has a fault',
  malformed: 'the answer could not be read',
  too_large: 'the answer was too large',
  refused: 'the provider refused',
  budget_spent: 'the run’s time was over',
  shifted_dates: 'the dates of the answer had slipped',
  split_not_applied: 'a split was not in the adjusted closes yet',
};
