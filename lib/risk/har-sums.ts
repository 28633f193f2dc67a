import { harHorizon } from './har';
import type { HarComponents } from './har-components';

/**
 * Sums over rows of the HAR regression, seventeen numbers one after the other: at place 0 how many rows, at `means` the
 * means of (d, w, m, y), at `products` the ten sums of products of their deviations from the means in the order
 * dd dw dm dy ww wm wy mm my yy, at `lowest` and `highest` the extremes of y. d, w, m are the components of a row and y
 * its target; all four are measured from a level (`HarRows`).
 */
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

/** A run of rows: `count` of them from `start` on, upwards with a step of 1 or downwards with −1. */
export type Run = { readonly start: number; readonly step: 1 | -1; readonly count: number };

/**
 * The sums over the first rows of a run, from the first `keepFrom` of them to all: those over keepFrom + i rows at place
 * 17·i of `kept`. Welford's step, written out, for it runs once a row.
 */
export function growSums(
  { components, level }: HarRows,
  { start, step, count }: Run,
  keepFrom: number,
  kept: Float64Array,
): void {
  const { daily, weekly, monthly } = components;
  const levelD = level[0];
  const levelW = level[1];
  const levelM = level[2];
  const levelY = level[3];
  let meanD = 0;
  let meanW = 0;
  let meanM = 0;
  let meanY = 0;
  let dd = 0;
  let dw = 0;
  let dm = 0;
  let dy = 0;
  let ww = 0;
  let wm = 0;
  let wy = 0;
  let mm = 0;
  let my = 0;
  let yy = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let rows = 0, row = start; ; row += step) {
    if (rows >= keepFrom) {
      const at = sumsWidth * (rows - keepFrom);
      kept[at] = rows;
      kept[at + means] = meanD;
      kept[at + means + 1] = meanW;
      kept[at + means + 2] = meanM;
      kept[at + means + 3] = meanY;
      kept[at + products] = dd;
      kept[at + products + 1] = dw;
      kept[at + products + 2] = dm;
      kept[at + products + 3] = dy;
      kept[at + products + 4] = ww;
      kept[at + products + 5] = wm;
      kept[at + products + 6] = wy;
      kept[at + products + 7] = mm;
      kept[at + products + 8] = my;
      kept[at + products + 9] = yy;
      kept[at + lowest] = low;
      kept[at + highest] = high;
    }
    if (rows >= count) return;
    rows++;
    const target = monthly[row + harHorizon];
    const d = daily[row] - levelD - meanD;
    const w = weekly[row] - levelW - meanW;
    const m = monthly[row] - levelM - meanM;
    const y = target - levelY - meanY;
    const share = 1 / rows;
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
}

/** The sums over two sets of rows by Chan's formula, written where those over the newer ones stand. */
export function joinSums(older: Float64Array, olderAt: number, newer: Float64Array, newerAt: number): void {
  const count = older[olderAt] + newer[newerAt];
  const share = newer[newerAt] / count;
  const weight = older[olderAt] * share;
  const olderMeans = olderAt + means;
  const newerMeans = newerAt + means;
  for (let i = 0, product = products; i < 4; i++) {
    const apart = weight * (newer[newerMeans + i] - older[olderMeans + i]);
    for (let j = i; j < 4; j++, product++)
      newer[newerAt + product] += older[olderAt + product] + apart * (newer[newerMeans + j] - older[olderMeans + j]);
  }
  for (let i = 0; i < 4; i++)
    newer[newerMeans + i] = older[olderMeans + i] + share * (newer[newerMeans + i] - older[olderMeans + i]);
  newer[newerAt] = count;
  newer[newerAt + lowest] = Math.min(older[olderAt + lowest], newer[newerAt + lowest]);
  newer[newerAt + highest] = Math.max(older[olderAt + highest], newer[newerAt + highest]);
}
