/**
 * Why a provider gave no answer. A closed list: the stored outcome of a refresh, the status command and the pages speak
 * of it in these words.
 */
export const faultKinds = [
  'no_key',
  'unauthorized',
  'not_in_plan',
  'rate_limited',
  'unreachable',
  'timed_out',
  'unavailable',
  'malformed',
  'too_large',
  'refused',
  'budget_spent',
  'shifted_dates',
  'split_not_applied',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/**
 * A provider that could not answer. Its message is written here and never taken from the vendor's answer or from a
 * request, because both may carry the key.
 */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault';
  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message);
  }
}

/** Whether asking the same provider for another symbol in the same run is pointless. */
export const endsTheRun = ({ kind }: ProviderFault): boolean =>
  kind === 'no_key' || kind === 'unauthorized' || kind === 'rate_limited' || kind === 'budget_spent';
