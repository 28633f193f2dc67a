import type { Estimate } from '@/lib/risk/estimate';

/** The value of an estimate that a test expects to be measured; throws with the reason where it is not. */
export function measuredValue<T>(estimate: Estimate<T>): T {
  if (estimate.status === 'measured') return estimate.value;
  throw new Error(`unavailable: ${estimate.reason}, ${estimate.observations} of ${estimate.required} observations`);
}
