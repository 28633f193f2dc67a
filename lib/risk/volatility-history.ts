import { type Estimate, measured } from './estimate';
import { type HarComponents, harComponents } from './har-components';
import { ewmaOn } from './rolling-ewma';
import { harOn } from './rolling-har';
import { type RealizedVolatility, realizedVolatility } from './volatility';
import { type RealizedColumns, type VolatilityColumns, volatilityColumns } from './volatility-columns';
import { type Headline, headline } from './volatility-forecast';
import { percentileDays, percentileOf, type VolatilityPercentile, volatilityPercentile } from './volatility-percentile';
import { trendLabel, trendMinimum, type VolatilityTrend, volatilityTrend } from './volatility-trend';

/** What the volatility measures said as of one return. */
export type VolatilityDay = {
  readonly realized21d: Estimate<RealizedVolatility>;
  readonly realized63d: Estimate<RealizedVolatility>;
  readonly realized252d: Estimate<RealizedVolatility>;
  /** Without its band, which takes longer than all the rest: `forecastBand` has it for the days that need one. */
  readonly forecast: Estimate<Headline>;
  readonly trend: Estimate<VolatilityTrend>;
  readonly percentile: Estimate<VolatilityPercentile>;
};

/**
 * All volatility measures as of each of the returns `first` … `last`, element k as of return first + k and from nothing
 * later: the numbers of `volatilityColumns`, a day at a time, each with what belongs to it. Where a number is absent the
 * measure itself is asked why.
 *
 * `returns` are daily fractions, oldest first; `components` are theirs, for whoever has them already.
 * Throws `RangeError` for ends outside the returns. Witness: the measures themselves, on the returns up to each day.
 */
export function volatilityHistory(
  returns: Float64Array,
  first = 0,
  last = returns.length - 1,
  components = harComponents(returns),
): VolatilityDay[] {
  const columns = volatilityColumns(returns, components, first, last);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => {
    const until = returns.subarray(0, first + k + 1);
    return {
      realized21d: realizedOn(columns.realized21d, k, until, 21),
      realized63d: realizedOn(columns.realized63d, k, until, 63),
      realized252d: realizedOn(columns.realized252d, k, until, 252),
      forecast: forecastOn(columns, k, until, components),
      trend: trendOn(columns.trend, k, until),
      percentile: percentileOn(columns.percentile[k], until),
    };
  });
}

function realizedOn(
  { volatilityAnnual, standardErrorAnnual }: RealizedColumns,
  k: number,
  returns: Float64Array,
  days: number,
): Estimate<RealizedVolatility> {
  if (!Number.isFinite(volatilityAnnual[k])) return realizedVolatility(returns, days);
  return measured({
    volatilityAnnual: volatilityAnnual[k],
    standardErrorAnnual: standardErrorAnnual[k],
    observations: days,
    first: returns.length - days,
    last: returns.length - 1,
  });
}

function forecastOn(
  columns: VolatilityColumns,
  k: number,
  returns: Float64Array,
  components: HarComponents,
): Estimate<Headline> {
  const last = returns.length - 1;
  const ewma = ewmaOn(columns.ewmaVarianceDaily[k], returns, last);
  return ewma.status === 'unavailable'
    ? ewma
    : measured(headline(ewma.value, harOn(columns.har, k, returns, components, last)));
}

function trendOn(columns: VolatilityColumns['trend'], k: number, returns: Float64Array): Estimate<VolatilityTrend> {
  const z = columns.z[k];
  if (Number.isNaN(z)) return volatilityTrend(returns);
  return measured({
    label: trendLabel(z),
    ratio: columns.ratio[k],
    z,
    pValue: columns.pValue[k],
    strength: 1 - columns.pValue[k],
    kurtosis: columns.kurtosis[k],
    observations: trendMinimum,
    first: returns.length - trendMinimum,
    last: returns.length - 1,
  });
}

const percentileOn = (percentile: number, returns: Float64Array): Estimate<VolatilityPercentile> =>
  Number.isNaN(percentile)
    ? volatilityPercentile(returns)
    : measured(percentileOf(percentile, percentileDays, returns.length - 1));
