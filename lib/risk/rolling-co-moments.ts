import { type RollingRegressor, stepsBefore, windowsOn } from './rolling-regressor';

/**
 * What a weighted regression needs of points besides what the regressor has, a number a window: the mean of y, the
 * squares of deviations from it, and their products with those of x.
 */
export type CoMoments = {
  readonly meanY: Float64Array;
  readonly squaresY: Float64Array;
  readonly products: Float64Array;
};

/** Room for so many windows. */
export const emptyCoMoments = (windows: number): CoMoments => ({
  meanY: new Float64Array(windows),
  squaresY: new Float64Array(windows),
  products: new Float64Array(windows),
});

/**
 * The co-moments of every window of two columns, oldest first: element k is of the window that ends on point first + k.
 *
 * It costs the same a window whatever the length, and loses no digits by it, for nothing is ever subtracted: a sum that
 * adds the new point and drops the old one would keep the rounding of everything that ever passed through. The windows
 * that end on split … split + days − 1 all hold point `split`. Each is an older part that ends there and a newer part
 * that begins after it, both grown point by point (Welford) and joined by Chan's formula, here for products,
 *
 *     P = Pᵒ + Pⁿ + (x̄ⁿ − x̄ᵒ)(ȳⁿ − ȳᵒ) · wᵒwⁿ/(wᵒ + wⁿ),
 *
 * all of it measured from the shared point, so that where nothing moves every sum is exactly 0. An older part is grown
 * from the split itself, however few windows are wanted: a window's last bit must not depend on how far the windows go.
 *
 * `into` is room for the answer. Throws `RangeError` where lengths differ.
 * Source: Chan, Golub, LeVeque, The American Statistician 37 (1983), eq. 1.5, with weights. Witness: the direct
 * sums of each window, on series with an outlier of 10⁶ times the scale, a drift and flat stretches.
 */
export function rollingCoMoments(
  regressor: RollingRegressor,
  y: Float64Array,
  into = emptyCoMoments(regressor.weight.length),
): CoMoments {
  const { x, windows } = regressor;
  if (x.length !== y.length)
    throw new RangeError(`rollingCoMoments: needs two columns of one length, got ${x.length} and ${y.length}`);
  for (let split = windows.first; split <= windows.last; split += windows.days) {
    growOlder(regressor, y, split, into);
    joinNewer(regressor, y, split, into);
  }
  return into;
}

/** The older parts' own moments, each where its window's will stand. */
function growOlder(
  { windows, older }: RollingRegressor,
  y: Float64Array,
  split: number,
  { meanY, squaresY, products }: CoMoments,
): void {
  const { share, rest, restOfX } = older;
  const begin = split - windows.first;
  const kept = begin + windowsOn(windows, split);
  const level = y[split];
  let mean = 0;
  let squares = 0;
  let product = 0;
  let step = stepsBefore(windows, split);
  let at = split;
  for (let window = begin + windows.days - 1; ; window--) {
    if (window < kept) {
      meanY[window] = mean;
      squaresY[window] = squares;
      products[window] = product;
    }
    if (window === begin) return;
    at--;
    const apart = y[at] - level - mean;
    mean += share[step] * apart;
    squares += rest[step] * apart * apart;
    product += restOfX[step] * apart;
    step++;
  }
}

/** Grows the newer parts, from the point after the split on, and puts each together with its older part. */
function joinNewer(
  { windows, newer, joins }: RollingRegressor,
  y: Float64Array,
  split: number,
  { meanY, squaresY, products }: CoMoments,
): void {
  const { share, rest, restOfX } = newer;
  const { share: newerShare, joint, jointOfX, faded } = joins;
  const { decay, first } = windows;
  const level = y[split];
  let mean = 0;
  let squares = 0;
  let product = 0;
  const end = split - first + windowsOn(windows, split);
  for (let window = split - first; window < end; window++) {
    if (window > split - first) {
      const apart = y[first + window] - level - mean;
      mean += share[window] * apart;
      squares = squares * decay + rest[window] * apart * apart;
      product = product * decay + restOfX[window] * apart;
    }
    const olderMean = meanY[window];
    const apart = mean - olderMean;
    meanY[window] = level + (olderMean + newerShare[window] * apart);
    squaresY[window] = faded[window] * squaresY[window] + squares + joint[window] * apart * apart;
    products[window] = faded[window] * products[window] + product + jointOfX[window] * apart;
  }
}
