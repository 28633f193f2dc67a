import { isFlatUntil } from './flat';
import { lineFit } from './line-fit';
import { emptyCoMoments, rollingCoMoments } from './rolling-co-moments';
import { type RollingRegressor, rollingRegressor } from './rolling-regressor';
import { roomFor } from './scratch';
import { classicalSlopeError } from './slope-errors';

/**
 * Where the line leaves less than this share of y unexplained, the difference of two nearly equal sums has too few
 * digits for a standard error, and the residuals themselves are looked at.
 */
const nearlyNothing = 1e-5;

const momentsRoom = roomFor(emptyCoMoments);

/** One number a window, oldest first; NaN where x or y is flat in it, for the measure that asked to report. */
export type RollingLineFit = {
  readonly slope: Float64Array;
  readonly intercept: Float64Array;
  readonly rSquared: Float64Array;
  /** Classical, with days − 2 degrees of freedom. */
  readonly slopeStandardError: Float64Array;
};

/** Room for so many windows. */
export const emptyLineFits = (windows: number): RollingLineFit => ({
  slope: new Float64Array(windows),
  intercept: new Float64Array(windows),
  rSquared: new Float64Array(windows),
  slopeStandardError: new Float64Array(windows),
});

/**
 * The line y = intercept + slope · x of every window of `days` points that ends on one of the points `first` … `last`
 * (by default on every one with a full window): what `lineFit` says of each, at a cost that does not depend on the
 * window. It is what a backfill of many dates takes; an error that needs each residual (HC3) has no such form.
 *
 * `into` is room for the answer. Throws `RangeError` where lengths differ, for windows under three points and for ends without a full window.
 * Witness: `lineFit` of each window, to 1e-10 on the stress series of `rollingCoMoments`.
 */
export function rollingLineFit(
  x: Float64Array,
  y: Float64Array,
  days: number,
  first = days - 1,
  last = x.length - 1,
  into = emptyLineFits(Math.max(0, last - first + 1)),
): RollingLineFit {
  return lineFitsOn(rollingRegressor(x, { days, decay: 1, first, last }), y, into);
}

/** The same on an x whose windows, of one weight a point, are there already, for one y after the other. */
export function lineFitsOn(regressor: RollingRegressor, y: Float64Array, into: RollingLineFit): RollingLineFit {
  const { x, windows, meanX, squaresX, flatX } = regressor;
  const { days, first } = windows;
  if (!(days >= 3)) throw new RangeError(`rollingLineFit: needs windows of at least three points, got ${days}`);
  const count = meanX.length;
  const { slope, intercept, rSquared, slopeStandardError } = into;
  const perDegree = 1 / (days - 2);
  const moments = rollingCoMoments(regressor, y, momentsRoom(count));
  for (let at = 0; at < count; at++) {
    const end = first + at;
    if (flatX[at] || isFlatUntil(y, end, days)) {
      slope[at] = Number.NaN;
      intercept[at] = Number.NaN;
      rSquared[at] = Number.NaN;
      slopeStandardError[at] = Number.NaN;
      continue;
    }
    const squaresY = moments.squaresY[at];
    const products = moments.products[at];
    const perSquaresX = 1 / squaresX[at];
    const rise = products * perSquaresX;
    slope[at] = rise;
    intercept[at] = moments.meanY[at] - rise * meanX[at];
    rSquared[at] = Math.min(1, rise * (products / squaresY));
    const unexplained = squaresY - rise * products;
    slopeStandardError[at] =
      unexplained > nearlyNothing * squaresY
        ? Math.sqrt(unexplained * perSquaresX * perDegree)
        : errorOfResiduals(x, y, end, days);
  }
  return into;
}

function errorOfResiduals(x: Float64Array, y: Float64Array, end: number, days: number): number {
  const start = end + 1 - days;
  return classicalSlopeError(lineFit(x.subarray(start, end + 1), y.subarray(start, end + 1)));
}
