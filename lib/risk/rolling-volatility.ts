import { annualVolatility } from './annualise';
import { isFlat } from './flat';
import type { Returns } from './returns';
import { scratch } from './scratch';

/** Under this share of its scale a deviation is so small that the window may be flat, and has to be looked at. */
const suspicion = 1e-11;

const meanRoom = scratch(Float64Array);
const squaresRoom = scratch(Float64Array);

/**
 * The sample standard deviation (n − 1) of every window of `days` values that ends on one of the values `first` …
 * `last` (by default on every one that has a full window behind it), oldest first and not annualised.
 * A flat window (`isFlat`) is exactly 0; a window with a value that is not finite is not finite.
 *
 * It costs the same a date whatever the window is, and loses no digits by it. A sum that adds the new value and drops
 * the old one keeps the rounding of everything that ever passed through: after one outlier of 10⁶ times the scale it
 * has no correct digit left, and it reports a spread on series that stand still. Here nothing is ever subtracted. The
 * windows ending on days split … split + days − 1 all contain day `split`; each is an older part ending there and a
 * newer part beginning after it. Both parts are grown value by value (Welford) and joined by Chan's formula
 *
 *   M₂ = M₂ᵒ + M₂ⁿ + δ²·nᵒnⁿ/n,  δ the difference of their means,
 *
 * all of it measured from the value of day `split`, which every window holds: a level that is large beside the spread
 * goes away before it can cost digits, and where nothing moves every number here is exactly 0.
 *
 * `deviations` is room for the answer.
 * Throws `RangeError` for a window under two values and for ends outside the values.
 * Source: Chan, Golub, LeVeque, The American Statistician 37 (1983), eq. 1.5; parts as in van Herk, Pattern Recognition
 * Letters 13 (1992). Witness: the two-pass deviation of each window, to 1e-12 on series with an outlier, a drift and
 * flat stretches.
 */
export function rollingDeviation(
  values: Float64Array,
  days: number,
  first = days - 1,
  last = values.length - 1,
  deviations: Float64Array = new Float64Array(Math.max(0, last - first + 1)),
): Float64Array {
  if (!(Number.isInteger(days) && days >= 2))
    throw new RangeError(`rollingDeviation: needs a window of at least two values, got ${days}`);
  if (!(Number.isInteger(first) && first >= days - 1 && Number.isInteger(last) && last < values.length))
    throw new RangeError(
      `rollingDeviation: needs ends from ${days - 1} to ${values.length - 1}, got ${first} to ${last}`,
    );
  const share = 1 / days;
  const olderMean = meanRoom(days + 1);
  const olderSquares = squaresRoom(days + 1);
  for (let split = first; split <= last; split += days) {
    const level = values[split];
    let mean = 0;
    let squares = 0;
    for (let count = 1; count <= days; count++) {
      const value = values[split + 1 - count] - level;
      const step = value - mean;
      mean += step * (1 / count);
      squares += step * (value - mean);
      olderMean[count] = mean;
      olderSquares[count] = squares;
    }
    mean = 0;
    squares = 0;
    const newest = Math.min(last, split + days - 1);
    for (let end = split; end <= newest; end++) {
      const newer = end - split;
      const older = days - newer;
      if (newer > 0) {
        const value = values[end] - level;
        const step = value - mean;
        mean += step * (1 / newer);
        squares += step * (value - mean);
      }
      const apart = mean - olderMean[older];
      const all = olderSquares[older] + squares + apart * apart * (older * newer * share);
      const deviation = Math.sqrt(all / (days - 1));
      const mayBeFlat = deviation <= suspicion * (1 + Math.abs(level));
      deviations[end - first] = mayBeFlat && isFlat(values.subarray(end + 1 - days, end + 1)) ? 0 : deviation;
    }
  }
  return deviations;
}

/** A volatility for each axis day that has one, oldest first: what a chart draws. */
export type VolatilitySeries = { readonly axisIndexes: Int32Array; readonly volatilityAnnual: Float64Array };

/**
 * Realized volatility over the last `days` returns as of every day on which it can be told, as fractions a year.
 * Days on which the window is flat or not finite are left out, so that no point of a chart is a silent 0.
 * Throws `RangeError` for a window under two returns.
 */
export function rollingVolatility(returns: Returns, days: number): VolatilitySeries {
  const deviations = rollingDeviation(returns.values, days);
  const axisIndexes = new Int32Array(deviations.length);
  const volatilityAnnual = new Float64Array(deviations.length);
  let count = 0;
  for (let i = 0; i < deviations.length; i++) {
    if (!(deviations[i] > 0 && deviations[i] < Number.POSITIVE_INFINITY)) continue;
    axisIndexes[count] = returns.to[i + days - 1];
    volatilityAnnual[count] = annualVolatility(deviations[i]);
    count++;
  }
  return { axisIndexes: axisIndexes.slice(0, count), volatilityAnnual: volatilityAnnual.slice(0, count) };
}
