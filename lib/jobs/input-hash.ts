import 'server-only';
import { createHash } from 'node:crypto';
import type { BookLot } from '../db/book';
import { calendarVersion } from '../market/calendar';
import type { Holding } from '../risk/holding';
import { methodVersion } from '../risk/method-version';
import type { Columns } from './columns';
import type { DayInputs } from './load-inputs';
import type { SecurityHashes } from './measure-securities';

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** A hash as the tables keep it. */
const asUuid = (digest: string): string => digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const digests = new WeakMap<readonly BookLot[], string>();

/** The same array is the same lots: days between two changes of a book share one. */
function lotsDigest(lots: readonly BookLot[]): string {
  const known = digests.get(lots);
  if (known !== undefined) return known;
  const made = digestOf(lots);
  digests.set(lots, made);
  return made;
}

const bookHashes = new WeakMap<DayInputs, string>();

/**
 * The part of a day's inputs that can be told without looking at a close: the lots, the index, the benchmark's weights,
 * the calendar and the method. A stored day with the same one that no change of history has touched stands as it is.
 */
export function bookHash(day: DayInputs): string {
  const known = bookHashes.get(day);
  if (known !== undefined) return known;
  // What the index is quoted in shows in its converted closes.
  const { holdingsVersion, marketIndexCurrency, lots, ...what } = day.book;
  const made = asUuid(digestOf([methodVersion, calendarVersion, what, day.benchmark, lotsDigest(lots)]));
  bookHashes.set(day, made);
  return made;
}

/**
 * Everything a day's numbers follow from: the same hash means the same numbers to the last bit. `held`: the columns of
 * what the day holds and of the index, ascending; `hashesOf` a column on the day.
 */
export function inputHash(
  ofBook: string,
  date: string,
  { securityIds }: Columns,
  holdings: readonly Holding[],
  held: readonly number[],
  hashesOf: (column: number) => SecurityHashes,
): string {
  // A column is where a security happens to lie among those that are loaded.
  const lots = holdings.map((holding) => {
    const column = 'column' in holding ? holding.column : null;
    const price = 'underlyingPrice' in holding ? holding.underlyingPrice : null;
    const own = 'price' in holding ? holding.price : null;
    return [holding.quantity, own, price, column === null ? null : securityIds[column]];
  });
  const closes = held.map((column) => {
    const { beta, volatility } = hashesOf(column);
    return [securityIds[column], beta, volatility];
  });
  return asUuid(digestOf([ofBook, date, lots, closes]));
}
