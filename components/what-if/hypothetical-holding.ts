import type { HoldingDocument } from '@/lib/api/what-if';
import { gicsSector } from '@/lib/risk/gics-sectors';
import type { Holding } from '@/lib/risk/holding';

type Amount = 'quantity' | 'price' | 'underlying_price' | 'multiplier' | 'delta';

/** A lot of the book's inputs with its amounts as numbers to calculate with. */
export type BookHolding = Omit<HoldingDocument, Amount> & { readonly quantity: number } & {
  readonly [Name in Exclude<Amount, 'quantity'>]: number | null;
};

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

/** A lot as it was answered, its decimals read. */
export const bookHolding = (lot: HoldingDocument): BookHolding => ({
  ...lot,
  quantity: Number(lot.quantity),
  price: numberOf(lot.price),
  underlying_price: numberOf(lot.underlying_price),
  multiplier: numberOf(lot.multiplier),
  delta: numberOf(lot.delta),
});

/** A lot of the book's inputs as the library takes it. */
export function hypotheticalHolding(lot: BookHolding): Holding {
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
