import type { Estimate } from './estimate';
import type { EwmaVolatility } from './ewma';
import type { ForecastRecord } from './forecast-scoreboard';
import { type HarForecast, harHorizon } from './har';
import { type HarComponents, harComponents } from './har-components';
import { rollingEwma } from './rolling-ewma';
import { rollingHar } from './rolling-har';
import { rollingDeviation } from './rolling-volatility';
import { combinationMinimum, forecastBand, headline } from './volatility-forecast';

/** As of which returns forecasts are made: from `first`, every `step` returns. */
export type Origins = { readonly first?: number; readonly step?: number };

/**
 * What came of a forecast made as of the return `origin`: the mean squared return of the 21 that followed.
 * Throws `RangeError` where they have not all come.
 */
export function outcomeVariance(returns: Float64Array, origin: number): number {
  if (!(origin >= -1 && origin + harHorizon < returns.length))
    throw new RangeError(
      `outcomeVariance: needs ${harHorizon} returns after the origin, got origin ${origin} of ${returns.length} returns`,
    );
  let sum = 0;
  for (let i = origin + 1; i <= origin + harHorizon; i++) sum += returns[i] * returns[i];
  return sum / harHorizon;
}

/**
 * The forecasts that would have been made in the past, each from the returns up to its origin alone, and what came: the
 * headline, its band, the last 21 days' sample variance, EWMA and the regression. Nothing after an origin can reach its
 * forecast; only outcomes look ahead.
 *
 * `returns` are daily fractions, oldest first. Origins begin with the 504th return unless told otherwise and end where
 * 21 returns follow. An origin without one of the forecasts, or followed by 21 days on which nothing moved, is left out
 * and counted. Fewer than 525 returns give an empty record.
 * Throws `RangeError` for a first origin before the 504th return and a step under one.
 * Witness: `volatilityForecast` on the returns up to each origin, and a test that moves the future.
 */
export function outOfSampleForecasts(
  returns: Float64Array,
  { first = combinationMinimum - 1, step = 1 }: Origins = {},
): ForecastRecord {
  if (!(Number.isInteger(first) && first >= combinationMinimum - 1 && Number.isInteger(step) && step >= 1))
    throw new RangeError(
      `outOfSampleForecasts: needs a first origin from ${combinationMinimum - 1} and a step from 1, got ${first} and ${step}`,
    );
  const last = returns.length - 1 - harHorizon;
  const known = returns.subarray(0, Math.max(0, last + 1));
  const components = harComponents(known);
  const hars = rollingHar(known, first, last, components);
  const ewmas = rollingEwma(known, first, last);
  const deviations = rollingDeviation(known, harHorizon, first, last);

  const origins: number[] = [];
  const rows: number[][] = [];
  let excluded = 0;
  for (let k = 0; k < deviations.length; k += step) {
    const forecasts = forecastsOf(ewmas[k], hars[k], deviations[k], components);
    const outcome = outcomeVariance(returns, first + k);
    if (forecasts !== null && outcome > 0 && outcome < Number.POSITIVE_INFINITY) {
      origins.push(first + k);
      rows.push([...forecasts, outcome]);
    } else excluded++;
  }
  const column = (place: number): Float64Array => Float64Array.from(rows, (row) => row[place]);
  return {
    origins: Int32Array.from(origins),
    variances: { headline: column(0), last21Days: column(1), ewma: column(2), har: column(3) },
    lowAnnual: column(4),
    highAnnual: column(5),
    outcomes: column(6),
    excluded,
  };
}

/** The headline, the last 21 days, EWMA, the regression and both ends of the band; null where one of them is missing. */
function forecastsOf(
  ewma: Estimate<EwmaVolatility>,
  har: Estimate<HarForecast>,
  deviation: number,
  components: HarComponents,
): readonly number[] | null {
  if (ewma.status === 'unavailable' || har.status === 'unavailable' || !(deviation > 0)) return null;
  const expected = headline(ewma.value, har);
  const band = forecastBand(expected, components);
  if (band.status === 'unavailable') return null;
  return [
    expected.varianceDaily,
    deviation ** 2,
    ewma.value.varianceDaily,
    har.value.varianceDaily,
    band.value.lowAnnual,
    band.value.highAnnual,
  ];
}
