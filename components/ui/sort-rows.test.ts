import { describe, expect, it } from 'vitest';
import { type SortKey, sortRows } from './sort-rows';

const keyOf = (row: { key: SortKey }) => row.key;
const keys = (rows: readonly { key: SortKey }[]) => rows.map(keyOf);
const rowsOf = (...all: SortKey[]) => all.map((key) => ({ key }));

describe('sortRows', () => {
  it('sorts numbers by size, not by their letters', () => {
    expect(keys(sortRows(rowsOf(10, 9, -2), keyOf, 'ascending'))).toEqual([-2, 9, 10]);
    expect(keys(sortRows(rowsOf(10, 9, -2), keyOf, 'descending'))).toEqual([10, 9, -2]);
  });

  it('keeps rows without a figure last in both directions', () => {
    expect(keys(sortRows(rowsOf(null, 1, null, 2), keyOf, 'ascending'))).toEqual([1, 2, null, null]);
    expect(keys(sortRows(rowsOf(null, 1, null, 2), keyOf, 'descending'))).toEqual([2, 1, null, null]);
  });

  it('sorts words without regard to letter case', () => {
    expect(keys(sortRows(rowsOf('b', 'A', 'aa', 'C'), keyOf, 'ascending'))).toEqual(['A', 'aa', 'b', 'C']);
  });

  it('keeps the order of equal rows, so that lots of one symbol stay as they came', () => {
    const rows = [
      { key: 1, lot: 'first' },
      { key: 1, lot: 'second' },
      { key: 0, lot: 'third' },
    ];
    expect(sortRows(rows, keyOf, 'descending').map(({ lot }) => lot)).toEqual(['first', 'second', 'third']);
  });

  it('leaves the rows it was given as they are', () => {
    const rows = rowsOf(2, 1);
    sortRows(rows, keyOf, 'ascending');
    expect(keys(rows)).toEqual([2, 1]);
  });
});
