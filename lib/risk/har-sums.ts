import { harHorizon } from './har';
import type { HarComponents } from './har-components';

/**
 * Sums over rows of the HAR regression, as one short column so that nothing is allocated where it is added to: at place
 * 0 how many rows, at `means` the means of (d, w, m, y), at `products` the ten sums of products of their deviations from
 * the means in the order dd dw dm dy ww wm wy mm my yy, at `lowest` and `highest` the extremes of y.
 * d, w, m are the components of a row and y its target; all four are measured from a level (`HarRows`).
 */
export type HarSums = Float64Array;

export const sumsWidth = 17;
export const means = 1;
export const products = 5;
export const lowest = 15;
export const highest = 16;

/** The rows, and for each of (d, w, m, y) the level from which it is measured: its value in one of them. */
export type HarRows = { readonly components: HarComponents; readonly level: Float64Array };

/** Row k has the components k, and its target is the monthly component of 21 days later. */
export function rowsFrom(components: HarComponents, row: number): HarRows {
  const { daily, weekly, monthly } = components;
  return { components, level: Float64Array.of(daily[row], weekly[row], monthly[row], monthly[row + harHorizon]) };
}

/** Makes them the sums over no rows. */
export function clear(sums: HarSums): void {
  sums.fill(0);
  sums[lowest] = Number.POSITIVE_INFINITY;
  sums[highest] = Number.NEGATIVE_INFINITY;
}

/** Welford's step for each of the rows from the newer down to the older one, written out: it runs once a row. */
export function addRows(sums: HarSums, { components, level }: HarRows, newest: number, oldest: number): void {
  const { daily, weekly, monthly } = components;
  for (let row = newest; row >= oldest; row--) {
    const y = monthly[row + harHorizon];
    const d = daily[row] - level[0] - sums[means];
    const w = weekly[row] - level[1] - sums[means + 1];
    const m = monthly[row] - level[2] - sums[means + 2];
    const t = y - level[3] - sums[means + 3];
    sums[0]++;
    const share = 1 / sums[0];
    const rest = 1 - share;
    sums[means] += share * d;
    sums[means + 1] += share * w;
    sums[means + 2] += share * m;
    sums[means + 3] += share * t;
    sums[products] += rest * d * d;
    sums[products + 1] += rest * d * w;
    sums[products + 2] += rest * d * m;
    sums[products + 3] += rest * d * t;
    sums[products + 4] += rest * w * w;
    sums[products + 5] += rest * w * m;
    sums[products + 6] += rest * w * t;
    sums[products + 7] += rest * m * m;
    sums[products + 8] += rest * m * t;
    sums[products + 9] += rest * t * t;
    if (y < sums[lowest]) sums[lowest] = y;
    if (y > sums[highest]) sums[highest] = y;
  }
}

/** Keeps them at a place among others. */
export function keep(sums: HarSums, into: Float64Array, at: number): void {
  for (let i = 0; i < sumsWidth; i++) into[at + i] = sums[i];
}

/** Chan's formula: the sums kept at `at` and second ones, as if taken over the rows of both. */
export function join(first: Float64Array, at: number, second: HarSums, into: HarSums): void {
  const rows = first[at] + second[0];
  const share = second[0] / rows;
  const weight = first[at] * share;
  into[0] = rows;
  const d = second[means] - first[at + means];
  const w = second[means + 1] - first[at + means + 1];
  const m = second[means + 2] - first[at + means + 2];
  const y = second[means + 3] - first[at + means + 3];
  into[means] = first[at + means] + share * d;
  into[means + 1] = first[at + means + 1] + share * w;
  into[means + 2] = first[at + means + 2] + share * m;
  into[means + 3] = first[at + means + 3] + share * y;
  into[products] = first[at + products] + second[products] + weight * d * d;
  into[products + 1] = first[at + products + 1] + second[products + 1] + weight * d * w;
  into[products + 2] = first[at + products + 2] + second[products + 2] + weight * d * m;
  into[products + 3] = first[at + products + 3] + second[products + 3] + weight * d * y;
  into[products + 4] = first[at + products + 4] + second[products + 4] + weight * w * w;
  into[products + 5] = first[at + products + 5] + second[products + 5] + weight * w * m;
  into[products + 6] = first[at + products + 6] + second[products + 6] + weight * w * y;
  into[products + 7] = first[at + products + 7] + second[products + 7] + weight * m * m;
  into[products + 8] = first[at + products + 8] + second[products + 8] + weight * m * y;
  into[products + 9] = first[at + products + 9] + second[products + 9] + weight * y * y;
  into[lowest] = Math.min(first[at + lowest], second[lowest]);
  into[highest] = Math.max(first[at + highest], second[highest]);
}
