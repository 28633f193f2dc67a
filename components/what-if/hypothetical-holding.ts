import type { HoldingDocument } from '@/lib/api/what-if';
import { gicsSector } from '@/lib/risk/gics-sectors';
import type { Holding } from '@/lib/risk/holding';

/** A lot of the book's inputs as the library takes it. */
export function hypotheticalHolding(lot: HoldingDocument): Holding {
  const { id, symbol, quantity, price, column } = lot;
  switch (lot.asset_class) {
    case 'cash':
      return { id, symbol, quantity, assetClass: 'cash' };
    case 'private':
      return { id, symbol, quantity, assetClass: 'private', price };
    case 'option':
      return {
        id,
        symbol,
        quantity,
        assetClass: 'option',
        price,
        underlying: lot.underlying!,
        underlyingPrice: lot.underlying_price,
        column,
        multiplier: lot.multiplier!,
        delta: lot.delta,
      };
    default:
      return {
        id,
        symbol,
        quantity,
        assetClass: lot.asset_class,
        price,
        column,
        sector: lot.sector === null ? null : gicsSector(lot.sector),
      };
  }
}
