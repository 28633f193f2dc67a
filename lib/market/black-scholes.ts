import cdf from '@stdlib/stats-base-dists-normal-cdf';

export type OptionTerms = {
  readonly optionType: 'call' | 'put';
  /** Price of the underlying and strike, in the same currency. */
  readonly spot: number;
  readonly strike: number;
  /** Years to expiry, positive. */
  readonly years: number;
  readonly volatilityAnnual: number;
  /** Continuously compounded. */
  readonly interestAnnual: number;
};

/**
 * Price of a European option on one unit of an underlying that pays nothing, and its delta (the change of the price for
 * a change of 1 in the underlying's): d₁ = (ln(S/K) + (r + σ²/2)T)/(σ√T), call = S·N(d₁) − K·e^(−rT)·N(d₁ − σ√T), the
 * put by parity.
 * Throws `RangeError` where spot, strike, time or volatility is not positive.
 * Source: Black and Scholes 1973, Journal of Political Economy 81, equation 13. Witness: the worked example of Hull,
 * Options, Futures and Other Derivatives, chapter 15.
 */
export function blackScholes(terms: OptionTerms): { price: number; delta: number } {
  const { optionType, spot, strike, years, volatilityAnnual, interestAnnual } = terms;
  if (!(spot > 0 && strike > 0 && years > 0 && volatilityAnnual > 0))
    throw new RangeError(
      `blackScholes: needs positive spot, strike, years and volatility, got ${JSON.stringify(terms)}`,
    );
  const spread = volatilityAnnual * Math.sqrt(years);
  const d1 = (Math.log(spot / strike) + (interestAnnual + volatilityAnnual ** 2 / 2) * years) / spread;
  const discountedStrike = strike * Math.exp(-interestAnnual * years);
  const call = spot * cdf(d1, 0, 1) - discountedStrike * cdf(d1 - spread, 0, 1);
  return optionType === 'call'
    ? { price: call, delta: cdf(d1, 0, 1) }
    : { price: call - spot + discountedStrike, delta: cdf(d1, 0, 1) - 1 };
}
