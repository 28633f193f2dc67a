import type { BetaRegression } from '@/lib/risk/beta-regression';
import { studentQuantile } from '@/lib/risk/student-t';

/** A fitted line at one return of the market, and the ends of its band there. */
export type FittedPoint = { readonly x: number; readonly y: number; readonly low: number; readonly high: number };

/**
 * The line r = α + β·r_m of a regression at `at`, with the 95 % band of the line (of its mean, not of single days).
 *
 *     α + β·x ∓ t₀.₉₇₅(n − 2) · √(s²/n + se²·(x − x̄)²)
 *
 * s the residual deviation, se the classical error of β, x̄ the mean of the market's returns in the window: all are
 * stored, so that nothing is fitted a second time. It is the band of equal variances, narrower where HC3's is wider.
 * Witness: at x = 0 it is the error of alpha, which the regression reckons by another way.
 */
export function fittedLine(
  regression: Pick<BetaRegression, 'alpha' | 'beta' | 'betaStandardError' | 'residualVolatilityDaily' | 'observations'>,
  marketReturns: readonly number[],
  at: readonly number[],
): readonly FittedPoint[] {
  const { alpha, beta, betaStandardError, residualVolatilityDaily, observations } = regression;
  const mean = marketReturns.reduce((sum, value) => sum + value, 0) / marketReturns.length;
  const t = studentQuantile(0.975, observations - 2);
  return at.map((x) => {
    const y = alpha + beta * x;
    const reach = t * Math.hypot(residualVolatilityDaily / Math.sqrt(observations), betaStandardError * (x - mean));
    return { x, y, low: y - reach, high: y + reach };
  });
}
