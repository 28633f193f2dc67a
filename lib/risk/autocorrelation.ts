import { deviations } from './moments';
import { compensatedDot } from './sums';

/**
 * How alike a series is to itself `lag` steps later: Σ dₜ·dₜ₊ₗₐg / Σ dₜ², d the deviations from the mean of the whole
 * series (the convention of NIST and of R's `acf`). Between −1 and 1.
 * Throws `RangeError` for a lag outside 1 … n − 1 and for a series without spread. Witness: NIST StRD.
 */
export function autocorrelation(values: Float64Array, lag: number): number {
  if (!(Number.isInteger(lag) && lag >= 1 && lag < values.length))
    throw new RangeError(`autocorrelation: needs a lag from 1 to ${values.length - 1}, got ${lag}`);
  const deviation = deviations(values);
  const spread = compensatedDot(deviation, deviation);
  if (!(spread > 0)) throw new RangeError(`autocorrelation: needs values that differ, got ${values.length} equal ones`);
  return compensatedDot(deviation.subarray(0, values.length - lag), deviation.subarray(lag)) / spread;
}
