import type { GicsSector } from './gics-sectors';

export const assetClasses = ['stock', 'fund', 'option', 'private', 'cash'] as const;

export type AssetClass = (typeof assetClasses)[number];

/** One lot. Negative quantities are short; they are stated in units of the as-of date (see `splitFactor`). */
type Lot = {
  readonly id: string;
  readonly symbol: string;
  readonly quantity: number;
};

/** A stock or fund with a market of its own. */
export type ListedHolding = Lot & {
  readonly assetClass: 'stock' | 'fund';
  /** The raw close on the as-of date; null where there is none. */
  readonly price: number | null;
  /** Which column of closes moves it; null where it has no price history. */
  readonly column: number | null;
  /** Null where nobody knows it; a fund's is not looked at. */
  readonly sector: GicsSector | null;
  /** A fund that is the benchmark in one share, to be shown as the benchmark's own sectors. */
  readonly isBenchmark?: boolean;
};

/** Contracts on an underlying, which moves them by their delta. */
export type OptionHolding = Lot & {
  readonly assetClass: 'option';
  /** The given price of one unit of the underlying's worth of contract (a quote of 2.50 on 100 shares is 2.50). */
  readonly price: number | null;
  readonly underlying: string;
  /** The raw close of the underlying on the as-of date. */
  readonly underlyingPrice: number | null;
  /** Which column of closes is the underlying's. */
  readonly column: number | null;
  /** Units of the underlying a contract. */
  readonly multiplier: number;
  /** Change of the contract's price for a change of 1 in the underlying's, −1 to 1; null where it was not given. */
  readonly delta: number | null;
};

/** An asset without a market: worth what its owner says it is. */
export type PrivateHolding = Lot & { readonly assetClass: 'private'; readonly price: number | null };

/** Money, in units of the portfolio's currency; negative is a margin loan. */
export type CashHolding = Lot & { readonly assetClass: 'cash' };

export type Holding = ListedHolding | OptionHolding | PrivateHolding | CashHolding;

const isPriceOrNull = (price: number | null): boolean =>
  price === null || (price >= 0 && price < Number.POSITIVE_INFINITY);

/** What is wrong with a holding, as "need, got"; null where nothing is. */
function flaw(holding: Holding): string | null {
  const { quantity } = holding;
  if (!Number.isFinite(quantity)) return `a finite quantity, got ${quantity}`;
  if (holding.assetClass === 'cash') return null;
  if (!isPriceOrNull(holding.price)) return `a finite price that is not negative, got ${holding.price}`;
  if (holding.assetClass === 'private') return null;
  const { column } = holding;
  if (column !== null && !(Number.isInteger(column) && column >= 0)) return `a column index, got ${column}`;
  if (holding.assetClass !== 'option') return null;
  const { multiplier, delta, underlyingPrice } = holding;
  if (!isPriceOrNull(underlyingPrice)) return `a finite underlying price that is not negative, got ${underlyingPrice}`;
  if (!(multiplier > 0 && multiplier < Number.POSITIVE_INFINITY))
    return `a finite positive multiplier, got ${multiplier}`;
  if (delta !== null && !(delta >= -1 && delta <= 1)) return `a delta from -1 to 1, got ${delta}`;
  return null;
}

/** Throws `RangeError` for quantities, prices, columns, multipliers and deltas that no holding can have. */
export function requireHolding(caller: string, holding: Holding): void {
  const found = flaw(holding);
  if (found) throw new RangeError(`${caller}: ${holding.symbol} needs ${found}`);
}

/**
 * What a lot is worth, signed as its quantity: quantity × price, for an option quantity × multiplier × price, for cash
 * the quantity itself. Null where no price is known.
 */
export function marketValue(holding: Holding): number | null {
  if (holding.assetClass === 'cash') return holding.quantity;
  if (holding.price === null) return null;
  const units = holding.assetClass === 'option' ? holding.quantity * holding.multiplier : holding.quantity;
  return units * holding.price;
}
