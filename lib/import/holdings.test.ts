import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HoldingRow, parseHoldings } from './holdings';
import type { ImportOptions } from './import-options';

const today = '2026-01-02';

const parse = (text: string, options: Partial<ImportOptions> & { currency?: string } = {}) =>
  parseHoldings(new TextEncoder().encode(text), { today, ...options });

async function rowsOf(
  text: string,
  options: Partial<ImportOptions> & { currency?: string } = {},
): Promise<readonly HoldingRow[]> {
  const result = await parse(text, options);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.rows;
}

async function problemsOf(text: string, options: Partial<ImportOptions> = {}) {
  const result = await parse(text, options);
  return !result.ok && result.reason === 'refused' ? result.problems : [];
}

const empty = {
  lotId: null,
  entryDate: null,
  entryPrice: null,
  exitDate: null,
  assetClass: 'stock',
  currency: 'USD',
  price: null,
  priceDate: null,
  quantityAsOf: null,
  underlying: null,
  optionType: null,
  strike: null,
  expiry: null,
  multiplier: null,
  delta: null,
};

describe('parseHoldings', () => {
  it('needs no more than a symbol and a quantity', async () => {
    const [row] = await rowsOf('symbol,quantity\naapl,100.50\n');
    expect(row).toMatchObject({ ...empty, row: 2, symbol: 'AAPL', quantity: '100.5' });
    expect(row.rowKey).toMatch(/^[0-9a-f]{64}#1$/);
  });

  it('reads every field', async () => {
    const rows = await rowsOf(
      [
        'Symbol;Shares;Side;Lot ID;Entry Date;Entry Price;Exit Date;Asset Class;Currency;Price;Price Date;Quantity As Of;Underlying;Option Type;Strike;Expiry;Multiplier;Delta',
        'BRK/b;1.234,5;short;L-1;31.03.2021;0;1.4.2021;Stock;eur;12,5;2021-04-02;2/4/2021;;;;;;',
        'X1;2;long;;;;;option;;;;;spy;P;400;18.03.2028;;-0,25',
        'WINE;1;;;;;;private;;250.000;01.01.2021;;;;;;;',
        'EUR;-5;;;;;;cash;EUR;1,0;;;;;;;;',
      ].join('\n'),
      { numbers: '1.234,56', dates: 'DD/MM/YYYY' },
    );
    expect(rows).toMatchObject([
      {
        ...empty,
        symbol: 'BRK.B',
        quantity: '-1234.5',
        lotId: 'L-1',
        entryDate: '2021-03-31',
        entryPrice: '0',
        exitDate: '2021-04-01',
        currency: 'EUR',
        price: '12.5',
        priceDate: '2021-04-02',
        quantityAsOf: '2021-04-02',
      },
      {
        ...empty,
        symbol: 'X1',
        quantity: '2',
        assetClass: 'option',
        underlying: 'SPY',
        optionType: 'put',
        strike: '400',
        expiry: '2028-03-18',
        multiplier: '100',
        delta: '-0.25',
      },
      { ...empty, symbol: 'WINE', assetClass: 'private', price: '250000', priceDate: '2021-01-01' },
      { ...empty, symbol: 'EUR', quantity: '-5', assetClass: 'cash', currency: 'EUR', price: '1' },
    ]);
  });

  it('says how the file was written and what it left out', async () => {
    const result = await parse('\uFEFFTicker;Shares;Notes;\nAAPL;1;mine;\n\nMSFT;2;;\n');
    expect(result).toMatchObject({
      ok: true,
      rowsRead: 2,
      repeated: 0,
      ignoredColumns: ['Notes', 'column 4'],
      warnings: [],
      warningCount: 0,
      format: {
        encoding: 'utf-8',
        delimiter: ';',
        layout: 'long',
        columns: [
          { column: 'Ticker', field: 'symbol' },
          { column: 'Shares', field: 'quantity' },
        ],
      },
    });
  });

  it('follows a declared mapping', async () => {
    const [row] = await rowsOf('Wertpapier,Stück\nSAP.DE,3\n', {
      mapping: { Wertpapier: 'symbol', Stück: 'quantity' },
    });
    expect(row).toMatchObject({ symbol: 'SAP.DE', quantity: '3' });
  });

  it('takes an undeclared currency from the book', async () => {
    expect((await rowsOf('symbol,quantity\nSAP,3\n', { currency: 'EUR' }))[0].currency).toBe('EUR');
  });

  it.each([
    ['100', 'short', '-100'],
    ['-100', 'short', '-100'],
    ['-100', '', '-100'],
    ['100', 'LONG', '100'],
  ])('reads %s on side %j as %s', async (quantity, side, expected) => {
    expect((await rowsOf(`symbol,quantity,side\nA,${quantity},${side}\n`))[0].quantity).toBe(expected);
  });

  it('takes neutral contract columns of a lot that is no option for nothing', async () => {
    const [row] = await rowsOf('symbol,quantity,underlying,multiplier,delta\nSPY,1,spy,1.0,1\n');
    expect(row).toMatchObject(empty);
  });

  it('rounds to eight decimals and says so once a column', async () => {
    const result = await parse('symbol,quantity,price\nA,0.123456789,1\nB,1.000000001,2.5\nC,0.5,3\n');
    expect(result).toMatchObject({
      ok: true,
      rows: [{ quantity: '0.12345679' }, { quantity: '1' }, { quantity: '0.5' }],
      warnings: [
        {
          row: 2,
          column: 'quantity',
          value: '0.123456789',
          note: 'rounded to the decimals that are kept, as are 1 more of this column',
        },
      ],
    });
  });

  const long = (text: string) => `a number ${text}, written like 1234.56`;
  const quantity = long('other than 0 with at most 16 digits before the decimal mark');
  const price = long('greater than 0 with at most 12 digits before the decimal mark');
  const past = 'a calendar date from 1800-01-01 to 2026-01-02, written YYYY-MM-DD';
  const symbol = 'a symbol of 1 to 20 letters, digits and . - ^ = with at least one letter or digit';
  const option = (cells: string) =>
    `symbol,quantity,asset_class,underlying,option_type,strike,expiry,multiplier,delta\nX,1,option,${cells}\n`;
  it.each([
    ['no symbol', 'symbol,quantity\n,1\n', 2, 'symbol', '', 'a symbol'],
    ['a symbol that is none', 'symbol,quantity\nA B,1\n', 2, 'symbol', 'A B', symbol],
    ['no quantity', 'Ticker,Shares\nA,\n', 2, 'Shares', '', 'a quantity'],
    ['a quantity of 0', 'symbol,quantity\nA,0.00\n', 2, 'quantity', '0.00', quantity],
    ['a quantity that rounds to 0', 'symbol,quantity\nA,0.000000001\n', 2, 'quantity', '0.000000001', quantity],
    [
      'a quantity beyond NUMERIC(24,8)',
      'symbol,quantity\nA,10000000000000000\n',
      2,
      'quantity',
      '10000000000000000',
      quantity,
    ],
    ['a quantity with an exponent', 'symbol,quantity\nA,1e999\n', 2, 'quantity', '1e999', quantity],
    [
      'a quantity with an undeclared thousands separator',
      'symbol,quantity\nA,"1,000"\n',
      2,
      'quantity',
      '1,000',
      quantity,
    ],
    ['a quantity with an undeclared decimal comma', 'symbol;quantity\nA;1,5\n', 2, 'quantity', '1,5', quantity],
    ['a negative long', 'symbol,quantity,side\nA,-1,long\n', 2, 'side', 'long', 'short, or a quantity greater than 0'],
    ['a side that is none', 'symbol,quantity,side\nA,1,sold\n', 2, 'side', 'sold', 'one of long, short'],
    [
      'a lot id too long',
      `symbol,quantity,lot_id\nA,1,${'x'.repeat(65)}\n`,
      2,
      'lot_id',
      'x'.repeat(65),
      'text of at most 64 characters without control characters',
    ],
    [
      'a lot id with a line end',
      'symbol,quantity,lot_id\nA,1,"x\ny"\n',
      2,
      'lot_id',
      'x\uFFFDy',
      'text of at most 64 characters without control characters',
    ],
    ['a day that is none', 'symbol,quantity,entry_date\nA,1,2025-02-30\n', 2, 'entry_date', '2025-02-30', past],
    ['an undeclared day first', 'symbol,quantity,entry_date\nA,1,31/12/2021\n', 2, 'entry_date', '31/12/2021', past],
    ['an entry in the future', 'symbol,quantity,entry_date\nA,1,2026-01-03\n', 2, 'entry_date', '2026-01-03', past],
    ['an exit in the future', 'symbol,quantity,exit_date\nA,1,2026-01-03\n', 2, 'exit_date', '2026-01-03', past],
    [
      'an exit on the day of entry',
      'symbol,quantity,entry_date,exit_date\nA,1,2021-01-04,2021-01-04\n',
      2,
      'exit_date',
      '2021-01-04',
      'a date after the entry date 2021-01-04',
    ],
    [
      'an exit before the entry',
      'symbol,quantity,entry_date,exit_date\nA,1,2021-01-04,2020-01-04\n',
      2,
      'exit_date',
      '2020-01-04',
      'a date after the entry date 2021-01-04',
    ],
    [
      'a negative entry price',
      'symbol,quantity,entry_price\nA,1,-1\n',
      2,
      'entry_price',
      '-1',
      long('of 0 or more with at most 12 digits before the decimal mark'),
    ],
    [
      'an asset class that is none',
      'symbol,quantity,asset_class\nA,1,bond\n',
      2,
      'asset_class',
      'bond',
      'one of stock, fund, option, private, cash',
    ],
    [
      'a currency that is none',
      'symbol,quantity,currency\nA,1,$\n',
      2,
      'currency',
      '$',
      'a currency code of three letters (ISO 4217)',
    ],
    ['a price of 0', 'symbol,quantity,price\nA,1,0\n', 2, 'price', '0', price],
    ['a price beyond NUMERIC(20,8)', 'symbol,quantity,price\nA,1,1000000000000\n', 2, 'price', '1000000000000', price],
    [
      'a price date in the future',
      'symbol,quantity,price,price_date\nA,1,1,2026-01-03\n',
      2,
      'price_date',
      '2026-01-03',
      past,
    ],
    [
      'a price date without a price',
      'symbol,quantity,price,price_date\nA,1,,2021-01-04\n',
      2,
      'price',
      '',
      'a price, because the row has a price date',
    ],
    [
      'a private asset without a price',
      'symbol,quantity,asset_class,price\nA,1,private,\n',
      2,
      'price',
      '',
      'a price, because a private asset has no market',
    ],
    [
      'a private asset without a price column',
      'symbol,quantity,asset_class\nA,1,private\n',
      2,
      'price',
      null,
      'a price, because a private asset has no market',
    ],
    [
      'cash at another price',
      'symbol,quantity,asset_class,price\nUSD,1,cash,1.01\n',
      2,
      'price',
      '1.01',
      '1 or nothing, because the asset is cash',
    ],
    [
      'units of a day in the future',
      'symbol,quantity,quantity_as_of\nA,1,2026-01-03\n',
      2,
      'quantity_as_of',
      '2026-01-03',
      past,
    ],
    [
      'an option without an underlying',
      option(',call,1,2027-01-15,,'),
      2,
      'underlying',
      '',
      'the symbol of the underlying, because the asset is an option',
    ],
    ['an option whose underlying is no symbol', option('A B,call,1,2027-01-15,,'), 2, 'underlying', 'A B', symbol],
    [
      'an option without a type',
      option('A,,1,2027-01-15,,'),
      2,
      'option_type',
      '',
      'call or put, because the asset is an option',
    ],
    [
      'an option of another type',
      option('A,straddle,1,2027-01-15,,'),
      2,
      'option_type',
      'straddle',
      'one of call, put',
    ],
    [
      'an option without a strike',
      option('A,call,,2027-01-15,,'),
      2,
      'strike',
      '',
      'a strike price, because the asset is an option',
    ],
    ['an option with a strike of 0', option('A,call,0,2027-01-15,,'), 2, 'strike', '0', price],
    [
      'an option without an expiry',
      option('A,call,1,,,'),
      2,
      'expiry',
      '',
      'a day of expiry, because the asset is an option',
    ],
    [
      'an option that expires on no day',
      option('A,call,1,2027-02-29,,'),
      2,
      'expiry',
      '2027-02-29',
      'a calendar date from 1800-01-01 to 2999-12-31, written YYYY-MM-DD',
    ],
    [
      'a multiplier of 0',
      option('A,call,1,2027-01-15,0,'),
      2,
      'multiplier',
      '0',
      long('greater than 0 with at most 8 digits before the decimal mark'),
    ],
    [
      'a call with a delta above 1',
      option('A,call,1,2027-01-15,,1.01'),
      2,
      'delta',
      '1.01',
      'a delta from 0 to 1 for a call',
    ],
    [
      'a call with a negative delta',
      option('A,call,1,2027-01-15,,-0.2'),
      2,
      'delta',
      '-0.2',
      'a delta from 0 to 1 for a call',
    ],
    [
      'a put with a positive delta',
      option('A,put,1,2027-01-15,,0.2'),
      2,
      'delta',
      '0.2',
      'a delta from -1 to 0 for a put',
    ],
    [
      'a stock with a strike',
      'symbol,quantity,strike\nA,1,5\n',
      2,
      'strike',
      '5',
      'nothing, because the asset is no option',
    ],
    [
      'a stock with an expiry',
      'symbol,quantity,expiry\nA,1,2027-01-15\n',
      2,
      'expiry',
      '2027-01-15',
      'nothing, because the asset is no option',
    ],
    [
      'a stock with an option type',
      'symbol,quantity,option_type\nA,1,call\n',
      2,
      'option_type',
      'call',
      'nothing, because the asset is no option',
    ],
    [
      'a stock on another underlying',
      'symbol,quantity,underlying\nA,1,B\n',
      2,
      'underlying',
      'B',
      'nothing, because the asset is no option',
    ],
    [
      'a stock with a multiplier',
      'symbol,quantity,multiplier\nA,1,100\n',
      2,
      'multiplier',
      '100',
      '1 or nothing, because the asset is no option',
    ],
    [
      'a stock with a delta',
      'symbol,quantity,delta\nA,1,0.5\n',
      2,
      'delta',
      '0.5',
      '1 or nothing, because the asset is no option',
    ],
    ['no rows', 'symbol,quantity\n\n', 1, null, null, 'at least one row below the header'],
    [
      'no symbol column',
      'name,quantity\nA,1\n',
      1,
      'symbol',
      null,
      'a column symbol (or ticker, ticker symbol, security symbol)',
    ],
    ['no quantity column', '\nsymbol,price\nA,1\n', 2, 'quantity', null, 'a column quantity (or shares, units, qty)'],
  ])('refuses %s', async (_, text, row, column, value, expected) => {
    expect(await problemsOf(text)).toEqual([{ row, column, value, expected }]);
  });

  it('reports every broken cell of a row and of a file', async () => {
    const problems = await problemsOf('symbol,quantity,price\n!,NaN,-1\nA,1,1\nB,x,1\n');
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [2, 'symbol'],
      [2, 'quantity'],
      [2, 'price'],
      [4, 'quantity'],
    ]);
  });

  it('answers too large above 500,000 lots', async () => {
    const lots = Buffer.from(`symbol,quantity\n${'A,1\n'.repeat(500_001)}`);
    expect(await parseHoldings(lots, { today })).toEqual({
      ok: false,
      reason: 'too_large',
      limit: 500_000,
      unit: 'rows',
    });
  }, 60_000);

  describe('identity', () => {
    it('keeps identical lots and numbers them', async () => {
      const rows = await rowsOf('symbol,quantity\nA,1\nA,1\nA,2\nA,1\n');
      const [a, b, c, d] = rows.map(({ rowKey }) => rowKey);
      expect([a, b, d].map((key) => key.slice(64))).toEqual(['#1', '#2', '#3']);
      expect(new Set([a, b, d].map((key) => key.slice(0, 64))).size).toBe(1);
      expect(c.slice(0, 64)).not.toBe(a.slice(0, 64));
    });

    it('is that of the lot and not of the way it is written', async () => {
      const [a] = await rowsOf('symbol,quantity,side,entry_date\nbrk/b,100.00,short,2021-03-31\n');
      const [b] = await rowsOf('notes;entry date;ticker;shares\n;31.03.2021;BRK.B;-100\n', { dates: 'DD/MM/YYYY' });
      expect(a.rowKey).toBe(b.rowKey);
    });

    it('is not changed by what was observed of the lot', async () => {
      const header = 'symbol,quantity,asset_class,price,price_date,quantity_as_of\n';
      const [a] = await rowsOf(`${header}W,1,private,10,2021-01-04,2021-01-04\n`);
      const [b] = await rowsOf(`${header}W,1,private,11,2022-01-04,\n`);
      expect(a.rowKey).toBe(b.rowKey);
    });

    it('is changed by everything the lot is', async () => {
      const header =
        'symbol,quantity,lot_id,entry_date,entry_price,exit_date,asset_class,currency,underlying,option_type,strike,expiry,multiplier\n';
      const variants = [
        'X,1,a,2020-01-02,5,2021-01-04,option,USD,A,call,10,2027-01-15,100',
        'Y,1,a,2020-01-02,5,2021-01-04,option,USD,A,call,10,2027-01-15,100',
        'X,2,a,2020-01-02,5,2021-01-04,option,USD,A,call,10,2027-01-15,100',
        'X,1,b,2020-01-02,5,2021-01-04,option,USD,A,call,10,2027-01-15,100',
        'X,1,a,2020-01-03,5,2021-01-04,option,USD,A,call,10,2027-01-15,100',
        'X,1,a,2020-01-02,6,2021-01-04,option,USD,A,call,10,2027-01-15,100',
        'X,1,a,2020-01-02,5,2021-01-05,option,USD,A,call,10,2027-01-15,100',
        'X,1,a,2020-01-02,5,2021-01-04,stock,USD,,,,,',
        'X,1,a,2020-01-02,5,2021-01-04,option,EUR,A,call,10,2027-01-15,100',
        'X,1,a,2020-01-02,5,2021-01-04,option,USD,B,call,10,2027-01-15,100',
        'X,1,a,2020-01-02,5,2021-01-04,option,USD,A,put,10,2027-01-15,100',
        'X,1,a,2020-01-02,5,2021-01-04,option,USD,A,call,11,2027-01-15,100',
        'X,1,a,2020-01-02,5,2021-01-04,option,USD,A,call,10,2027-01-16,100',
        'X,1,a,2020-01-02,5,2021-01-04,option,USD,A,call,10,2027-01-15,10',
      ];
      const keys = await Promise.all(variants.map(async (line) => (await rowsOf(header + line))[0].rowKey));
      expect(new Set(keys).size).toBe(variants.length);
    });

    it('counts a lot that is stated twice under its id', async () => {
      const result = await parse('symbol,quantity,lot_id\nA,1,x\nA,1.0,x\nB,1,x\n');
      expect(result).toMatchObject({
        ok: true,
        rowsRead: 3,
        repeated: 1,
        rows: [
          { symbol: 'A', row: 2 },
          { symbol: 'B', row: 4 },
        ],
      });
    });

    it.each(['A,2,x', 'A,1,x,2021-01-04', 'A,1,x,,9'])(
      'refuses %s under the id of another lot, naming both lines',
      async (line) => {
        const text = `symbol,quantity,lot_id,quantity_as_of,price\nB,1,x,,\nA,1,x,,\n${line}${','.repeat(4 - line.split(',').length + 1)}\n`;
        expect(await problemsOf(text)).toEqual([
          {
            row: 4,
            column: 'lot_id',
            value: 'x',
            expected: 'one lot of A under this id; line 3 has another',
            otherRow: 3,
          },
        ]);
      },
    );

    it.each([
      ['underlying', 'BETA'],
      ['option_type', 'put'],
      ['strike', '110'],
      ['expiry', '2025-02-21'],
      ['multiplier', '10'],
    ])('refuses another %s under the symbol of an option, naming both lines', async (column, other) => {
      const terms = {
        symbol: 'ACMEC',
        quantity: '1',
        asset_class: 'option',
        underlying: 'ACME',
        option_type: 'call',
        strike: '100',
        expiry: '2025-01-17',
        multiplier: '100',
      };
      const fileOf = (...rows: object[]) =>
        `${Object.keys(terms).join(',')}\n${rows.map((row) => Object.values(row).join(',')).join('\n')}\n`;
      const same = { ...terms, quantity: '-2', strike: '100.00', multiplier: '' };
      const elsewhere = { ...terms, symbol: 'OTHER', [column]: other };
      expect(await rowsOf(fileOf(terms, same, elsewhere))).toHaveLength(3);
      expect(await problemsOf(fileOf(terms, same, elsewhere, { ...terms, [column]: other }))).toEqual([
        {
          row: 5,
          column,
          value: other,
          expected: `${terms[column as 'strike']}, because line 2 has ACMEC with it`,
          otherRow: 2,
        },
      ]);
    });

    it('is the same for every order of the rows and every reading', async () => {
      const line = fc.tuple(
        fc.constantFrom('A', 'B'),
        fc.constantFrom('1', '2'),
        fc.constantFrom('', '2021-01-04'),
        fc.constantFrom('', '5', '6'),
      );
      const lines = fc.array(
        line.map((cells) => cells.join(',')),
        { minLength: 1, maxLength: 8 },
      );
      const shuffled = lines.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      );
      const content = (rows: readonly HoldingRow[]) => rows.map(({ row, ...rest }) => JSON.stringify(rest)).sort();
      await fc.assert(
        fc.asyncProperty(shuffled, async ([a, b]) => {
          const header = 'symbol,quantity,entry_date,price\n';
          const first = await rowsOf(header + a.join('\n'));
          const second = await rowsOf(header + b.join('\n'));
          expect(content(second)).toEqual(content(first));
          expect(new Set(first.map(({ rowKey }) => rowKey)).size).toBe(a.length);
        }),
        { numRuns: 1_000 },
      );
    });
  });
});
