import { type Estimate, measured, unavailable } from './estimate';
import type { Holding, OptionHolding } from './holding';
import { orderFreeSum } from './order-free-sum';
import type { Position } from './position-weights';

/**
 * What a lot of options moves like: the value of that much of the underlying, signed.
 *
 *   exposure = quantity × multiplier × delta × price of the underlying
 *
 * in currency units. A short call and a long put are negative. First order only: for a large move of the underlying the
 * delta itself changes, and this does not know it.
 * Unavailable: `no_delta` where none was given (none is modelled here), `no_prices` without the underlying's price,
 * `not_finite` where the product overflows.
 */
export function optionExposure(option: OptionHolding): Estimate<number> {
  const { quantity, multiplier, delta, underlyingPrice } = option;
  if (delta === null) return unavailable('no_delta', 0, 1);
  if (underlyingPrice === null) return unavailable('no_prices', 0, 1);
  const exposure = quantity * multiplier * delta * underlyingPrice;
  return Number.isFinite(exposure) ? measured(exposure) : unavailable('not_finite', 0, 1);
}

const isOption = (lot: Holding): lot is OptionHolding => lot.assetClass === 'option';

/**
 * The exposure of a position: the delta-adjusted one of all its lots for options, the market value for everything else.
 * Unavailable where one of the lots' is, with its reason: half a position's exposure is not the position's.
 */
export function positionExposure({ lots, value }: Position): Estimate<number> {
  const exposures: number[] = [];
  for (const option of lots.filter(isOption)) {
    const exposure = optionExposure(option);
    if (exposure.status === 'unavailable') return exposure;
    exposures.push(exposure.value);
  }
  return measured(exposures.length > 0 ? orderFreeSum(exposures) : value);
}
