import type { LineFit } from './line-fit';

/**
 * Standard errors of the slope (and of the intercept) of a line, under ever weaker assumptions about the residuals.
 * The slope is Σ gᵢ·yᵢ with gᵢ = (xᵢ − mean x) / Σ(x − mean x)², so that each error below is the square root of an
 * estimate of the variance of Σ gᵢ·eᵢ, e the residuals.
 * Witness of all: mpmath with 50 digits, statsmodels and R's `sandwich` (oracle_public.json).
 */

const squareSum = (values: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
};

/** The spread of the residuals about the line: √(Σ e² / (n − 2)), two degrees of freedom having gone into the line. */
export const residualStandardDeviation = ({ residuals, observations }: LineFit): number =>
  Math.sqrt(squareSum(residuals) / (observations - 2));

/** Residuals of one variance, independent of each other: s / √Σ(x − mean x)². */
export const classicalSlopeError = (fit: LineFit): number => residualStandardDeviation(fit) / Math.sqrt(fit.spread);

/** The same for the intercept: s · √(1/n + (mean x)² / Σ(x − mean x)²). */
export const classicalInterceptError = (fit: LineFit): number =>
  residualStandardDeviation(fit) * Math.sqrt(1 / fit.observations + fit.centre ** 2 / fit.spread);

/** Residuals each of its own variance, estimated by its square: √(n/(n − 2) · Σ gᵢ²eᵢ²). White (1980); Hinkley (1977). */
export function hc1SlopeError({ x, centre, residuals, spread, observations }: LineFit): number {
  let sum = 0;
  for (let i = 0; i < observations; i++) {
    const score = (x[i] - centre) * residuals[i];
    sum += score * score;
  }
  return Math.sqrt((sum * observations) / (observations - 2)) / spread;
}

/** Above this leverage a point carries the line alone, and what it would be without the point is only rounding. */
const fullLeverage = 1 - 1e-12;

/**
 * As HC1, each residual replaced by the one its point would have if the line had been fitted without it, eᵢ/(1 − hᵢ)
 * with the leverage hᵢ = 1/n + (xᵢ − mean x)²/Σ(x − mean x)²: a day that pulls the line towards itself hides part of its
 * residual. √Σ (gᵢ·eᵢ/(1 − hᵢ))². Infinite where one point alone determines the slope.
 * MacKinnon and White, Journal of Econometrics 29 (1985), p. 305.
 */
export function hc3SlopeError({ x, centre, residuals, spread, observations }: LineFit): number {
  let sum = 0;
  for (let i = 0; i < observations; i++) {
    const deviation = x[i] - centre;
    const leverage = 1 / observations + (deviation * deviation) / spread;
    if (leverage > fullLeverage) return Number.POSITIVE_INFINITY;
    const score = (deviation * residuals[i]) / (1 - leverage);
    sum += score * score;
  }
  return Math.sqrt(sum) / spread;
}

/** The number of lags ⌊4 (n/100)^(2/9)⌋: 3 for 90 observations, 4 for 252. */
export const neweyWestLags = (observations: number): number => Math.floor(4 * (observations / 100) ** (2 / 9));

/**
 * Residuals of their own variances that may also be correlated over a few days: Σ gᵢ²eᵢ² + 2 Σₗ (1 − l/(L + 1)) Σ
 * gᵢeᵢ·gᵢ₋ₗeᵢ₋ₗ, l from 1 to L = `neweyWestLags(n)` (Bartlett weights), no prewhitening, no small-sample factor.
 * Newey and West, Econometrica 55 (1987), p. 703.
 */
export function neweyWestSlopeError({ x, centre, residuals, spread, observations }: LineFit): number {
  const lags = neweyWestLags(observations);
  const weights = new Float64Array(lags + 1);
  for (let lag = 1; lag <= lags; lag++) weights[lag] = 1 - lag / (lags + 1);
  let sum = 0;
  for (let i = 0; i < observations; i++) {
    const reach = Math.min(lags, i);
    let around = 0;
    for (let lag = 1; lag <= reach; lag++) around += weights[lag] * (x[i - lag] - centre) * residuals[i - lag];
    const score = (x[i] - centre) * residuals[i];
    sum += score * (score + 2 * around);
  }
  return Math.sqrt(sum) / spread;
}
