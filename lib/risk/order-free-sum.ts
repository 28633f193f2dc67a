import { compensatedSum } from './sums';

/**
 * Σ values, the same to the last bit in whatever order they come: they are sorted before they are added up. For sums
 * over lots and positions, whose order means nothing and must not be read off a result.
 */
export const orderFreeSum = (values: Iterable<number>): number => compensatedSum(Float64Array.from(values).sort());
