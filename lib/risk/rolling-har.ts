import { annualVolatility, annualVolatilityOfVariance } from './annualise';
import { type Estimate, measured } from './estimate';
import { type HarForecast, harForecast, harReach, harWindow } from './har';
import { type HarColumns, harColumns } from './har-columns';
import { type HarComponents, harComponents, harLags } from './har-components';

/**
 * `harForecast` as of each of the returns `first` … `last` (by default each that has any), element k as of return
 * first + k and from nothing later: the numbers of `harColumns`, a day at a time, and why where there are none.
 *
 * `components` are those of `returns`, for whoever has them already.
 * Throws `RangeError` for ends outside the returns. Witness: `harForecast`.
 */
export function rollingHar(
  returns: Float64Array,
  first = 0,
  last = returns.length - 1,
  components = harComponents(returns),
): Estimate<HarForecast>[] {
  const columns = harColumns(returns, first, last, components);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) =>
    harOn(columns, k, returns, components, first + k),
  );
}

/** The forecast as of return `end`, which stands at place k of the columns. */
export function harOn(
  columns: HarColumns,
  k: number,
  returns: Float64Array,
  components: HarComponents,
  end: number,
): Estimate<HarForecast> {
  const varianceDaily = columns.varianceDaily[k];
  // The measure itself knows why there is none.
  if (!Number.isFinite(varianceDaily)) return harForecast(returns.subarray(0, end + 1));
  const observations = Math.min(end + 1, harWindow);
  const today = end - harLags.monthly + 1;
  return measured({
    varianceDaily,
    volatilityAnnual: annualVolatilityOfVariance(varianceDaily),
    components: {
      dailyAnnual: annualVolatility(components.daily[today]),
      weeklyAnnual: annualVolatility(components.weekly[today]),
      monthlyAnnual: annualVolatility(components.monthly[today]),
    },
    coefficients: {
      intercept: columns.intercept[k],
      daily: columns.daily[k],
      weekly: columns.weekly[k],
      monthly: columns.monthly[k],
    },
    rSquared: columns.rSquared[k],
    lowestTargetDaily: columns.lowestTargetDaily[k],
    highestTargetDaily: columns.highestTargetDaily[k],
    rows: observations - harReach,
    observations,
    first: end + 1 - observations,
    last: end,
  });
}
