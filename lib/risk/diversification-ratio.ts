import { type Estimate, measured, unavailable } from './estimate';
import { orderFreeSum } from './order-free-sum';
import { requiredCoverage } from './portfolio-series';
import type { PricedPosition } from './priced-positions';
import type { RealizedVolatility } from './volatility';

type AnnualVolatility = Pick<RealizedVolatility, 'volatilityAnnual'>;

export type DiversificationRatio = {
  /** Σ|w|·σ / σ_p: 1 where nothing is diversified away, 2 where half of it is. */
  readonly ratio: number;
  /** Σ|w|·σ, a fraction a year: the volatility that adding up positions would claim. */
  readonly undiversifiedVolatilityAnnual: number;
  /** The part of the positions' gross value whose volatility is known; the sum is divided by it. */
  readonly coverage: number;
};

/**
 * By how much the volatilities of the positions, added up, overstate the portfolio's: Σ|wᵢ|·σᵢ / σ_p.
 *
 * At least 1 where all of it is measured over the same days, since volatilities add up only for positions that move as
 * one. `volatilities` and `portfolioVolatility` must be of one window; an entry a column, as the positions point to it.
 * Where some positions have none, the sum is divided by the part of gross value that has, as the series is.
 *
 * Unavailable: the portfolio's own reason; `no_positions` without positions; `short_history` where under 80 % of gross
 * value has a volatility (observations and required are then positions).
 * Throws `RangeError` for a position whose column has no entry.
 * Source: Choueifaty and Coignard, Journal of Portfolio Management 35 (2008). Witness: the oracle's portfolios.
 */
export function diversificationRatio(
  positions: readonly PricedPosition[],
  volatilities: readonly Estimate<AnnualVolatility>[],
  portfolioVolatility: Estimate<AnnualVolatility>,
): Estimate<DiversificationRatio> {
  if (portfolioVolatility.status === 'unavailable') return portfolioVolatility;
  if (positions.length === 0) return unavailable('no_positions', 0, 1);
  const known = positions.flatMap(({ column, weight }) => {
    if (!(column! < volatilities.length))
      throw new RangeError(`diversificationRatio: needs a volatility for column ${column}, got ${volatilities.length}`);
    const volatility = volatilities[column!];
    return volatility.status === 'measured' ? [{ weight, volatilityAnnual: volatility.value.volatilityAnnual }] : [];
  });
  const sizeOf = (some: readonly { weight: number }[]) => orderFreeSum(some.map(({ weight }) => Math.abs(weight)));
  const coverage = sizeOf(known) / sizeOf(positions);
  if (coverage < requiredCoverage) return unavailable('short_history', known.length, positions.length);
  const sum = orderFreeSum(known.map(({ weight, volatilityAnnual }) => Math.abs(weight) * volatilityAnnual)) / coverage;
  return measured({
    ratio: sum / portfolioVolatility.value.volatilityAnnual,
    undiversifiedVolatilityAnnual: sum,
    coverage,
  });
}
