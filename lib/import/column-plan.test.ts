import { describe, expect, it } from 'vitest';
import { columnPlan, type TableGrammar } from './column-plan';
import { ImportLog } from './import-log';

const grammar: TableGrammar<'symbol' | 'quantity' | 'entry_date'> = {
  fields: [
    { name: 'symbol', aliases: ['ticker'], isRequired: true },
    { name: 'quantity', aliases: ['shares', 'units'], isRequired: true },
    { name: 'entry_date', aliases: ['purchase date'] },
  ],
};

function plan(cells: readonly string[], mapping: Readonly<Record<string, string | null>> = {}, table = grammar) {
  const log = new ImportLog();
  const found = columnPlan({ line: 3, cells }, table, mapping, log);
  const refused = log.problemCount > 0 ? log.refuse() : null;
  return { found, problems: refused?.reason === 'refused' ? refused.problems : [] };
}

describe('columnPlan', () => {
  it.each([
    [['symbol', 'quantity', 'entry_date']],
    [['SYMBOL', 'Quantity', 'Entry Date']],
    [[' Ticker ', 'UNITS', 'ENTRYDATE']],
    [['tick-er', 'shares', 'Purchase  Date']],
  ])('finds the fields of %j by name or alias, whatever the letters and spaces', (header) => {
    expect([...plan(header).found!.positions]).toEqual([
      ['symbol', 0],
      ['quantity', 1],
      ['entry_date', 2],
    ]);
  });

  it('lists what it leaves out, columns without a name by their number', () => {
    const { found } = plan(['', 'quantity', '__proto__', 'symbol', 'constructor', 'Notes', 'Notes']);
    expect(found?.ignoredColumns).toEqual(['column 1', '__proto__', 'constructor', 'Notes', 'Notes']);
    expect(found?.columns).toEqual([
      { column: 'quantity', field: 'quantity' },
      { column: 'symbol', field: 'symbol' },
    ]);
  });

  it('follows a declared mapping before any name', () => {
    const { found } = plan(['symbol', 'Name', 'units', 'quantity'], { Name: 'symbol', quantity: null });
    expect([...found!.positions]).toEqual([
      ['symbol', 1],
      ['quantity', 2],
    ]);
    expect(found?.ignoredColumns).toEqual(['symbol', 'quantity']);
  });

  it.each([
    ['a needed field without a column', ['symbol'], {}, 'quantity', null, 'a column quantity (or shares, units)'],
    [
      'a mapping that takes a needed column away',
      ['symbol', 'quantity'],
      { quantity: null },
      'quantity',
      null,
      'a column quantity (or shares, units)',
    ],
    [
      'one name twice',
      ['symbol', 'symbol', 'quantity'],
      {},
      'symbol',
      'symbol',
      'one column for symbol; symbol is another',
    ],
    [
      'a name and its alias',
      ['symbol', 'quantity', 'Ticker'],
      {},
      'Ticker',
      'Ticker',
      'one column for symbol; symbol is another',
    ],
    [
      'a mapping of two columns to one field',
      ['a', 'b', 'quantity'],
      { a: 'symbol', b: 'symbol' },
      'b',
      'b',
      'one column for symbol; a is another',
    ],
    [
      'a mapping from a column that is not there',
      ['symbol', 'quantity'],
      { Qty: 'quantity' },
      'Qty',
      null,
      'a column of this name, because the mapping has one',
    ],
    [
      'a mapping from a name that comes twice',
      ['symbol', 'x', 'x', 'units'],
      { x: 'entry_date' },
      'x',
      'x',
      'one column of this name, because the mapping has it',
    ],
    [
      'a mapping to a field that does not exist',
      ['symbol', 'quantity'],
      { symbol: '__proto__' },
      'symbol',
      '__proto__',
      'one of the fields symbol, quantity, entry_date',
    ],
  ] as const)('refuses %s', (_, header, mapping, column, value, expected) => {
    const { found, problems } = plan(header, mapping);
    expect(found).toBeNull();
    expect(problems).toContainEqual({ row: 3, column, value, expected });
  });

  it('refuses a table none of whose telling columns is there', () => {
    const { problems } = plan(['symbol', 'quantity'], {}, { ...grammar, needsOneOf: ['entry_date'] });
    expect(problems).toEqual([{ row: 3, column: 'entry_date', value: null, expected: 'a column entry_date' }]);
  });
});
