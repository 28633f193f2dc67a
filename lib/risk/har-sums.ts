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
  const levelD = level[0];
  const levelW = level[1];
  const levelM = level[2];
  const levelY = level[3];
  let count = sums[0];
  let meanD = sums[means];
  let meanW = sums[means + 1];
  let meanM = sums[means + 2];
  let meanY = sums[means + 3];
  let dd = sums[products];
  let dw = sums[products + 1];
  let dm = sums[products + 2];
  let dy = sums[products + 3];
  let ww = sums[products + 4];
  let wm = sums[products + 5];
  let wy = sums[products + 6];
  let mm = sums[products + 7];
  let my = sums[products + 8];
  let yy = sums[products + 9];
  let low = sums[lowest];
  let high = sums[highest];
  for (let row = newest; row >= oldest; row--) {
    const target = monthly[row + harHorizon];
    const d = daily[row] - levelD - meanD;
    const w = weekly[row] - levelW - meanW;
    const m = monthly[row] - levelM - meanM;
    const y = target - levelY - meanY;
    count++;
    const share = 1 / count;
    meanD += share * d;
    meanW += share * w;
    meanM += share * m;
    meanY += share * y;
    const rest = 1 - share;
    const restD = rest * d;
    const restW = rest * w;
    const restM = rest * m;
    dd += restD * d;
    dw += restD * w;
    dm += restD * m;
    dy += restD * y;
    ww += restW * w;
    wm += restW * m;
    wy += restW * y;
    mm += restM * m;
    my += restM * y;
    yy += rest * y * y;
    if (target < low) low = target;
    if (target > high) high = target;
  }
  sums[0] = count;
  sums[means] = meanD;
  sums[means + 1] = meanW;
  sums[means + 2] = meanM;
  sums[means + 3] = meanY;
  sums[products] = dd;
  sums[products + 1] = dw;
  sums[products + 2] = dm;
  sums[products + 3] = dy;
  sums[products + 4] = ww;
  sums[products + 5] = wm;
  sums[products + 6] = wy;
  sums[products + 7] = mm;
  sums[products + 8] = my;
  sums[products + 9] = yy;
  sums[lowest] = low;
  sums[highest] = high;
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
