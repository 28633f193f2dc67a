import { flatWindows } from './flat-windows';
import { lineFit } from './line-fit';
import { eachWindow } from './rolling-co-moments';
import { classicalSlopeError } from './slope-errors';

/**
 * Where the line leaves less than this share of y unexplained, the difference of two nearly equal sums has too few
 * digits for a standard error, and the residuals themselves are looked at.
 */
const nearlyNothing = 1e-5;

/** One number a window, oldest first; NaN where x or y is flat in it, for the measure that asked to report. */
export type RollingLineFit = {
  readonly slope: Float64Array;
  readonly intercept: Float64Array;
  readonly rSquared: Float64Array;
  /** Classical, with days − 2 degrees of freedom. */
  readonly slopeStandardError: Float64Array;
};

/**
 * The line y = intercept + slope · x of every window of `days` points that ends on one of the points `first` … `last`
 * (by default on every one with a full window): what `lineFit` says of each, at a cost that does not depend on the
 * window. It is what a backfill of many dates takes; an error that needs each residual (HC3) has no such form.
 *
 * Throws `RangeError` where lengths differ, for windows under three points and for ends without a full window.
 * Witness: `lineFit` of each window, to 1e-10 on the stress series of `eachWindow`.
 */
export function rollingLineFit(
  x: Float64Array,
  y: Float64Array,
  days: number,
  first = days - 1,
  last = x.length - 1,
): RollingLineFit {
  if (!(days >= 3)) throw new RangeError(`rollingLineFit: needs windows of at least three points, got ${days}`);
  const count = Math.max(0, last - first + 1);
  const slope = new Float64Array(count).fill(Number.NaN);
  const intercept = new Float64Array(count).fill(Number.NaN);
  const rSquared = new Float64Array(count).fill(Number.NaN);
  const slopeStandardError = new Float64Array(count).fill(Number.NaN);
  const flatX = flatWindows(x, days, first, last);
  const flatY = flatWindows(y, days, first, last);
  eachWindow(x, y, { days, decay: 1, first, last }, (window, end) => {
    const at = end - first;
    if (flatX[at] || flatY[at]) return;
    slope[at] = window.products / window.squaresX;
    intercept[at] = window.meanY - slope[at] * window.meanX;
    rSquared[at] = Math.min(1, slope[at] * (window.products / window.squaresY));
    const unexplained = window.squaresY - slope[at] * window.products;
    const start = end + 1 - days;
    slopeStandardError[at] =
      unexplained > nearlyNothing * window.squaresY
        ? Math.sqrt(unexplained / (days - 2) / window.squaresX)
        : classicalSlopeError(lineFit(x.subarray(start, end + 1), y.subarray(start, end + 1)));
  });
  return { slope, intercept, rSquared, slopeStandardError };
}
