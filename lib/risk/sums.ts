import { productError, sumError } from './double-double';

/**
 * Σ values, as if added in twice the precision and rounded once: what each addition loses is added up beside it.
 * Source: Ogita, Rump, Oishi, SIAM J. Sci. Comput. 26 (2005), algorithm 4.4 (Sum2).
 */
export function compensatedSum(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const next = sum + values[i];
    lost += sumError(sum, values[i], next);
    sum = next;
  }
  return sum + lost;
}

/**
 * Σ aᵢ·bᵢ, as if added in twice the precision and rounded once.
 * Throws `RangeError` where the lengths differ. Source: as above, algorithm 5.3 (Dot2).
 */
export function compensatedDot(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length)
    throw new RangeError(`compensatedDot: needs two columns of one length, got ${a.length} and ${b.length}`);
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < a.length; i++) {
    const product = a[i] * b[i];
    const next = sum + product;
    lost += sumError(sum, product, next) + productError(a[i], b[i], product);
    sum = next;
  }
  return sum + lost;
}
