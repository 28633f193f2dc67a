import { deviations } from './moments';

/**
 * The population kurtosis m₄ / m₂² about the mean: 3 for normal values, more for fat tails (not the excess over 3).
 * Each squared deviation is divided by m₂ before it is squared again, so that tiny returns do not underflow.
 * NaN where the values do not vary. Witness: 50-digit decimals, in fixtures/volatility.py.
 */
export function kurtosis(values: Float64Array): number {
  const deviation = deviations(values);
  let squares = 0;
  for (let i = 0; i < deviation.length; i++) squares += deviation[i] * deviation[i];
  const variance = squares / deviation.length;
  let fourths = 0;
  for (let i = 0; i < deviation.length; i++) fourths += ((deviation[i] * deviation[i]) / variance) ** 2;
  return fourths / deviation.length;
}

/** Below the kurtosis of normal values a short window says too little, above 12 one single day says too much. */
const lowest = 3;
const highest = 12;

/** A kurtosis clipped into [3, 12], as sampling errors of a volatility use it. */
export const clipKurtosis = (value: number): number => Math.min(highest, Math.max(lowest, value));

/** The clipped kurtosis of values. */
export const clippedKurtosis = (values: Float64Array): number => clipKurtosis(kurtosis(values));
