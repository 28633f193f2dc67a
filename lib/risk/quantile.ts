/**
 * The value below which the given part of a sample lies, by linear interpolation between neighbouring order statistics:
 *
 *   h = (n − 1)·p,  quantile = x₍⌊h⌋₎ + (h − ⌊h⌋)·(x₍⌊h⌋₊₁₎ − x₍⌊h⌋₎)
 *
 * `sorted` ascends; `probability` is 0–1, where 0 is the smallest value and 1 the largest.
 * Throws `RangeError` without values and for a probability outside 0–1.
 * Source: Hyndman and Fan, The American Statistician 50 (1996), definition 7. Witness: numpy `quantile`.
 */
export function quantileOfSorted(sorted: Float64Array, probability: number): number {
  if (sorted.length === 0) throw new RangeError('quantileOfSorted: needs at least one value, got none');
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`quantileOfSorted: needs a probability from 0 to 1, got ${probability}`);
  const rank = (sorted.length - 1) * probability;
  const below = Math.floor(rank);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
}
