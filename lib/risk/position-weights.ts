import { type Estimate, measured, type Reason, unavailable } from './estimate';
import type { GicsSector } from './gics-sectors';
import { type AssetClass, type Holding, marketValue, requireHolding } from './holding';
import { orderFreeSum } from './order-free-sum';

/** What market values are divided by to make weights: equity, or gross where there is too little equity. */
export type WeightBasis = 'equity' | 'gross';

/** Equity up to this part of gross (negative equity included) is too small to divide by. */
export const smallestEquityShare = 0.05;

/** All lots of one symbol, long and short together. */
export type Position = {
  readonly symbol: string;
  readonly assetClass: AssetClass;
  /** The column of closes that moves it: its own, or an option's underlying's; null for private assets and cash. */
  readonly column: number | null;
  readonly sector: GicsSector | null;
  /** The symbol it counts under in concentration: an option's underlying's, else its own. */
  readonly issuer: string;
  readonly lots: readonly Holding[];
  /** Signed market value. */
  readonly value: number;
  /** value / denominator. */
  readonly weight: number;
};

/** A lot that is worth nobody knows what. It is in no sum, and said so beside every number. */
export type UnvaluedLot = {
  readonly id: string;
  readonly symbol: string;
  readonly assetClass: AssetClass;
  readonly reason: Reason;
};

export type PositionWeights = {
  /** Σ signed market value of everything, cash included. */
  readonly equity: number;
  /** Σ |market value| of the positions, cash included. */
  readonly gross: number;
  /** Σ signed market value of everything but cash: what is invested, long less short. */
  readonly net: number;
  readonly basis: WeightBasis;
  /** What every market value is divided by: `equity` or `gross`, as `basis` says. */
  readonly denominator: number;
  /** One a symbol and class, in the order of their symbols. */
  readonly positions: readonly Position[];
  readonly unvalued: readonly UnvaluedLot[];
};

/** Weights are on equity unless equity is at most 5 % of gross; then they are on gross, and labelled so. */
export const weightBasis = (equity: number, gross: number): WeightBasis =>
  equity <= smallestEquityShare * gross ? 'gross' : 'equity';

const issuerOf = (holding: Holding): string => (holding.assetClass === 'option' ? holding.underlying : holding.symbol);

const columnOf = (holding: Holding): number | null => ('column' in holding ? holding.column : null);

const sectorOf = (holding: Holding): GicsSector | null => ('sector' in holding ? holding.sector : null);

/** Lots of one symbol are one position only if they are moved by the same closes and belong to the same sector. */
function requireAlike(first: Holding, lot: Holding): void {
  for (const [what, of] of [
    ['column of closes', columnOf],
    ['sector', sectorOf],
    ['underlying', issuerOf],
  ] as const)
    if (of(lot) !== of(first))
      throw new RangeError(
        `positionWeights: needs one ${what} for all lots of ${lot.symbol}, got ${of(first)} and ${of(lot)}`,
      );
}

/** By code units, as no language would sort, so that every machine does it alike. */
const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/**
 * The weights of a portfolio: its lots merged into one position a symbol (and class), each valued and divided by
 * equity, or by gross where equity ≤ 5 % of gross.
 *
 * Merging comes before everything else: 100 long and 40 short of one stock are a position of 60, not a gross of 140.
 * `holdings`: in any order; the result does not depend on it. `basis` overrules the 5 % rule where a caller needs one
 * certain basis (an independent program's rule).
 *
 * Unavailable: `no_positions` without holdings; `no_prices` (`not_finite`) where no lot could be valued; `zero_equity`
 * where everything nets to nothing, or where weights on equity are demanded and equity is zero; `not_finite` where the
 * sum overflows.
 * Throws `RangeError` for impossible holdings, and for lots of one symbol that disagree on column, sector or underlying.
 */
export function positionWeights(holdings: readonly Holding[], basis?: WeightBasis): Estimate<PositionWeights> {
  if (holdings.length === 0) return unavailable('no_positions', 0, 1);
  const groups = new Map<string, { lots: Holding[]; values: number[] }>();
  const without: [string, UnvaluedLot][] = [];
  for (const lot of holdings) {
    requireHolding('positionWeights', lot);
    const value = marketValue(lot);
    if (value === null || !Number.isFinite(value)) {
      const reason = value === null ? 'no_prices' : 'not_finite';
      const { id, symbol, assetClass } = lot;
      without.push([`${symbol}\u0000${id}`, { id, symbol, assetClass, reason }]);
      continue;
    }
    const key = `${lot.symbol}\u0000${lot.assetClass}`;
    const group = groups.get(key);
    if (group) {
      requireAlike(group.lots[0], lot);
      group.lots.push(lot);
      group.values.push(value);
    } else groups.set(key, { lots: [lot], values: [value] });
  }
  const unvalued = without.sort(byKey).map(([, lot]) => lot);
  if (groups.size === 0) return unavailable(unvalued[0].reason, 0, 1);

  const merged = [...groups].sort(byKey).map(([, { lots, values }]) => ({ lots, value: orderFreeSum(values) }));
  const equity = orderFreeSum(merged.map(({ value }) => value));
  const gross = orderFreeSum(merged.map(({ value }) => Math.abs(value)));
  if (!Number.isFinite(gross)) return unavailable('not_finite', merged.length, 1);
  const chosen = basis ?? weightBasis(equity, gross);
  const denominator = chosen === 'equity' ? equity : gross;
  if (denominator === 0) return unavailable('zero_equity', merged.length, 1);

  return measured({
    equity,
    gross,
    net: orderFreeSum(merged.filter(({ lots }) => lots[0].assetClass !== 'cash').map(({ value }) => value)),
    basis: chosen,
    denominator,
    positions: merged.map(({ lots, value }) => ({
      symbol: lots[0].symbol,
      assetClass: lots[0].assetClass,
      column: columnOf(lots[0]),
      sector: sectorOf(lots[0]),
      issuer: issuerOf(lots[0]),
      lots,
      value,
      weight: value / denominator,
    })),
    unvalued,
  });
}
