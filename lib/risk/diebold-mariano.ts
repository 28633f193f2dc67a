import { type Estimate, measured, unavailable } from './estimate';
import { mean } from './moments';
import { studentTwoSidedP } from './student-t';

/** So many times the stretch over which losses overlap must have been seen, and never fewer than ten losses. */
const stretches = 3;
const fewest = 10;

export type LossComparison = {
  /** Mean loss of the first forecaster less that of the second: negative where the first is better. */
  readonly meanDifference: number;
  readonly statistic: number;
  /** Two-sided: how often chance alone would set two equally good forecasters as far apart. */
  readonly pValue: number;
  readonly observations: number;
};

/**
 * The test of Diebold and Mariano: whether one forecaster lost less than another, on the same occasions in order.
 *
 *   d = loss − loss of the rival,  S = d̄ / √((γ₀ + 2 Σ γₖ)/n) · √((n + 1 − 2h + h(h − 1)/n)/n),  k = 1 … h − 1
 *
 * γₖ are the autocovariances of d, and h the number of occasions whose outcomes overlap: 21 for daily forecasts of the
 * next 21 days, 1 for forecasts that do not overlap. The last factor is the correction for small samples, after which S
 * is held against Student's t with n − 1 degrees of freedom. Should the sum of autocovariances not be positive, which
 * it can fail to be, they are weighted by 1 − k/h, with which it is.
 *
 * Unavailable: `short_history` with fewer than 3·h (or 10) losses, `not_finite` where the losses never differ by
 * different amounts, so that nothing can be said about chance.
 * Throws `RangeError` where lengths differ and where `overlap` is not a whole number from 1.
 * Source: Diebold and Mariano, Journal of Business & Economic Statistics 13 (1995), p. 254; Harvey, Leybourne and
 * Newbold, International Journal of Forecasting 13 (1997), eq. 9. Witness: numpy and scipy (fixtures).
 */
export function dieboldMariano(losses: Float64Array, rivals: Float64Array, overlap: number): Estimate<LossComparison> {
  const observations = losses.length;
  if (rivals.length !== observations)
    throw new RangeError(`dieboldMariano: needs losses of one length, got ${observations} and ${rivals.length}`);
  if (!(Number.isInteger(overlap) && overlap >= 1))
    throw new RangeError(`dieboldMariano: needs a whole number of overlapping occasions, got ${overlap}`);
  const required = Math.max(fewest, stretches * overlap);
  if (observations < required) return unavailable('short_history', observations, required);

  const difference = losses.map((loss, i) => loss - rivals[i]);
  const meanDifference = mean(difference);
  const deviation = difference.map((value) => value - meanDifference);
  const variance = longRunVariance(deviation, overlap);
  const correction = (observations + 1 - 2 * overlap + (overlap * (overlap - 1)) / observations) / observations;
  const statistic = meanDifference * Math.sqrt((correction * observations) / variance);
  if (!Number.isFinite(statistic)) return unavailable('not_finite', observations, required);
  return measured({
    meanDifference,
    statistic,
    pValue: studentTwoSidedP(statistic, observations - 1),
    observations,
  });
}

function longRunVariance(deviation: Float64Array, overlap: number): number {
  let variance = autocovariance(deviation, 0);
  let weighted = variance;
  for (let lag = 1; lag < overlap; lag++) {
    const both = 2 * autocovariance(deviation, lag);
    variance += both;
    weighted += (1 - lag / overlap) * both;
  }
  return variance > 0 ? variance : weighted;
}

function autocovariance(deviation: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < deviation.length; i++) sum += deviation[i] * deviation[i - lag];
  return sum / deviation.length;
}
