import type { Estimate } from '../../lib/risk/estimate';

/** What is printed of an estimate: nothing at all (JSON leaves `undefined` out) where it is unavailable. */
export const whenMeasured = <T, U>(estimate: Estimate<T>, shown: (value: T) => U): U | undefined =>
  estimate.status === 'measured' ? shown(estimate.value) : undefined;
