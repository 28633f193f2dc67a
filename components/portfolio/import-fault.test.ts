import { describe, expect, it } from 'vitest';
import { importFault } from './import-fault';

describe('importFault', () => {
  it('takes the place out of the words', () => {
    expect(
      importFault({ pointer: '/rows/3/close', detail: 'row 3, column close: "1e999" found, expected a price' }),
    ).toEqual({ row: 3, column: 'close', words: '"1e999" found, expected a price' });
  });

  it('knows a fault of a whole row', () => {
    expect(importFault({ pointer: '/rows/7', detail: 'row 7: expected 3 cells' })).toEqual({
      row: 7,
      column: null,
      words: 'expected 3 cells',
    });
  });

  it('keeps a column name that has a colon or a slash in it', () => {
    expect(importFault({ pointer: '/rows/2/a/b: c', detail: 'row 2, column a/b: c: "x" found, expected 1' })).toEqual({
      row: 2,
      column: 'a/b: c',
      words: '"x" found, expected 1',
    });
  });

  it('leaves what has no place as it is', () => {
    expect(importFault({ pointer: '/as_of', detail: 'is in the future' })).toEqual({
      row: null,
      column: null,
      words: 'is in the future',
    });
  });
});
