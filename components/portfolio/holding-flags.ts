import { reasonWords } from '../risk/reason-words';
import type { Holding } from './holding';

/** Everything to know of a holding in a few words: that it is short, why it lacks figures, and what else was flagged. */
export function holdingFlags({ weight, beta, volatility, flags }: Holding): readonly string[] {
  const all = new Set<string>();
  if (weight !== null && weight < 0) all.add('short');
  for (const estimate of [beta, volatility])
    if (estimate?.status === 'unavailable') all.add(reasonWords[estimate.reason].short);
  for (const flag of flags) all.add(flag);
  return [...all];
}
