import 'server-only';
import { type Book, bookOn } from '../db/book';
import type { Owner } from '../db/owner';
import type { Closes } from '../risk/align';
import type { Holding } from '../risk/holding';
import type { SectorBenchmark } from '../risk/sector-benchmark';
import { holdingsOf } from './holdings';
import { loadMarket, rangeOf } from './load-inputs';
import { benchmarkOf } from './measure-day';
import { columnsFrom, monthOn } from './month';
import { usableCloses } from './usable-closes';

/** What is needed to measure a book, and what is made of it, on a day, without asking again. */
export type WhatIfInputs = {
  readonly asOf: string;
  readonly currency: string;
  readonly marketIndex: string;
  readonly benchmark: SectorBenchmark | null;
  readonly axis: Int32Array;
  readonly until: number;
  readonly market: Closes;
  readonly columns: readonly Closes[];
  /** The lots of the book, in units of the day; `column` points into `columns`. */
  readonly holdings: readonly Holding[];
};

/**
 * What a recalculation of the day would measure a book from: its lots, the closes that the quality gate lets through,
 * the index and the benchmark.
 */
export async function whatIfInputs(book: Book, asOf: string): Promise<WhatIfInputs> {
  const { lots, ...rest } = book;
  const inputs = await rangeOf({ book: rest, on: () => book }, asOf, asOf);
  const market = await loadMarket(inputs, [asOf]);
  const { columns } = market;
  const month = monthOn(columns, [asOf]);
  const view = columnsFrom(columns, month);
  const index = book.marketIndexId === null ? undefined : columns.columnOf.get(book.marketIndexId);
  const usable = usableCloses(view, market, index, month);
  const [until] = month.untils;
  const lotMarket = { ...market, doubtfulSplits: usable.doubtfulSplits };
  return {
    asOf,
    currency: book.currency,
    marketIndex: book.marketIndex,
    benchmark: benchmarkOf(inputs.on(asOf)),
    axis: view.axis,
    until,
    market: usable.marketOn(0),
    columns: columns.securityIds.map((_, column) => usable.closesOn(column, 0)),
    holdings: holdingsOf(book, { ...columns, ...view }, lotMarket, until, asOf),
  };
}

/** Those of the stored book of a day. */
export const storedInputs = async (owner: Owner, portfolioId: string, asOf: string): Promise<WhatIfInputs> =>
  whatIfInputs(await bookOn(owner, portfolioId, asOf), asOf);
