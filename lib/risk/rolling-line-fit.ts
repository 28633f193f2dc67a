import { flatWindows } from './flat-windows';
import { lineFit } from './line-fit';
import { coMoments, coMomentsWidth, rollingCoMoments } from './rolling-co-moments';
import { scratch } from './scratch';
import { classicalSlopeError } from './slope-errors';

/**
 * Where the line leaves less than this share of y unexplained, the difference of two nearly equal sums has too few
 * digits for a standard error, and the residuals themselves are looked at.
 */
const nearlyNothing = 1e-5;

const momentsRoom = scratch(Float64Array);

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
  if (!(days >= 3)) throw new RangeError(`rollingLineFit: needs windows of at least three points, got ${days}`);
  const count = Math.max(0, last - first + 1);
  const { slope, intercept, rSquared, slopeStandardError } = into;
  const flatX = flatWindows(x, days, first, last);
  const flatY = flatWindows(y, days, first, last);
  const moments = rollingCoMoments(x, y, { days, decay: 1, first, last }, momentsRoom(coMomentsWidth * count));
  for (let at = 0; at < count; at++) {
    if (flatX[at] || flatY[at]) {
      slope[at] = Number.NaN;
      intercept[at] = Number.NaN;
      rSquared[at] = Number.NaN;
      slopeStandardError[at] = Number.NaN;
      continue;
    }
    const window = coMomentsWidth * at;
    const squaresX = moments[window + coMoments.squaresX];
    const squaresY = moments[window + coMoments.squaresY];
    const products = moments[window + coMoments.products];
    const rise = products / squaresX;
    slope[at] = rise;
    intercept[at] = moments[window + coMoments.meanY] - rise * moments[window + coMoments.meanX];
    rSquared[at] = Math.min(1, rise * (products / squaresY));
    const unexplained = squaresY - rise * products;
    slopeStandardError[at] =
      unexplained > nearlyNothing * squaresY
        ? Math.sqrt(unexplained / ((days - 2) * squaresX))
        : errorOfResiduals(x, y, first + at, days);
  }
  return into;
}

function errorOfResiduals(x: Float64Array, y: Float64Array, end: number, days: number): number {
  const start = end + 1 - days;
  return classicalSlopeError(lineFit(x.subarray(start, end + 1), y.subarray(start, end + 1)));
}
