import { annualVolatility } from './annualise';
import { type Estimate, measured, unavailable } from './estimate';
import { flatReturns, isFlat } from './flat';
import { betaWindow } from './market-beta';
import { deviations } from './moments';
import { pairedWindow, type WindowSize } from './paired-window';
import type { PairedPortfolioSeries, PortfolioSeries } from './portfolio-series';
import { simpleReturn } from './returns';
import { stalePrices } from './staleness';
import { compensatedDot } from './sums';

/** A position's part in a risk of the portfolio's. */
export type RiskContribution = {
  readonly symbol: string;
  readonly weight: number;
  /** How fast the portfolio's risk grows as the weight does: ∂risk / ∂weight. */
  readonly marginal: number;
  /** weight × marginal. Over all positions these sum to the portfolio's risk. */
  readonly component: number;
  /** On how many of the window's days the position had a return of its own. */
  readonly observations: number;
};

/** The same, and component / the portfolio's volatility: sums to 1, negative where the position takes risk away. */
export type VolatilityContribution = RiskContribution & { readonly share: number };

export type RiskContributions<Contribution extends RiskContribution = RiskContribution> = {
  /** The portfolio's risk over the window, which the components sum to. */
  readonly total: number;
  /** One a priced position, in the book's order. */
  readonly positions: readonly Contribution[];
  readonly observations: number;
  /** Indexes of the first and the last return used. */
  readonly first: number;
  readonly last: number;
};

/** A year of returns: a quarter's covariances move too much to say which position the risk comes from. */
export const contributionWindow: WindowSize = { window: 252, minimum: 63 };

/**
 * Both risks are a sum over days of portfolio return × a factor of the day, so that each position's part is the same
 * sum over its own returns (Euler: a risk of degree one in the weights is Σ weight × ∂risk/∂weight). One pass a
 * position; no matrix of positions by positions is ever made.
 *
 * A position's return is divided by the day's coverage as the series is, and adds nothing on days on which it has none
 * and others stand for it: so the parts add up to the whole there too.
 */
function contributionsAlong(series: PortfolioSeries, first: number, factors: Float64Array): RiskContributions {
  const { from, to, coverage } = series;
  const perReturn = factors.map((factor, i) => factor / coverage[first + i]);
  const positions = series.priced.map(({ symbol, weight, closes }) => {
    let marginal = 0;
    let observations = 0;
    for (let i = 0; i < perReturn.length; i++) {
      const change = simpleReturn(closes[from[first + i]], closes[to[first + i]]);
      if (!Number.isFinite(change)) continue;
      marginal += change * perReturn[i];
      observations++;
    }
    return { symbol, weight, marginal, component: weight * marginal, observations };
  });
  return {
    total: compensatedDot(series.values.subarray(first), factors),
    positions,
    observations: factors.length,
    first,
    last: series.values.length - 1,
  };
}

/**
 * Where the portfolio's volatility comes from.
 *
 *   marginalᵢ = cov(rᵢ, r_p) / σ_p,  componentᵢ = wᵢ·marginalᵢ,  Σ componentᵢ = σ_p
 *
 * as fractions a year, over the last 252 returns of the series, fewer from 63 on. `share` is at once the share of
 * variance. r_p is the portfolio's own series; on days with partial coverage a position's return counts as the series
 * counts it, so that the sum holds there too.
 * Unavailable: `stale_prices`, `short_history` under 63 returns, `flat_asset` where the portfolio does not move,
 * `not_finite`.
 * Source: Litterman, Hot Spots and Hedges (1996); Tasche, Risk Contributions and Performance Measurement (1999).
 */
export function volatilityContributions(series: PortfolioSeries): Estimate<RiskContributions<VolatilityContribution>> {
  const count = series.values.length;
  const { window, minimum } = contributionWindow;
  const stale = stalePrices(series, count, minimum);
  if (stale) return stale;
  if (count < minimum) return unavailable('short_history', count, minimum);
  const first = Math.max(0, count - window);
  const returns = series.values.subarray(first);
  if (isFlat(returns)) return unavailable('flat_asset', count, minimum);
  const deviation = deviations(returns);
  const squares = compensatedDot(deviation, deviation);
  if (!Number.isFinite(squares)) return unavailable('not_finite', count, minimum);
  // σ = √(Σd²/(n − 1)) = Σ r·d / √(Σd²·(n − 1)), d the deviations from the mean.
  const scale = annualVolatility(1 / Math.sqrt(squares * (returns.length - 1)));
  const factors = deviation.map((value) => value * scale);
  const contributions = contributionsAlong(series, first, factors);
  const positions = contributions.positions.map((one) => ({ ...one, share: one.component / contributions.total }));
  return measured({ ...contributions, positions });
}

/**
 * Where the portfolio's beta comes from, by the direct regression of its series.
 *
 *   marginalᵢ = cov(rᵢ, r_m) / var(r_m),  componentᵢ = wᵢ·marginalᵢ,  Σ componentᵢ = beta
 *
 * over the last 90 pairs, fewer from 30 on: the window of `marketBeta`, whose slope the components sum to. No share
 * is taken: of a beta near zero every share would be enormous.
 * Unavailable: as `marketBeta` is.
 */
export function betaContributions(series: PairedPortfolioSeries): Estimate<RiskContributions> {
  const last = pairedWindow(series, betaWindow);
  if (last.status === 'unavailable') return last;
  const { market, asset, observations } = last.value;
  const flat = flatReturns(market, asset, betaWindow.minimum);
  if (flat) return flat;
  const deviation = deviations(market);
  const squares = compensatedDot(deviation, deviation);
  if (!Number.isFinite(squares)) return unavailable('not_finite', observations, betaWindow.minimum);
  const factors = deviation.map((value) => value / squares);
  return measured(contributionsAlong(series, series.market.length - observations, factors));
}
