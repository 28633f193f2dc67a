import type { Book, BookLot } from '../db/book';
import type { DatedSplit } from '../db/closes';
import { isoDate } from '../risk/day';
import { type GicsSector, gicsSector } from '../risk/gics-sectors';
import type { Holding } from '../risk/holding';
import { splitFactor } from '../risk/split-factor';
import { lastCloseIndex } from '../risk/staleness';
import type { Columns } from './columns';

const sectorOf = (lot: BookLot): GicsSector | null => (lot.sector === null ? null : gicsSector(lot.sector));

/**
 * The lots of a book as the library takes them on the last of the first `until` axis days.
 *
 * A listed lot is worth its quantity × the newest raw close. Raw closes are in units of their own day, so the quantity
 * is restated by the splits between the day it was stated in and the day of that close. A price that was given counts
 * from its date on, and none in a currency other than the portfolio's counts as if it were in it.
 */
export function holdingsOf(
  book: Book,
  columns: Columns,
  splits: ReadonlyMap<number, readonly DatedSplit[]>,
  until: number,
  asOf: string,
): Holding[] {
  // Nothing says that a contract's name is unlike those of contracts on something else.
  const underlyings = new Map<string, number | null>();
  for (const { assetClass, symbol, securityId } of book.lots)
    if (assetClass === 'option') underlyings.set(symbol, underlyings.get(symbol) ?? securityId);
  return book.lots.map((lot): Holding => {
    const isForeign = lot.currency !== book.currency;
    const isNamesake = lot.assetClass === 'option' && underlyings.get(lot.symbol) !== lot.securityId;
    // A lot in another currency has no value here, so it must not merge with lots of the same symbol that have one.
    const named = isForeign ? `${lot.symbol} (${lot.currency})` : lot.symbol;
    const symbol = isNamesake ? `${named} (${lot.securitySymbol})` : named;
    const common = { id: lot.id, symbol, quantity: lot.quantity };
    const given = isForeign || (lot.priceDate !== null && lot.priceDate > asOf) ? null : lot.price;
    if (lot.assetClass === 'cash')
      return isForeign ? { ...common, assetClass: 'private', price: null } : { ...common, assetClass: 'cash' };
    if (lot.assetClass === 'private') return { ...common, assetClass: 'private', price: given };

    const isForeignSecurity = isForeign || (lot.securityCurrency ?? book.currency) !== book.currency;
    const column = isForeignSecurity ? undefined : columns.columnOf.get(lot.securityId!);
    const priced = column === undefined ? -1 : lastCloseIndex(columns.raw[column], until);
    const close = priced < 0 ? null : columns.raw[column!][priced];
    const place = column === undefined || priced < 0 ? null : column;
    if (lot.assetClass === 'option')
      return {
        ...common,
        assetClass: 'option',
        price: given,
        underlying: lot.securitySymbol!,
        underlyingPrice: close,
        column: place,
        multiplier: lot.multiplier!,
        delta: lot.delta,
      };
    const factor =
      priced < 0 ? 1 : splitFactor(splits.get(lot.securityId!) ?? [], lot.quantityAsOf, isoDate(columns.axis[priced]));
    return {
      ...common,
      quantity: lot.quantity * factor,
      assetClass: lot.assetClass,
      price: close ?? given,
      column: place,
      sector: lot.assetClass === 'stock' ? sectorOf(lot) : null,
    };
  });
}
