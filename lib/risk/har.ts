import { annualVolatility, annualVolatilityOfVariance } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { isFlat } from './flat';
import { harComponents, harLags } from './har-components';
import { leastSquares } from './least-squares';

/** How many trading days ahead the forecast reaches. */
export const harHorizon = 21;
/** The most returns the regression looks at, and the fewest: a look-back, 30 rows and the target of the last. */
export const harWindow = 1260;
/** Returns that a row needs besides its own day: a look-back before and a horizon after. */
export const harReach = harLags.monthly - 1 + harHorizon;
export const harMinimum = harReach + 31;

export type HarCoefficients = {
  readonly intercept: number;
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
};

export type HarForecast = {
  /** The daily variance expected over the next 21 days, a squared fraction. */
  readonly varianceDaily: number;
  readonly volatilityAnnual: number;
  /** Today's three components as yearly volatilities: the contract's vol_daily, vol_weekly and vol_monthly. */
  readonly components: { readonly dailyAnnual: number; readonly weeklyAnnual: number; readonly monthlyAnnual: number };
  readonly coefficients: HarCoefficients;
  /** The share of the target's variation over the window that the regression explains, 0–1. */
  readonly rSquared: number;
  /** The lowest and the highest target of the window, volatilities a day: the forecast stays between them. */
  readonly lowestTargetDaily: number;
  readonly highestTargetDaily: number;
  /** Rows of the regression: returns less one look-back and one horizon. */
  readonly rows: number;
  readonly observations: number;
  /** Indexes of the first and the last return used. */
  readonly first: number;
  readonly last: number;
};

/**
 * The volatility of the next 21 days by the heterogeneous autoregression, in volatility form.
 *
 *   y = b₀ + b₁·d + b₂·w + b₃·m + e
 *
 * where y is the root of the mean squared return of the 21 days that followed (the horizon is the target: tomorrow's
 * |return| called a month's volatility comes out six points too low), and d, w, m are the components of `HarComponents`.
 * One least squares with intercept over the last 1,260 returns, fewer if there are fewer; a row needs its look-back and
 * its target within them. Today's components give ŷ, and
 *
 *   variance = clamp(max(ŷ, min y)² + Σe²/rows, [min y², max y²]),
 *
 * in which Σe²/rows makes up for the square of a mean being less than the mean of squares. Volatilities and not
 * variances, since one crash day would otherwise draw the line alone.
 *
 * `returns` are daily fractions, oldest first.
 * Unavailable: `short_history` with fewer than 72, `flat_asset` where volatility does not vary (the returns are all
 * equal, or all of one size) and there is nothing to regress on, `not_finite`.
 * Source: Corsi, Journal of Financial Econometrics 7 (2009), eq. 10, with the target averaged over the horizon.
 * Witness: mpmath, 45 series of real closes (reference oracle, har.sqrt_direct); decimals (fixtures).
 */
export function harForecast(returns: Float64Array): Estimate<HarForecast> {
  const count = returns.length;
  if (count < harMinimum) return unavailable('short_history', count, harMinimum);
  const first = Math.max(0, count - harWindow);
  const observations = count - first;
  const components = harComponents(returns.subarray(first));
  const rows = components.monthly.length - harHorizon;
  const target = components.monthly.subarray(harHorizon);
  if (!components.monthly.every(Number.isFinite)) return unavailable('not_finite', observations, harMinimum);
  const columns = [components.daily, components.weekly, components.monthly].map((column) => column.subarray(0, rows));
  const fit = isFlat(target) ? null : leastSquares({ columns, intercept: true }, target);
  if (fit === null) return unavailable('flat_asset', observations, harMinimum);

  const [intercept, daily, weekly, monthly] = fit.coefficients;
  const lowestTarget = target.reduce((low, value) => Math.min(low, value));
  const highestTarget = target.reduce((high, value) => Math.max(high, value));
  const today = components.monthly.length - 1;
  const expected =
    intercept +
    daily * components.daily[today] +
    weekly * components.weekly[today] +
    monthly * components.monthly[today];
  const squaredResiduals = fit.residualStandardDeviation ** 2 * fit.degreesOfFreedom;
  const varianceDaily = harVariance(expected, squaredResiduals / rows, lowestTarget, highestTarget);
  if (!Number.isFinite(varianceDaily)) return unavailable('not_finite', observations, harMinimum);
  return measured({
    varianceDaily,
    volatilityAnnual: annualVolatilityOfVariance(varianceDaily),
    components: {
      dailyAnnual: annualVolatility(components.daily[today]),
      weeklyAnnual: annualVolatility(components.weekly[today]),
      monthlyAnnual: annualVolatility(components.monthly[today]),
    },
    coefficients: { intercept, daily, weekly, monthly },
    rSquared: fit.rSquared,
    lowestTargetDaily: lowestTarget,
    highestTargetDaily: highestTarget,
    rows,
    observations,
    first,
    last: count - 1,
  });
}

/**
 * The variance that follows from the regression's ŷ and its mean squared residual: the last formula of `harForecast`.
 * The lower end of the clamp needs no step of its own: what is added to the square of at least min y is not negative.
 */
export function harVariance(
  expected: number,
  meanSquaredResidual: number,
  lowestTarget: number,
  highestTarget: number,
): number {
  const floor = Math.max(expected, lowestTarget);
  return Math.min(floor * floor + meanSquaredResidual, highestTarget * highestTarget);
}
