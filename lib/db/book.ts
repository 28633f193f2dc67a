import 'server-only';
import { NotFound } from './absence';
import { pool } from './client';
import type { Owner } from './owner';

/** A lot as a recalculation needs it: quantities and prices as doubles, days as `YYYY-MM-DD`. */
export type BookLot = {
  readonly id: string;
  readonly symbol: string;
  readonly assetClass: 'stock' | 'fund' | 'option' | 'private' | 'cash';
  readonly securityId: number | null;
  readonly securitySymbol: string | null;
  readonly sector: string | null;
  /** The benchmark that a fund is in one share, where a person has said so. */
  readonly tracksBenchmark?: string | null;
  readonly securityCurrency: string | null;
  readonly quantity: number;
  readonly quantityAsOf: string;
  readonly currency: string;
  readonly price: number | null;
  readonly priceDate: string | null;
  readonly multiplier: number | null;
  readonly delta: number | null;
  readonly expiry: string | null;
};

/** What a portfolio held on a day, and the index and benchmark it is held against. */
export type Book = {
  readonly portfolioId: string;
  readonly currency: string;
  readonly marketIndex: string;
  readonly marketIndexId: number | null;
  /** What the index's prices are in; null where nobody has said. */
  readonly marketIndexCurrency: string | null;
  readonly benchmarkCode: string;
  /** Whether funds that are the benchmark are shown as its sectors. */
  readonly looksThrough?: boolean;
  readonly holdingsVersion: number;
  readonly lots: readonly BookLot[];
};

type DatedLot = BookLot & { readonly entryDate: string | null; readonly exitDate: string | null };

/** The book of a portfolio on each day of a range. */
export type Books = {
  readonly book: Omit<Book, 'lots'>;
  /** The book on a day of the range. Days that hold the same lots get the same array of them. */
  readonly on: (date: string) => Book;
};

/** The columns of a row that are the portfolio's; in this order they are part of a hash, as a lot's are. */
const bookOf = (row: Omit<Book, 'lots'> & { readonly bookCurrency: string }): Omit<Book, 'lots'> => ({
  portfolioId: row.portfolioId,
  currency: row.bookCurrency,
  marketIndex: row.marketIndex,
  marketIndexId: row.marketIndexId,
  marketIndexCurrency: row.marketIndexCurrency,
  benchmarkCode: row.benchmarkCode,
  looksThrough: row.looksThrough,
  holdingsVersion: row.holdingsVersion,
});

const lotOf = (row: DatedLot): BookLot => ({
  id: row.id,
  symbol: row.symbol,
  assetClass: row.assetClass,
  securityId: row.securityId,
  securitySymbol: row.securitySymbol,
  sector: row.sector,
  securityCurrency: row.securityCurrency,
  tracksBenchmark: row.tracksBenchmark,
  quantity: row.quantity,
  quantityAsOf: row.quantityAsOf,
  currency: row.currency,
  price: row.price,
  priceDate: row.priceDate,
  multiplier: row.multiplier,
  delta: row.delta,
  expiry: row.expiry,
});

/**
 * The books of the days from `from` to `to`: on a day the lots held at its close, entered on or before it (or always
 * held), not yet left on it. One statement, so that the lots and their version are of one moment.
 */
export async function booksOver(owner: Owner, portfolioId: string, from: string, to: string): Promise<Books> {
  const { rows } = await pool().query({
    name: 'books over',
    text: `SELECT p.id AS "portfolioId", p.currency AS "bookCurrency", p.market_index AS "marketIndex",
            i.id AS "marketIndexId", i.currency AS "marketIndexCurrency", p.benchmark_code AS "benchmarkCode",
            p.looks_through AS "looksThrough", p.holdings_version AS "holdingsVersion",
            q.id, q.symbol, q.asset_class AS "assetClass", q.security_id AS "securityId", s.symbol AS "securitySymbol",
            s.sector, s.currency AS "securityCurrency", s.tracks_benchmark AS "tracksBenchmark",
            q.quantity::float8 AS quantity, q.quantity_as_of AS "quantityAsOf", q.currency, q.price::float8 AS price,
            q.price_date AS "priceDate", q.multiplier::float8 AS multiplier, q.delta::float8 AS delta, q.expiry,
            q.entry_date AS "entryDate", q.exit_date AS "exitDate"
       FROM portfolios p LEFT JOIN securities i ON i.symbol = p.market_index
       LEFT JOIN (positions q LEFT JOIN securities s ON s.id = q.security_id)
              ON q.portfolio_id = p.id AND q.removed_at IS NULL
             AND (q.entry_date IS NULL OR q.entry_date <= $4) AND (q.exit_date IS NULL OR q.exit_date > $3)
             AND (q.expiry IS NULL OR q.expiry > $3)
      WHERE p.id = $1 AND p.owner_id = $2 ORDER BY q.id`,
    values: [portfolioId, owner, from, to],
  });
  if (rows.length === 0) throw new NotFound('portfolio');
  const book = bookOf(rows[0]);
  // A portfolio without lots is a row without one. Thousands of rows take half as long to make and to read as their JSON.
  const lots: readonly DatedLot[] = rows[0].id === null ? [] : rows;
  const plain = lots.map(lotOf);
  let before: readonly BookLot[] = [];
  return {
    book,
    on: (date) => {
      const held = plain.filter((lot, i) => {
        const { entryDate, exitDate } = lots[i];
        return (
          (entryDate === null || entryDate <= date) &&
          (exitDate === null || exitDate > date) &&
          (lot.expiry === null || lot.expiry > date)
        );
      });
      if (held.length !== before.length || held.some((lot, i) => lot !== before[i])) before = held;
      return { ...book, lots: before };
    },
  };
}

/** The book of one day. */
export const bookOn = async (owner: Owner, portfolioId: string, asOf: string): Promise<Book> =>
  (await booksOver(owner, portfolioId, asOf, asOf)).on(asOf);
