import { annualVolatilityOfVariance } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { type EwmaVolatility, ewmaVolatility } from './ewma';
import type { HarForecast } from './har';
import { type HarComponents, harComponents } from './har-components';
import { harLogError } from './har-error';
import { rollingHar } from './rolling-har';

/** From so many returns on, the headline is made of HAR and EWMA; below, of EWMA alone. */
export const combinationMinimum = 504;
/** The 95 % point of the normal distribution: five per cent lie beyond it on either side. */
const bandQuantile = 1.645;

export type ForecastBand = {
  /** Volatilities a year between which nine of ten outcomes should lie. */
  readonly lowAnnual: number;
  readonly highAnnual: number;
  /** The standard deviation of ln(realised / fitted) from which it is drawn. */
  readonly logError: number;
};

export type ForecastMethod = 'HAR_EWMA' | 'EWMA';

export type Headline = {
  /** Volatility expected over the next 21 days, a fraction a year. */
  readonly volatilityAnnual: number;
  readonly varianceDaily: number;
  readonly method: ForecastMethod;
  readonly ewma: EwmaVolatility;
  /** The regression alone, which stays visible beside the headline. */
  readonly har: Estimate<HarForecast>;
  readonly observations: number;
  /** Indexes of the first and the last return used. */
  readonly first: number;
  readonly last: number;
};

export type VolatilityForecast = Headline & { readonly band: Estimate<ForecastBand> };

/** The headline's daily variance: the geometric mean of both forecasts'. */
export const combinedVariance = (ewmaVariance: number, harVariance: number): number =>
  Math.sqrt(ewmaVariance) * Math.sqrt(harVariance);

/**
 * The expected volatility of the next 21 days.
 *
 *   headline = √(252 · √(EWMA variance × HAR variance))
 *   band of 90 % = headline · exp(± 1.645 s), s the standard deviation of ln(realised / fitted) over the HAR's rows
 *
 * HAR is slow to notice a new level and EWMA never comes back from one; their geometric mean forecasts better than
 * either (QLIKE .347 against .399 and .397 on 381 stocks, out of sample). It needs 504 returns. From 63 to 503, and
 * where volatility did not vary enough to regress on, the headline is EWMA, says so, and has no band: there is no
 * record of errors to draw one from.
 *
 * `returns` are daily fractions, oldest first.
 * Unavailable: as `ewmaVolatility`, with fewer than 63 returns or where they do not vary.
 * Witness: mpmath, 45 series of real closes (reference oracle, combined_geomean_ewma0.94_sqrtHAR); decimals (fixtures).
 */
export function volatilityForecast(returns: Float64Array): Estimate<VolatilityForecast> {
  const today = returns.length - 1;
  const ewma = ewmaVolatility(returns);
  if (ewma.status === 'unavailable') return ewma;
  const components = harComponents(returns);
  const [har] = rollingHar(returns, today, today, components);
  const expected = headline(ewma.value, har);
  return measured({ ...expected, band: forecastBand(expected, components) });
}

/** The headline from both forecasts of one day. */
export function headline(ewma: EwmaVolatility, har: Estimate<HarForecast>): Headline {
  const { observations, first, last } = ewma;
  const common = { ewma, har, observations, first, last };
  if (har.status === 'unavailable' || last + 1 < combinationMinimum)
    return { volatilityAnnual: ewma.volatilityAnnual, varianceDaily: ewma.varianceDaily, method: 'EWMA', ...common };
  const varianceDaily = combinedVariance(ewma.varianceDaily, har.value.varianceDaily);
  return { volatilityAnnual: annualVolatilityOfVariance(varianceDaily), varianceDaily, method: 'HAR_EWMA', ...common };
}

/**
 * The band of a headline; `components` are those of the series it was made from. It goes over every row of the
 * regression, which takes longer than all the rest of a forecast.
 *
 * Unavailable: `short_history` with fewer than 504 returns, as the regression, and `flat_asset` where no row has an
 * error.
 */
export function forecastBand(expected: Headline, components: HarComponents): Estimate<ForecastBand> {
  const { har, volatilityAnnual, observations, last } = expected;
  if (last + 1 < combinationMinimum) return unavailable('short_history', observations, combinationMinimum);
  if (har.status === 'unavailable') return har;
  const logError = harLogError(components, har.value);
  if (logError === null) return unavailable('flat_asset', observations, combinationMinimum);
  return measured({
    lowAnnual: volatilityAnnual * Math.exp(-bandQuantile * logError),
    highAnnual: volatilityAnnual * Math.exp(bandQuantile * logError),
    logError,
  });
}
