import { type Estimate, measured, unavailable } from './estimate';
import { flatReturns, isFlatUntil } from './flat';
import { type PairedWindow, pairedWindow } from './paired-window';
import type { PairedReturns } from './returns';
import { emptyCoMoments, rollingCoMoments } from './rolling-co-moments';
import { type RollingRegressor, rollingRegressor } from './rolling-regressor';
import { roomFor, scratch } from './scratch';

export type WelchBeta = Pick<PairedWindow, 'observations' | 'firstClose' | 'lastClose' | 'dropped'> & {
  readonly beta: number;
};

/** Two years of trading days, all of which are needed. */
export const welchWindow = 504;

/** A day counts half as much as one this many trading days newer. */
const halfLife = 90;

/** The factor between the weights of neighbouring days, the older one's over the newer one's. */
export const welchDecay = 0.5 ** (1 / halfLife);

const clippedRoom = scratch(Float64Array);
const momentsRoom = roomFor(emptyCoMoments);

/** The days' weights, oldest first. */
const weights = Float64Array.from({ length: welchWindow }, (_, i) => welchDecay ** (welchWindow - 1 - i));

/**
 * The asset's return of a day, clipped to between −2 and 4 times the market's: outside of it a day tells of the company
 * and not of its beta. Both ends are three times the market's return away from it.
 */
export function welchClipped(asset: number, market: number): number {
  const apart = asset - market;
  if (!(Math.abs(apart) > 3 * Math.abs(market))) return asset;
  return apart > 0 === market > 0 ? 4 * market : -2 * market;
}

/**
 * Welch's beta: the slope, with intercept, of the clipped returns on the market's over 504 days, a day of age a (the
 * newest 0) weighing 0.5^(a/90). Of the betas here the one that comes nearest to the beta of the following 126 days:
 * error .296, where Blume's has .311 and the plain 90-day beta .348. It stands beside that one, never in its place.
 *
 * Unavailable as `marketBeta`, with 504 returns required.
 * Source: Welch, "Simply Better Market Betas" (2022), slope winsorised and decayed. Witness: mpmath (oracle_public.json).
 */
export function welchBeta(pairs: PairedReturns): Estimate<WelchBeta> {
  const last = pairedWindow(pairs, { window: welchWindow, minimum: welchWindow });
  if (last.status === 'unavailable') return last;
  const { asset, market, observations, firstClose, lastClose, dropped } = last.value;
  const flat = flatReturns(market, asset, welchWindow);
  if (flat) return flat;
  const clipped = asset.map((value, i) => welchClipped(value, market[i]));
  const beta = weightedSlope(market, clipped, weights);
  if (!Number.isFinite(beta)) return unavailable('not_finite', observations, welchWindow);
  return measured({ beta, observations, firstClose, lastClose, dropped });
}

/** Σ w·dx·y / Σ w·dx², dx the deviations of x from its weighted mean: they weigh to zero, so that y needs no centring. */
function weightedSlope(x: Float64Array, y: Float64Array, weights: Float64Array): number {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    total += weights[i];
    sum += weights[i] * x[i];
  }
  const centre = sum / total;
  let spread = 0;
  let products = 0;
  for (let i = 0; i < x.length; i++) {
    const deviation = x[i] - centre;
    spread += weights[i] * deviation * deviation;
    products += weights[i] * deviation * y[i];
  }
  return products / spread;
}

/** The windows of an index's returns, which one security after the other may be held against. */
export const welchWindows = (
  market: Float64Array,
  first = welchWindow - 1,
  last = market.length - 1,
): RollingRegressor => rollingRegressor(market, { days: welchWindow, decay: welchDecay, first, last });

/**
 * `welchBeta` as of each of the returns `first` … `last` (by default of all with 504 behind them), at a cost that does
 * not depend on the window; NaN where the market or the asset is flat in it. `betas` is room for the answer, and
 * `windows` are the `welchWindows` of the same returns, for whoever has them already. Throws `RangeError` for ends
 * without a full window. Witness: `welchBeta` of each window, to 1e-10.
 */
export function rollingWelchBeta(
  { asset, market }: PairedReturns,
  first = welchWindow - 1,
  last = market.length - 1,
  betas: Float64Array = new Float64Array(Math.max(0, last - first + 1)),
  windows = welchWindows(market, first, last),
): Float64Array {
  const count = windows.weight.length;
  const clipped = clippedRoom(market.length).subarray(0, market.length);
  for (let i = first + 1 - welchWindow; i <= last; i++) clipped[i] = welchClipped(asset[i], market[i]);
  const { products } = rollingCoMoments(windows, clipped, momentsRoom(count));
  for (let at = 0; at < count; at++) {
    const isFlat = windows.flatX[at] || isFlatUntil(asset, first + at, welchWindow);
    betas[at] = isFlat ? Number.NaN : products[at] / windows.squaresX[at];
  }
  return betas;
}
