import fc from 'fast-check';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import type { CashHolding, Holding, ListedHolding, OptionHolding, PrivateHolding } from '@/lib/risk/holding';
import { type PositionWeights, positionWeights, type WeightBasis } from '@/lib/risk/position-weights';

/** Holdings as tests write them down: what matters to the test is said, the rest is ordinary. */
export const stock = (symbol: string, quantity: number, price: number | null, rest: Partial<ListedHolding> = {}) =>
  ({ id: symbol, symbol, quantity, price, assetClass: 'stock', column: 0, sector: null, ...rest }) as ListedHolding;

export const fund = (symbol: string, quantity: number, price: number | null, rest: Partial<ListedHolding> = {}) =>
  stock(symbol, quantity, price, { assetClass: 'fund', ...rest });

export const option = (symbol: string, quantity: number, rest: Partial<OptionHolding> = {}): OptionHolding => ({
  id: symbol,
  symbol,
  quantity,
  assetClass: 'option',
  price: 5,
  underlying: 'ACME',
  underlyingPrice: 100,
  column: 0,
  multiplier: 100,
  delta: 0.5,
  ...rest,
});

export const privateAsset = (symbol: string, quantity: number, price: number | null): PrivateHolding => ({
  id: symbol,
  symbol,
  quantity,
  price,
  assetClass: 'private',
});

export const cash = (quantity: number): CashHolding => ({ id: 'USD', symbol: 'USD', quantity, assetClass: 'cash' });

/** The book of some holdings, which must have one. */
export function bookOf(holdings: readonly Holding[], basis?: WeightBasis): PositionWeights {
  const book = positionWeights(holdings, basis);
  if (book.status === 'unavailable') throw new Error(`no book: ${book.reason}`);
  return book.value;
}

/** Lots of eight stocks and two funds, an option, a private asset and cash, long and short, several a symbol. */
export const lots: fc.Arbitrary<Holding[]> = fc
  .array(
    fc.record({
      which: fc.integer({ min: 0, max: 12 }),
      quantity: fc
        .oneof(fc.integer({ min: -500, max: 500 }), fc.double({ min: -500, max: 500, noNaN: true }))
        .filter((quantity) => Math.abs(quantity) > 1e-3),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((drawn) =>
    drawn.map(({ which, quantity }, i): Holding => {
      const id = `lot ${i}`;
      if (which < 8) {
        const sector = which === 0 ? null : gicsSectors[which];
        return stock(`S${which}`, quantity, 10 + 7.3 * which, { id, column: which, sector });
      }
      if (which < 10) return fund(`F${which}`, quantity, 31.7, { id, column: which });
      if (which === 10) return { ...option('S3 C', quantity / 100, { underlying: 'S3', column: 3 }), id };
      if (which === 11) return { ...privateAsset('LLC', quantity, 12.5), id };
      return { ...cash(quantity * 20), id };
    }),
  );

/** As often as a law is tried. On failure fast-check prints the seed. */
export const laws = { numRuns: 1000 };
