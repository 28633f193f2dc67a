import { type HarForecast, harHorizon } from './har';
import type { HarComponents } from './har-components';

/**
 * How far a regression's fitted volatilities miss those realised: the sample standard deviation of
 * ln(realised / fitted) over its rows, fitted values no lower than the lowest target, as the forecast itself is.
 *
 * `components` are those of the series the forecast was made from. Rows in which nothing moved for a month have no
 * logarithm and are left out; null where fewer than two remain.
 */
export function harLogError(components: HarComponents, har: HarForecast): number | null {
  const { coefficients, lowestTargetDaily } = har;
  const { daily, weekly, monthly } = components;
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let row = har.first; row < har.first + har.rows; row++) {
    const fitted = Math.max(
      lowestTargetDaily,
      coefficients.intercept +
        coefficients.daily * daily[row] +
        coefficients.weekly * weekly[row] +
        coefficients.monthly * monthly[row],
    );
    const realised = monthly[row + harHorizon];
    if (!(realised > 0 && fitted > 0)) continue;
    const error = Math.log(realised / fitted);
    count++;
    const step = error - mean;
    mean += step / count;
    squares += step * (error - mean);
  }
  return count < 2 ? null : Math.sqrt(squares / (count - 1));
}
