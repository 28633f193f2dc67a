import { type Estimate, measured, type Unavailable, unavailable } from './estimate';
import type { MarketBeta } from './market-beta';
import { positionExposure } from './option-exposure';
import { orderFreeSum } from './order-free-sum';
import type { Position, PositionWeights } from './position-weights';
import { heaviestAbsence, type UncoveredPosition } from './priced-positions';

/** What of a regression a portfolio's beta is made of. */
export type SecurityBeta = Pick<MarketBeta, 'beta' | 'rSquared' | 'observations'>;

/** One position's part in the weighted beta. */
export type PositionBeta = {
  readonly position: Position;
  /** Exposure / the book's denominator: the weight, for options the delta-adjusted one. */
  readonly exposureWeight: number;
  readonly security: SecurityBeta;
  /** exposureWeight · beta: these sum to the portfolio's weighted beta. */
  readonly contribution: number;
};

export type WeightedBeta = {
  /** Σ w·β over the covered positions. */
  readonly beta: number;
  /** The covered part of the book's gross value, 0–1; cash is covered, with a beta of zero by definition. */
  readonly coverage: number;
  /** The positions' R² averaged by gross value: how well their own lines fit, which says little of how well the book's does. */
  readonly rSquaredAverage: number;
  /** The fewest observations among the covered positions. */
  readonly observations: number;
  readonly positions: readonly PositionBeta[];
  /** What the sum leaves out. Nothing is assumed of it. */
  readonly uncovered: readonly UncoveredPosition[];
};

function betaOf(position: Position, betas: readonly Estimate<SecurityBeta>[]): Estimate<SecurityBeta> {
  if (position.assetClass === 'private') return unavailable('private_asset', 0, 1);
  if (position.column === null) return unavailable('no_prices', 0, 1);
  if (!(position.column < betas.length))
    throw new RangeError(`weightedBeta: needs a beta for column ${position.column}, got ${betas.length}`);
  return betas[position.column];
}

function positionBeta(
  position: Position,
  betas: readonly Estimate<SecurityBeta>[],
  denominator: number,
): PositionBeta | Unavailable {
  const exposure = positionExposure(position);
  if (exposure.status === 'unavailable') return exposure;
  const security = betaOf(position, betas);
  if (security.status === 'unavailable') return security;
  const exposureWeight = exposure.value / denominator;
  return { position, exposureWeight, security: security.value, contribution: exposureWeight * security.value.beta };
}

/**
 * The portfolio's beta as the sum of its positions': Σ wᵢ·βᵢ over the covered ones. Each contribution wᵢ·βᵢ is Euler's,
 * weight × marginal: ∂beta/∂wᵢ is the position's own beta.
 *
 * `betas`: an estimate a column, as the positions point to them; options take their underlying's with their
 * delta-adjusted exposure as weight. What has no beta (private assets, options without delta, short histories) adds
 * nothing, is listed with its reason and is missing in `coverage`. Where all positions are covered, the book holds no
 * options and no day of the series was renormalised, this equals the slope of the book's own series on the market
 * (`marketBeta` of `besideMarket`), whose R² is the one to show: averaged over positions it was measured .35 against .90.
 *
 * Unavailable where no position is covered: with the absence of the heaviest one; `no_positions` for cash alone, of
 * which nothing can be regressed.
 * Witness: the portfolios of the oracle (mpmath).
 */
export function weightedBeta(book: PositionWeights, betas: readonly Estimate<SecurityBeta>[]): Estimate<WeightedBeta> {
  const positions: PositionBeta[] = [];
  const uncovered: UncoveredPosition[] = [];
  for (const position of book.positions) {
    if (position.assetClass === 'cash' || position.value === 0) continue;
    const one = positionBeta(position, betas, book.denominator);
    if ('status' in one) uncovered.push({ position, absence: one });
    else positions.push(one);
  }
  if (positions.length === 0) return heaviestAbsence(uncovered);
  const sizes = positions.map(({ position }) => Math.abs(position.value));
  const uncoveredGross = orderFreeSum(uncovered.map(({ position }) => Math.abs(position.value)));
  return measured({
    beta: orderFreeSum(positions.map(({ contribution }) => contribution)),
    coverage: 1 - uncoveredGross / book.gross,
    rSquaredAverage:
      orderFreeSum(positions.map(({ security }, i) => sizes[i] * security.rSquared)) / orderFreeSum(sizes),
    observations: positions.reduce(
      (least, { security }) => Math.min(least, security.observations),
      Number.POSITIVE_INFINITY,
    ),
    positions,
    uncovered,
  });
}
