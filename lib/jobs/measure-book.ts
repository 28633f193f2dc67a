import 'server-only';
import type { Book } from '../db/book';
import type { RunOrigin } from '../db/runs';
import { loadMarket, rangeOf } from './load-inputs';
import type { DayResults } from './measure-day';
import { measureSingleDay } from './measure-month';

/** A book that was measured and is kept nowhere. */
export type MeasuredBook = RunOrigin & DayResults;

/**
 * Measures a book on a day by the very path of a recalculation, but for the storing: the same numbers to the last bit as
 * of a portfolio that holds these lots.
 */
export async function measureBook(book: Book, asOf: string): Promise<MeasuredBook> {
  const { lots, ...rest } = book;
  const inputs = await rangeOf({ book: rest, on: () => book }, asOf, asOf);
  const market = await loadMarket(inputs, [asOf]);
  return measureSingleDay(inputs, market, asOf);
}
