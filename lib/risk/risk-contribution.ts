import { annualVolatility } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { isFlat } from './flat';
import { deviations } from './moments';
import type { WindowSize } from './paired-window';
import type { PortfolioSeries } from './portfolio-series';
import { simpleReturn } from './returns';
import { stalePrices } from './staleness';
import { compensatedDot } from './sums';

/** A position's part in the portfolio's volatility, fractions a year. */
export type VolatilityContribution = {
  readonly symbol: string;
  readonly weight: number;
  /** How fast the portfolio's volatility grows as the weight does: ∂σ_p / ∂weight. */
  readonly marginal: number;
  /** weight × marginal. Over all positions these sum to the portfolio's volatility; negative where one takes risk away. */
  readonly component: number;
  /** component / the portfolio's volatility: sums to 1. */
  readonly share: number;
  /** On how many of the window's days the position had a return of its own. */
  readonly observations: number;
};

export type VolatilityContributions = {
  /** The portfolio's volatility over the window, which the components sum to. */
  readonly total: number;
  /** One a priced position, in the book's order. */
  readonly positions: readonly VolatilityContribution[];
  readonly observations: number;
  /** Indexes of the first and the last return used. */
  readonly first: number;
  readonly last: number;
};

/** A year of returns: a quarter's covariances move too much to say which position the risk comes from. */
export const contributionWindow: WindowSize = { window: 252, minimum: 63 };

/**
 * Where the portfolio's volatility comes from.
 *
 *   marginalᵢ = cov(rᵢ, r_p) / σ_p,  componentᵢ = wᵢ·marginalᵢ,  Σ componentᵢ = σ_p
 *
 * as fractions a year, over the last 252 returns of the series, fewer from 63 on (Euler: a risk of degree one in the
 * weights is Σ weight × ∂risk/∂weight). `share` is at once the share of variance. One pass a position; no matrix of
 * positions by positions is ever made. The same of beta, which is a sum over positions already, is `weightedBeta`.
 *
 * r_p is the portfolio's own series: a position's return is divided by the day's coverage as the series is, and adds
 * nothing on days on which it has none and others stand for it, so that the parts add up to the whole there too.
 * Unavailable: `stale_prices`, `short_history` under 63 returns, `flat_asset` where the portfolio does not move,
 * `not_finite`.
 * Source: Litterman, Hot Spots and Hedges (1996); Tasche, Risk Contributions and Performance Measurement (1999).
 * Witness: mpmath (fixtures/portfolio.py), in a book with gaps.
 */
export function volatilityContributions(series: PortfolioSeries): Estimate<VolatilityContributions> {
  const { from, to, coverage, values, priced } = series;
  const count = values.length;
  const { window, minimum } = contributionWindow;
  const stale = stalePrices(series, count, minimum);
  if (stale) return stale;
  if (count < minimum) return unavailable('short_history', count, minimum);
  const first = Math.max(0, count - window);
  const returns = values.subarray(first);
  if (isFlat(returns)) return unavailable('flat_asset', count, minimum);
  const deviation = deviations(returns);
  const squares = compensatedDot(deviation, deviation);
  if (!Number.isFinite(squares)) return unavailable('not_finite', count, minimum);
  // σ = √(Σd²/(n − 1)) = Σ r·d / √(Σd²·(n − 1)), d the deviations from the mean.
  const scale = annualVolatility(1 / Math.sqrt(squares * (returns.length - 1)));
  const factors = deviation.map((value) => value * scale);
  const perReturn = factors.map((factor, i) => factor / coverage[first + i]);
  const total = compensatedDot(returns, factors);
  const positions = priced.map(({ symbol, weight, closes }) => {
    let marginal = 0;
    let observations = 0;
    for (let i = 0; i < perReturn.length; i++) {
      const change = simpleReturn(closes[from[first + i]], closes[to[first + i]]);
      if (!Number.isFinite(change)) continue;
      marginal += change * perReturn[i];
      observations++;
    }
    const component = weight * marginal;
    return { symbol, weight, marginal, component, share: component / total, observations };
  });
  return measured({ total, positions, observations: returns.length, first, last: count - 1 });
}
