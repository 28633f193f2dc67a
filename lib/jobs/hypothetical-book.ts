import 'server-only';
import { Refused } from '../db/absence';
import { type Book, type BookLot, bookOn } from '../db/book';
import type { Owner } from '../db/owner';
import { securitiesNamed } from '../db/security-search';
import { latestMeasurableDay, measurableDays } from '../db/trading-days';
import { today } from '../env';

/** One lot of a book that nobody has stored. Decimals are text, as in a file. */
export type HypotheticalLot =
  /** A lot of the stored book, as it is or with another quantity, in units of the day. */
  | { readonly positionId: string; readonly quantity?: string }
  /** A new one. */
  | {
      readonly symbol: string;
      readonly assetClass: 'stock' | 'fund' | 'cash' | 'private';
      readonly quantity: string;
      readonly currency?: string;
      /** What a private asset is worth. */
      readonly price?: string;
    };

/** The day to measure on: the one that is asked for, if there are prices on it, or the newest with prices. */
export async function measurableDay(owner: Owner, portfolioId: string, asOf?: string): Promise<string> {
  const now = today();
  if (asOf !== undefined && asOf > now) throw new Refused('date_in_future', '/as_of', `${asOf} is after today, ${now}`);
  const day = await latestMeasurableDay(owner, portfolioId, asOf ?? now);
  if (day === null)
    throw new Refused(
      'no_prices',
      '/as_of',
      'there are no prices yet for the index or for anything this portfolio holds',
    );
  if (asOf !== undefined && (await measurableDays(owner, portfolioId, asOf, asOf)).length === 0)
    throw new Refused(
      'no_trading_day',
      '/as_of',
      `there are no prices on ${asOf}, the nearest trading day before it is ${day}`,
    );
  return day;
}

/** The securities that new lots name; `Refused` at the first that nobody has prices of. */
async function namedBy(lots: readonly HypotheticalLot[]) {
  const symbols = lots.flatMap((lot) =>
    'symbol' in lot && (lot.assetClass === 'stock' || lot.assetClass === 'fund') ? [lot.symbol] : [],
  );
  const found = await securitiesNamed([...new Set(symbols)]);
  for (const [i, lot] of lots.entries())
    if ('symbol' in lot && (lot.assetClass === 'stock' || lot.assetClass === 'fund') && !found.has(lot.symbol))
      throw new Refused(
        'unknown_symbol',
        `/positions/${i}/symbol`,
        `nobody here knows ${lot.symbol}: import its prices first, or look for another spelling`,
      );
  return found;
}

/**
 * A portfolio's book on a day as somebody thinks of making it: the lots that are named, no others. `Refused`, naming the
 * entry, for a position that is not in the book on that day, one that is named twice, and an unknown symbol.
 */
export async function hypotheticalBook(
  owner: Owner,
  portfolioId: string,
  asOf: string,
  lots: readonly HypotheticalLot[],
): Promise<Book> {
  const book = await bookOn(owner, portfolioId, asOf);
  const stored = new Map(book.lots.map((lot) => [lot.id, lot]));
  const securities = await namedBy(lots);
  const seen = new Set<string>();
  const made = lots.map((lot, i): BookLot => {
    if ('positionId' in lot) {
      const id = lot.positionId.toLowerCase();
      const known = stored.get(id);
      const field = `/positions/${i}/position_id`;
      if (!known) throw new Refused('unknown_position', field, `no such position in the book of ${asOf}`);
      if (seen.has(id)) throw new Refused('repeated_position', field, 'is named by an entry before it already');
      seen.add(id);
      return lot.quantity === undefined ? known : { ...known, quantity: Number(lot.quantity), quantityAsOf: asOf };
    }
    const security = securities.get(lot.symbol);
    const isListed = lot.assetClass === 'stock' || lot.assetClass === 'fund';
    const isCash = lot.assetClass === 'cash';
    return {
      // Ids decide nothing but the order in which lots are listed.
      id: `new ${String(i).padStart(6, '0')}`,
      symbol: lot.symbol,
      assetClass: lot.assetClass,
      securityId: isListed ? security!.id : null,
      securitySymbol: isListed ? security!.symbol : null,
      sector: isListed ? security!.sector : null,
      securityCurrency: isListed ? security!.currency : null,
      quantity: Number(lot.quantity),
      quantityAsOf: asOf,
      currency: isCash ? lot.symbol : (lot.currency ?? (isListed ? security!.currency : null) ?? book.currency),
      price: isCash ? 1 : lot.price === undefined ? null : Number(lot.price),
      priceDate: null,
      multiplier: null,
      delta: null,
      expiry: null,
    };
  });
  return { ...book, lots: made };
}

/** Options of one symbol are one position, so they are options on one thing. */
function requireOneUnderlying(lots: readonly BookLot[]): void {
  const underlyings = new Map<string, string | null>();
  for (const { symbol, assetClass, securitySymbol } of lots) {
    if (assetClass !== 'option') continue;
    const other = underlyings.get(symbol) ?? securitySymbol;
    if (other !== securitySymbol)
      throw new Refused(
        'contradicting_lots',
        '/portfolio_ids',
        `${symbol} is an option on ${other} in one of them and on ${securitySymbol} in another`,
      );
    underlyings.set(symbol, securitySymbol);
  }
}

/**
 * Several books as one: all their lots together, in the currency and against the index and the benchmark of the first.
 * `NotFound` where one is not this owner's, `Refused` where the books contradict each other.
 */
export async function mergedBook(owner: Owner, portfolioIds: readonly string[], asOf: string): Promise<Book> {
  const books = await Promise.all(portfolioIds.map((id) => bookOn(owner, id, asOf)));
  const lots = books.flatMap((book) => book.lots);
  requireOneUnderlying(lots);
  return { ...books[0], lots };
}
