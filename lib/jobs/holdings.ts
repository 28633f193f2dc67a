import 'server-only';
import type { Book, BookLot } from '../db/book';
import type { DatedSplit } from '../db/closes';
import { indexFundOf } from '../market/index-funds';
import { isoDate } from '../risk/day';
import { type GicsSector, gicsSector } from '../risk/gics-sectors';
import type { Holding } from '../risk/holding';
import { splitFactor } from '../risk/split-factor';
import { lastCloseIndex } from '../risk/staleness';
import type { Columns } from './columns';
import type { Conversion } from './in-currency';

const sectorOf = (lot: BookLot): GicsSector | null => (lot.sector === null ? null : gicsSector(lot.sector));

/** Whether a fund is to be shown as the portfolio's benchmark: a person's word goes before what is known of it. */
const isLookedThrough = ({ assetClass, securitySymbol, tracksBenchmark }: BookLot, book: Book): boolean =>
  book.looksThrough === true &&
  assetClass === 'fund' &&
  (tracksBenchmark ?? indexFundOf(securitySymbol ?? '')) === book.benchmarkCode;

/** What bears on the value of a lot beside its close. */
export type LotMarket = {
  readonly splits: ReadonlyMap<number, readonly DatedSplit[]>;
  readonly conversion: Conversion;
  /** The days, by column, of splits that nobody has reported (`priceGate`). */
  readonly doubtfulSplits: (column: number) => readonly number[];
};

/**
 * Whether a lot says to be in another currency than its security and its portfolio are: one of them is wrong, and nothing
 * says which.
 */
export const isContradicted = (lot: BookLot, portfolioCurrency: string): boolean =>
  lot.currency !== portfolioCurrency && lot.securityCurrency !== null && lot.currency !== lot.securityCurrency;

/**
 * The lots of a book as the library takes them on the last of the first `until` axis days, in the portfolio's currency.
 *
 * A listed lot is worth its quantity × the newest raw close. Raw closes are in units of their own day, so the quantity
 * is restated by the splits between the day it was stated in and the day of that close; where there was a split between
 * them that nobody has reported, it has no value. A price that was given counts from its date on. Money and given prices
 * of another currency are converted at the day's rate and have no value without one; money in another currency counts as
 * cash, so that its own swings are in no volatility.
 */
export function holdingsOf(
  book: Book,
  columns: Pick<Columns, 'axis' | 'columnOf' | 'raw'>,
  { splits, conversion, doubtfulSplits }: LotMarket,
  until: number,
  asOf: string,
): Holding[] {
  // Nothing says that a contract's name is unlike those of contracts on something else.
  const underlyings = new Map<string, number | null>();
  for (const { assetClass, symbol, securityId } of book.lots)
    if (assetClass === 'option') underlyings.set(symbol, underlyings.get(symbol) ?? securityId);
  return book.lots.map((lot): Holding => {
    const rate = conversion.rate(lot.currency, asOf);
    const isNamesake = lot.assetClass === 'option' && underlyings.get(lot.symbol) !== lot.securityId;
    // A lot that cannot be converted has no value here, so it must not merge with lots of the same symbol that have one.
    const isForeign = rate === null || isContradicted(lot, book.currency);
    const named = isForeign ? `${lot.symbol} (${lot.currency})` : lot.symbol;
    const symbol = isNamesake ? `${named} (${lot.securitySymbol})` : named;
    const { id } = lot;
    const isGiven = lot.price !== null && rate !== null && (lot.priceDate === null || lot.priceDate <= asOf);
    const given = isGiven ? lot.price * rate : null;
    if (lot.assetClass === 'cash')
      return rate === null
        ? { id, symbol, quantity: lot.quantity, assetClass: 'private', price: null }
        : { id, symbol, quantity: lot.quantity * rate, assetClass: 'cash' };
    if (lot.assetClass === 'private')
      return { id, symbol, quantity: lot.quantity, assetClass: 'private', price: given };

    const column = isContradicted(lot, book.currency) ? undefined : columns.columnOf.get(lot.securityId!);
    const priced = column === undefined ? -1 : lastCloseIndex(columns.raw[column], until);
    const place = column === undefined || priced < 0 ? null : column;
    const isDoubtful =
      place !== null &&
      doubtfulSplits(place).some((day) => day <= priced && isoDate(columns.axis[day]) > lot.quantityAsOf);
    const close = place === null || isDoubtful ? null : columns.raw[place][priced];
    if (lot.assetClass === 'option')
      return {
        id,
        symbol,
        quantity: lot.quantity,
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
    const listed: Holding = {
      id,
      symbol,
      quantity: lot.quantity * factor,
      assetClass: lot.assetClass,
      price: close ?? (isDoubtful ? null : given),
      column: place,
      sector: lot.assetClass === 'stock' ? sectorOf(lot) : null,
    };
    return isLookedThrough(lot, book) ? { ...listed, isBenchmark: true } : listed;
  });
}
