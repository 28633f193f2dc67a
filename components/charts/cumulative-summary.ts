import { count, percent } from '@/lib/format';

export type SymbolWeight = { readonly symbol: string; readonly weight: number };

/** The running sums of weights, the largest first. */
export function cumulativeWeights(weights: readonly SymbolWeight[]): readonly number[] {
  let sum = 0;
  return weights.map(({ weight }) => {
    sum += weight;
    return sum;
  });
}

/** What a look at the cumulative line tells, in one sentence. */
export function cumulativeSummary(weights: readonly SymbolWeight[]): string {
  if (weights.length === 0) return 'Nothing is held.';
  const [{ symbol, weight }] = weights;
  if (weights.length === 1) return `${symbol} is all there is.`;
  const sums = cumulativeWeights(weights);
  const half = sums.findIndex((sum) => sum >= 0.5) + 1;
  return `${symbol} is the largest with ${percent(weight)}; ${
    half === 1 ? 'it alone is' : `the largest ${count(half)} together are`
  } half of all that is held.`;
}
