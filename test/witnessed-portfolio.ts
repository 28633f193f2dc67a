import type { Closes } from '@/lib/risk/align';
import witness from '@/lib/risk/fixtures/portfolio.json';
import { bookOf, cash, fund, privateAsset, stock } from './holdings';

/** A small market with gaps and a book on it, measured by lib/risk/fixtures/portfolio.py (mpmath, numpy, scipy). */
export const expected = witness;

export const columns: readonly Closes[] = witness.closes.map((closes) =>
  Float64Array.from(closes, (close) => close ?? Number.NaN),
);
export const [market] = columns;
export const until = market.length;

export const book = bookOf([
  ...Object.entries(witness.quantities).map(([column, quantity]) =>
    (column === '3' ? fund : stock)(column, quantity, columns[Number(column)].at(-1)!, { column: Number(column) }),
  ),
  cash(witness.cash),
  privateAsset('LLC', 1, witness.private),
]);
