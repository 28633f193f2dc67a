import { type Estimate, measured, unavailable } from './estimate';
import { flatReturns } from './flat';
import { lineFit } from './line-fit';
import {
  classicalInterceptError,
  classicalSlopeError,
  hc1SlopeError,
  hc3SlopeError,
  neweyWestSlopeError,
  residualStandardDeviation,
} from './slope-errors';
import { studentQuantile, studentTwoSidedP } from './student-t';

/** The regression of an asset's daily returns on the market's. All numbers are fractions per day, not percent. */
export type BetaRegression = {
  /** How much the asset moves for each 1 of the market. */
  readonly beta: number;
  /** The daily return the asset has had beyond that. */
  readonly alpha: number;
  /** The share of the asset's variance that the market explains, 0–1. */
  readonly rSquared: number;
  /** Classical, n − 2 degrees of freedom: what the column `std_error` keeps. */
  readonly betaStandardError: number;
  readonly betaStandardErrorHc1: number;
  /** The one the interval is made of. */
  readonly betaStandardErrorHc3: number;
  readonly betaStandardErrorNeweyWest: number;
  readonly alphaStandardError: number;
  /** Two-sided Student t of beta = 0 from the classical error: what the column `p_value` keeps. */
  readonly pValue: number;
  /** The ends of the 95 % interval: beta ∓ t₀.₉₇₅(n − 2) · HC3 error. */
  readonly betaLow: number;
  readonly betaHigh: number;
  /** Two-sided p of beta = 0 and of beta = 1 from the HC3 error: these cannot contradict the interval they stand by. */
  readonly pValueHc3: number;
  readonly pValueOfOneHc3: number;
  /** Daily standard deviation of what the market does not explain. */
  readonly residualVolatilityDaily: number;
  /** How many paired returns went in. */
  readonly observations: number;
};

/**
 * The regression of the asset's returns on the market's, over all of those given, in pairs:
 *
 *     r_asset = alpha + beta · r_market + e,    p of beta = b two-sided by Student's t of (beta − b)/error, n − 2
 *
 * with the errors of `slope-errors` (classical, HC1, HC3, Newey–West) and the 95 % interval of the HC3 one.
 *
 * Unavailable: `short_history` with fewer than `minimum` pairs, `flat_market`, `flat_asset`, and `not_finite` where a
 * number leaves the doubles or one single day carries the whole slope.
 * Throws `RangeError` where lengths differ or `minimum` admits fewer than three pairs.
 * Source: Long and Ervin, The American Statistician 54 (2000), p. 217 (HC3 in small samples). Witness: mpmath.
 */
export function betaRegression(market: Float64Array, asset: Float64Array, minimum: number): Estimate<BetaRegression> {
  if (market.length < minimum) return unavailable('short_history', market.length, minimum);
  const flat = flatReturns(market, asset, minimum);
  if (flat) return flat;

  const fit = lineFit(market, asset);
  const degreesOfFreedom = fit.observations - 2;
  const betaStandardError = classicalSlopeError(fit);
  const betaStandardErrorHc3 = hc3SlopeError(fit);
  const reach = intervalReach(betaStandardErrorHc3, degreesOfFreedom);
  const regression = {
    beta: fit.slope,
    alpha: fit.intercept,
    rSquared: fit.rSquared,
    betaStandardError,
    betaStandardErrorHc1: hc1SlopeError(fit),
    betaStandardErrorHc3,
    betaStandardErrorNeweyWest: neweyWestSlopeError(fit),
    alphaStandardError: classicalInterceptError(fit),
    pValue: pValue(fit.slope, betaStandardError, degreesOfFreedom),
    betaLow: fit.slope - reach,
    betaHigh: fit.slope + reach,
    pValueHc3: pValue(fit.slope, betaStandardErrorHc3, degreesOfFreedom),
    pValueOfOneHc3: pValue(fit.slope - 1, betaStandardErrorHc3, degreesOfFreedom),
    residualVolatilityDaily: residualStandardDeviation(fit),
    observations: fit.observations,
  };
  return isFiniteThroughout(regression) ? measured(regression) : unavailable('not_finite', fit.observations, minimum);
}

/** In place, one after the other: a list of them would be made for each of a million regressions. */
function isFiniteThroughout(one: BetaRegression): boolean {
  for (const name in one) if (!Number.isFinite(one[name as keyof BetaRegression])) return false;
  return true;
}

/**
 * Beta and the ends of its interval alone, as `betaRegression` has them to the last bit: what a point of a chart needs
 * costs a third of the whole. Unavailable where those three cannot be told.
 */
export function betaInterval(
  market: Float64Array,
  asset: Float64Array,
  minimum: number,
): Estimate<Pick<BetaRegression, 'beta' | 'betaLow' | 'betaHigh'>> {
  if (market.length < minimum) return unavailable('short_history', market.length, minimum);
  const flat = flatReturns(market, asset, minimum);
  if (flat) return flat;
  const fit = lineFit(market, asset);
  const reach = intervalReach(hc3SlopeError(fit), fit.observations - 2);
  const [betaLow, betaHigh] = [fit.slope - reach, fit.slope + reach];
  return Number.isFinite(betaLow) && Number.isFinite(betaHigh)
    ? measured({ beta: fit.slope, betaLow, betaHigh })
    : unavailable('not_finite', fit.observations, minimum);
}

/** How far the 95 % interval reaches to either side. */
const intervalReach = (standardError: number, degreesOfFreedom: number): number =>
  studentQuantile(0.975, degreesOfFreedom) * standardError;

/** Of a distance of zero without error, as of the market on itself from 1, nothing can be said against: p = 1. */
const pValue = (distance: number, standardError: number, degreesOfFreedom: number): number =>
  distance === 0 ? 1 : studentTwoSidedP(distance / standardError, degreesOfFreedom);
