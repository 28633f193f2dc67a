import { reasonWords } from '../risk/reason-words';
import type { Holding } from './holding';

export type HoldingFlag = {
  readonly label: string;
  /** Something is missing or wrong, rather than merely so. */
  readonly isCaution: boolean;
};

/** Everything to know of a holding in a few words: that it is short, why it lacks figures, and what else was flagged. */
export function holdingFlags({
  weight,
  beta,
  volatility,
  flags,
}: Pick<Holding, 'weight' | 'beta' | 'volatility' | 'flags'>): readonly HoldingFlag[] {
  const all = new Map<string, boolean>();
  if (weight !== null && weight < 0) all.set('short', false);
  for (const estimate of [beta, volatility])
    if (estimate?.status === 'unavailable') all.set(reasonWords[estimate.reason].short, true);
  for (const flag of flags) if (!all.has(flag)) all.set(flag, true);
  return [...all].map(([label, isCaution]) => ({ label, isCaution }));
}
