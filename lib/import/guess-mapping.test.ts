import { describe, expect, it } from 'vitest';
import { guessKind } from './guess-kind';
import { guessMapping } from './guess-mapping';

const fieldsOf = (kind: Parameters<typeof guessMapping>[0], header: string[]) =>
  guessMapping(kind, header).columns.map(({ field, confidence }) => [field, confidence]);

describe('guessMapping', () => {
  it('is certain of a field by its name, less of an alias, least of a part of a name', () => {
    expect(fieldsOf('holdings', ['Symbol', 'Shares', 'Purchase Date (local)', 'Colour'])).toEqual([
      ['symbol', 'certain'],
      ['quantity', 'likely'],
      ['entry_date', 'possible'],
      [null, null],
    ]);
  });

  it('takes the longest name that is part of a column for it', () => {
    expect(fieldsOf('holdings', ['Entry Price USD', 'Price (USD)'])).toEqual([
      ['entry_price', 'possible'],
      ['price', 'possible'],
    ]);
  });

  it('gives no field to two columns, and it to the surest', () => {
    expect(fieldsOf('holdings', ['Total quantity', 'Ticker', 'Symbol', 'quantity'])).toEqual([
      [null, null],
      [null, null],
      ['symbol', 'certain'],
      ['quantity', 'certain'],
    ]);
  });

  it('names what is missing', () => {
    expect(guessMapping('holdings', ['ISIN', 'Count']).missing).toEqual(['symbol', 'quantity']);
    expect(guessMapping('prices', ['date', 'close']).missing).toEqual(['symbol']);
  });

  it('sees that prices are wide, where the other columns are symbols', () => {
    expect(guessMapping('prices', ['Day', 'AAPL', 'HIGH'])).toEqual({
      layout: 'wide',
      columns: [
        { column: 'Day', field: 'date', confidence: 'likely' },
        { column: 'AAPL', field: null, confidence: null },
        { column: 'HIGH', field: null, confidence: null },
      ],
      missing: [],
    });
  });
});

describe('guessKind', () => {
  it.each([
    ['holdings', ['symbol', 'quantity', 'price']],
    ['prices', ['date', 'ticker', 'open', 'high', 'low', 'close', 'adj_close', 'volume', 'dividend', 'split']],
    ['prices', ['Date', 'AAPL', 'MSFT']],
    ['actions', ['date', 'ticker', 'dividend', 'split']],
    ['securities', ['ticker', 'name', 'gics_sector', 'source']],
    ['sector_weights', ['benchmark', 'asof', 'sector', 'weight', 'source']],
    [null, ['a', 'b']],
    [null, ['date']],
    [null, []],
  ])('takes a header for %s: %j', (kind, header) => {
    expect(guessKind(header)).toBe(kind);
  });
});
