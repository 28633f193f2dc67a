import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from './import-options';
import type { PriceRow } from './price-table';
import { parsePrices } from './prices';

const today = '2026-01-02';

const parse = (text: string, options: Partial<ImportOptions> = {}) =>
  parsePrices(new TextEncoder().encode(text), { today, ...options });

async function accepted(text: string, options: Partial<ImportOptions> = {}) {
  const result = await parse(text, options);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return { ...result, prices: [...result.rows.batches()].flat() };
}

async function problemsOf(text: string, options: Partial<ImportOptions> = {}) {
  const result = await parse(text, options);
  return !result.ok && result.reason === 'refused' ? result.problems : [];
}

const bare = { open: null, high: null, low: null, adjClose: null, volume: null };

describe('parsePrices', () => {
  it('reads a long file, by symbol and date', async () => {
    const { prices, rows, format, rowsRead } = await accepted(
      'date,symbol,close\n2021-03-31,msft,235.770\n2021-03-30,MSFT,231.85\n2021-03-31,AAPL,122.15\n',
    );
    expect(prices).toEqual([
      { ...bare, row: 4, symbol: 'AAPL', date: '2021-03-31', close: '122.15' },
      { ...bare, row: 3, symbol: 'MSFT', date: '2021-03-30', close: '231.85' },
      { ...bare, row: 2, symbol: 'MSFT', date: '2021-03-31', close: '235.77' },
    ]);
    expect(rows.symbols).toEqual(['AAPL', 'MSFT']);
    expect(rows.span).toEqual({ firstDate: '2021-03-30', lastDate: '2021-03-31' });
    expect(rows.fields).toEqual(['close']);
    expect(rowsRead).toBe(3);
    expect(format.layout).toBe('long');
  });

  it('reads every column of a long file and lists the others', async () => {
    const { prices, ignoredColumns, format } = await accepted(
      'Date;Ticker;Open;High;Low;Close;Adj Close;Volume;Dividend\n31.03.2021;AAPL;1.121,65;1.123,5;1.121;1.122,15;1.120,98;1.183.238;0\n2021-04-01;AAPL;;;;1,5;;;\n',
      { numbers: '1.234,56', dates: 'DD/MM/YYYY' },
    );
    expect(prices).toEqual([
      {
        row: 2,
        symbol: 'AAPL',
        date: '2021-03-31',
        open: '1121.65',
        high: '1123.5',
        low: '1121',
        close: '1122.15',
        adjClose: '1120.98',
        volume: '1183238',
      },
      { ...bare, row: 3, symbol: 'AAPL', date: '2021-04-01', close: '1.5' },
    ]);
    expect(ignoredColumns).toEqual(['Dividend']);
    expect(format.columns.map(({ field }) => field)).toEqual([
      'date',
      'symbol',
      'open',
      'high',
      'low',
      'close',
      'adj_close',
      'volume',
    ]);
  });

  it('reads a wide file, whose closes are the adjusted ones as well and whose empty cells are no prices', async () => {
    const { prices, rows, rowsRead, format, ignoredColumns } = await accepted(
      'Date,spy,BRK/B,\n2021-03-30,394.73,,\n2021-03-31,396.33,255.47,\n2021-04-01, ,,\n',
    );
    expect(prices).toEqual([
      { ...bare, row: 3, symbol: 'BRK.B', date: '2021-03-31', close: '255.47', adjClose: '255.47' },
      { ...bare, row: 2, symbol: 'SPY', date: '2021-03-30', close: '394.73', adjClose: '394.73' },
      { ...bare, row: 3, symbol: 'SPY', date: '2021-03-31', close: '396.33', adjClose: '396.33' },
    ]);
    expect([rows.length, rowsRead, format.layout, ignoredColumns]).toEqual([3, 3, 'wide', ['column 4']]);
  });

  it('takes symbols that are called like a column for symbols of a wide file', async () => {
    const { rows } = await accepted('date,OPEN,LOW,HIGH,VOL\n2021-03-30,1,2,3,4\n');
    expect(rows.symbols).toEqual(['HIGH', 'LOW', 'OPEN', 'VOL']);
  });

  it('follows a declared mapping, long and wide', async () => {
    const long = await accepted('Tag,Papier,Kurs\n2021-03-30,A,1\n', {
      mapping: { Tag: 'date', Papier: 'symbol', Kurs: 'close' },
    });
    expect(long.prices).toMatchObject([{ symbol: 'A', date: '2021-03-30', close: '1' }]);
    const wide = await accepted('Tag,A,Note\n2021-03-30,1,x\n', { mapping: { Tag: 'date', Note: null } });
    expect(wide.prices).toMatchObject([{ symbol: 'A', close: '1' }]);
    expect(wide.ignoredColumns).toEqual(['Note']);
  });

  it('keeps every digit that NUMERIC(20,8) keeps', async () => {
    const closes = [
      '999999999999.99999999',
      '123456789012.12345678',
      '0.00000001',
      '90071992547.40993125',
      '12',
      '1.00000001',
    ];
    const { prices } = await accepted(
      `date,symbol,close\n${closes.map((close, i) => `2021-03-0${i + 1},A,${close}`).join('\n')}`,
    );
    expect(prices.map(({ close }) => close)).toEqual(closes);
  });

  it('rounds closes to eight decimals and volumes to whole ones, and says so', async () => {
    const result = await accepted(
      'date,symbol,close,volume\n2021-03-30,A,102.61000061035156,1000.0\n2021-03-31,A,102.7,12.5\n',
    );
    expect(result.prices.map(({ close, volume }) => [close, volume])).toEqual([
      ['102.61000061', '1000'],
      ['102.7', '13'],
    ]);
    expect(result.warnings).toEqual([
      { row: 2, column: 'close', value: '102.61000061035156', note: 'rounded to the decimals that are kept' },
      { row: 3, column: 'volume', value: '12.5', note: 'rounded to the decimals that are kept' },
    ]);
  });

  it('counts a price that comes again', async () => {
    const { rows, repeated, rowsRead } = await accepted(
      'date,symbol,close\n2021-03-30,A,1\n2021-03-31,A,2\n2021-03-30,a,1.0\n',
    );
    expect([rows.length, repeated, rowsRead]).toEqual([2, 1, 3]);
    const wide = await accepted('date,A,B\n2021-03-30,1,2\n2021-03-30,1,\n');
    expect([wide.rows.length, wide.repeated]).toEqual([2, 1]);
  });

  it('notes an open or close outside the range of the day', async () => {
    const header = 'date,symbol,open,high,low,close\n';
    const { warnings } = await accepted(`${header}2021-03-30,A,9,11,10,11.1\n2021-03-31,A,10,11,10,11.001\n`);
    expect(warnings).toEqual([
      { row: 2, column: 'open', value: '9', note: 'below the low of the day, 10' },
      { row: 2, column: 'close', value: '11.1', note: 'above the high of the day, 11' },
    ]);
  });

  it('makes batches of the size asked for', async () => {
    const { rows } = await accepted(`date,A,B,C\n2021-03-30,1,2,3\n2021-03-31,1,2,3\n`);
    expect([...rows.batches(4)].map((batch) => batch.length)).toEqual([4, 2]);
  });

  const price = 'a number greater than 0 with at most 12 digits before the decimal mark, written like 1234.56';
  const past = 'a calendar date from 1800-01-01 to 2026-01-02, written YYYY-MM-DD';
  const symbol = 'a symbol of 1 to 20 letters, digits and . - ^ = with at least one letter or digit';
  const range = (cells: string) => `date,symbol,open,high,low,close,volume\n2021-03-30,A,${cells}\n`;
  it.each([
    ['a day that is none', 'date,symbol,close\n2025-02-30,A,1\n', 2, 'date', '2025-02-30', past],
    ['a day in the future', 'date,symbol,close\n2026-01-03,A,1\n', 2, 'date', '2026-01-03', past],
    ['no day', 'date,symbol,close\n,A,1\n', 2, 'date', '', past],
    ['no symbol', 'date,symbol,close\n2021-03-30,,1\n', 2, 'symbol', '', symbol],
    ['a symbol that is none', 'date,ticker,close\n2021-03-30,A_B,1\n', 2, 'ticker', 'A_B', symbol],
    ['no close', 'date,symbol,close\n2021-03-30,A,\n', 2, 'close', '', price],
    ['a close of 0', 'date,symbol,close\n2021-03-30,A,0\n', 2, 'close', '0', price],
    ['a close that rounds to 0', 'date,symbol,close\n2021-03-30,A,0.000000001\n', 2, 'close', '0.000000001', price],
    ['a negative close', 'date,symbol,close\n2021-03-30,A,-1\n', 2, 'close', '-1', price],
    ['a close with an exponent', 'date,symbol,close\n2021-03-30,A,1e999\n', 2, 'close', '1e999', price],
    ['a close of NaN', 'date,symbol,close\n2021-03-30,A,NaN\n', 2, 'close', 'NaN', price],
    ['a close in hexadecimal', 'date,symbol,close\n2021-03-30,A,0x10\n', 2, 'close', '0x10', price],
    [
      'a close beyond NUMERIC(20,8)',
      'date,symbol,close\n2021-03-30,A,1000000000000\n',
      2,
      'close',
      '1000000000000',
      price,
    ],
    [
      'a close that rounds beyond it',
      'date,symbol,close\n2021-03-30,A,999999999999.999999995\n',
      2,
      'close',
      '999999999999.999999995',
      price,
    ],
    ['an undeclared thousands separator', 'date,symbol,close\n2021-03-30,A,"1,000.5"\n', 2, 'close', '1,000.5', price],
    ['an undeclared decimal comma', 'date;symbol;close\n2021-03-30;A;1,5\n', 2, 'close', '1,5', price],
    ['an adjusted close of 0', 'date,symbol,close,adj_close\n2021-03-30,A,1,0\n', 2, 'adj_close', '0', price],
    ['an open of 0', range('0,2,1,1,1'), 2, 'open', '0', price],
    ['a high below the low', range('1,1,1.00000001,1,1'), 2, 'high', '1', 'a high of at least the low, 1.00000001'],
    [
      'a negative volume',
      range('1,2,1,1,-1'),
      2,
      'volume',
      '-1',
      'a number of 0 or more with at most 15 digits before the decimal mark, written like 1234.56',
    ],
    ['a wide day that is none', 'date,A\n2025-02-30,1\n', 2, 'date', '2025-02-30', past],
    ['a wide price of 0', 'date,A,B\n2021-03-30,1,0\n', 2, 'B', '0', price],
    ['a wide price of NaN', 'date,A,B\n2021-03-30,1,NaN\n', 2, 'B', 'NaN', price],
    ['a wide column that is no symbol', 'date,A,my notes\n2021-03-30,1,2\n', 1, 'my notes', 'my notes', symbol],
    ['a wide column called __proto__', 'date,A,__proto__\n2021-03-30,1,2\n', 1, '__proto__', '__proto__', symbol],
    [
      'two wide columns for one symbol',
      'date,BRK/B,brk.b\n2021-03-30,1,2\n',
      1,
      'brk.b',
      'brk.b',
      'one column a symbol; BRK/B is the same',
    ],
    ['a wide file without a date', 'A,B\n1,2\n', 1, 'date', null, 'a column date (or trading date, trade date, day)'],
    [
      'a wide file without a symbol',
      'date,\n2021-03-30,\n',
      1,
      null,
      null,
      'columns date, symbol and close, or date and a column a symbol',
    ],
    ['a wide file without a price', 'date,A\n2021-03-30,\n', 1, null, null, 'at least one price below the header'],
    [
      'a long file without a symbol',
      'date,close\n2021-03-30,1\n',
      1,
      'symbol',
      null,
      'a column symbol (or ticker, ticker symbol)',
    ],
    [
      'a long file without a close',
      'date,symbol,adj close\n2021-03-30,A,1\n',
      1,
      'close',
      null,
      'a column close (or close price, closing price)',
    ],
    [
      'two date columns',
      'date,Day,symbol,close\n2021-03-30,x,A,1\n',
      1,
      'Day',
      'Day',
      'one column for date; date is another',
    ],
    ['no rows', 'date,symbol,close\n', 1, null, null, 'at least one row below the header'],
    ['no wide rows', 'date,A\n', 1, null, null, 'at least one row below the header'],
  ])('refuses %s', async (_, text, row, column, value, expected) => {
    expect(await problemsOf(text)).toEqual([{ row, column, value, expected }]);
  });

  it.each([
    [
      'long',
      'date,symbol,close\n2021-03-31,A,3\n2021-03-30,A,1\n2021-03-30,B,1\n2021-03-30,a,1.5\n2021-03-30,A,1\n',
      'close',
      '1.5',
      '1',
      5,
      3,
    ],
    [
      'long, in another column',
      'date,symbol,close,volume\n2021-03-30,A,1,7\n2021-03-30,A,1,\n',
      'volume',
      null,
      '7',
      3,
      2,
    ],
    ['wide', 'date,A,B\n2021-03-30,1,1\n2021-03-30,1,2\n', 'close', '2', '1', 3, 2],
  ])(
    'refuses two prices for one symbol and day, naming both lines: %s',
    async (_, text, column, value, other, row, otherRow) => {
      const [problem, ...more] = await problemsOf(text);
      const name = column === 'close' && row === 3 ? 'B' : 'A';
      expect(problem).toEqual({
        row,
        column,
        value,
        expected: `${other}, as line ${otherRow} says for ${name} on 2021-03-30`,
        otherRow,
      });
      expect(more).toEqual([]);
    },
  );

  it('reports every broken cell of a row and of a file', async () => {
    const problems = await problemsOf('date,symbol,close,volume\nx,!,y,z\n2021-03-30,A,1,1\n2021-03-31,A,-1,1\n');
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [2, 'date'],
      [2, 'symbol'],
      [2, 'close'],
      [2, 'volume'],
      [4, 'close'],
    ]);
  });

  it('answers too large where a wide file has more than 2,000,000 prices', async () => {
    const width = 10_000;
    const header = `date,${Array.from({ length: width }, (_, i) => `S${i}`).join(',')}\n`;
    const lines = Array.from(
      { length: 201 },
      (_, i) => `${new Date(Date.UTC(2020, 0, i + 1)).toISOString().slice(0, 10)}${',1'.repeat(width)}\n`,
    );
    expect(await parse(header + lines.join(''))).toEqual({
      ok: false,
      reason: 'too_large',
      limit: 2_000_000,
      unit: 'rows',
    });
    const fine = await parse(header + lines.slice(0, 200).join(''));
    expect(fine.ok && fine.rows.length).toBe(2_000_000);
  }, 60_000);

  it('gives back the prices of any file, whatever the order of its rows', async () => {
    const decimal = fc
      .tuple(fc.integer({ min: 0, max: 999_999_999_999 }), fc.integer({ min: 1, max: 99_999_999 }))
      .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(8, '0')}`.replace(/0+$/, ''));
    const record = fc.record({
      symbol: fc.constantFrom('A', 'B', 'BRK.B', '^X'),
      date: fc
        .integer({ min: 0, max: 40 })
        .map((day) => new Date(Date.UTC(2021, 0, 1 + day)).toISOString().slice(0, 10)),
      close: decimal,
      adjClose: fc.option(decimal),
      volume: fc.option(fc.integer({ min: 0, max: 999_999_999_999_999 }).map(String)),
    });
    const records = fc.uniqueArray(record, { selector: (r) => `${r.symbol} ${r.date}`, minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(records, async (all) => {
        const lines = all.map((r) => [r.date, r.symbol, r.close, r.adjClose ?? '', r.volume ?? ''].join(','));
        const { prices } = await accepted(`date,symbol,close,adj_close,volume\n${lines.join('\n')}`);
        const back = prices.map(({ row, open, high, low, ...rest }: PriceRow) => rest);
        const key = (r: { symbol: string; date: string }) => `${r.symbol} ${r.date}`;
        expect(back).toEqual(all.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)));
      }),
      { numRuns: 1_000 },
    );
  });
});
