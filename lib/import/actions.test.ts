import { describe, expect, it } from 'vitest';
import { parseActions } from './actions';

const parse = (text: string) => parseActions(new TextEncoder().encode(text), { today: '2026-01-02' });

describe('parseActions', () => {
  it('reads dividends and splits by symbol and date, and counts the rows that are neither', async () => {
    const text =
      'date,ticker,dividend,split\n2020-08-31,AAPL,0,4.0\n2020-08-07,AAPL,0.8200,1.0\n2020-08-10,AAPL,0,1\n2020-08-11,AAPL,,\n2016-01-04,a,0.21,2\n';
    expect(await parse(text)).toMatchObject({
      ok: true,
      rows: [
        { row: 6, symbol: 'A', date: '2016-01-04', dividend: '0.21', split: '2' },
        { row: 3, symbol: 'AAPL', date: '2020-08-07', dividend: '0.82', split: null },
        { row: 2, symbol: 'AAPL', date: '2020-08-31', dividend: null, split: '4' },
      ],
      rowsRead: 5,
      ignoredRows: 2,
      repeated: 0,
    });
  });

  it('needs one of the two columns only', async () => {
    expect(await parse('ex date,symbol,splits\n2020-08-31,A,0.125\n')).toMatchObject({
      ok: true,
      rows: [{ split: '0.125' }],
    });
  });

  it('counts an action that comes again', async () => {
    expect(await parse('date,symbol,split\n2020-08-31,A,4\n2020-08-31,a,4.0\n')).toMatchObject({
      ok: true,
      repeated: 1,
      rows: [{ row: 2 }],
    });
  });

  const number = (sign: string) =>
    `a number ${sign} with at most 12 digits before the decimal mark, written like 1234.56`;
  const past = 'a calendar date from 1800-01-01 to 2026-01-02, written YYYY-MM-DD';
  it.each([
    ['no date', ',A,1,', 'date', '', 'a date'],
    ['a date in the future', '2026-01-03,A,1,', 'date', '2026-01-03', past],
    ['a day that is none', '2025-02-30,A,1,', 'date', '2025-02-30', past],
    ['no symbol', '2021-01-04,,1,', 'symbol', '', 'a symbol'],
    [
      'a symbol that is none',
      '2021-01-04,A B,1,',
      'symbol',
      'A B',
      'a symbol of 1 to 20 letters, digits and . - ^ = with at least one letter or digit',
    ],
    ['a negative dividend', '2021-01-04,A,-0.1,', 'dividend', '-0.1', number('of 0 or more')],
    ['a dividend of NaN', '2021-01-04,A,NaN,', 'dividend', 'NaN', number('of 0 or more')],
    ['a split of 0', '2021-01-04,A,,0', 'split', '0', number('greater than 0')],
    ['a negative split', '2021-01-04,A,,-2', 'split', '-2', number('greater than 0')],
    ['a split in words', '2021-01-04,A,,4:1', 'split', '4:1', number('greater than 0')],
    ['a split with an exponent', '2021-01-04,A,,1e3', 'split', '1e3', number('greater than 0')],
  ])('refuses %s', async (_, line, column, value, expected) => {
    const result = await parse(`date,symbol,dividend,split\n${line}\n`);
    expect(result).toEqual({
      ok: false,
      reason: 'refused',
      problems: [{ row: 2, column, value, expected }],
      problemCount: 1,
    });
  });

  it('refuses another action for the same symbol and day, naming both lines', async () => {
    const result = await parse('date,symbol,dividend,split\n2020-08-31,A,,4\n2021-01-04,A,1,\n2020-08-31,A,,5\n');
    const expected = 'one row for A on 2020-08-31; line 2 says something else';
    expect(result).toMatchObject({
      ok: false,
      problems: [{ row: 4, column: 'date', value: '2020-08-31', expected, otherRow: 2 }],
    });
  });

  it.each([
    ['date,symbol\n2020-08-31,A\n', 'dividend', 'a column dividend or split'],
    ['symbol,split\nA,2\n', 'date', 'a column date (or ex date, ex dividend date, action date)'],
    ['date,split\n2020-08-31,2\n', 'symbol', 'a column symbol (or ticker, ticker symbol)'],
    ['date,symbol,split\n', null, 'at least one row below the header'],
  ])('refuses a file like %j', async (text, column, expected) => {
    expect(await parse(text)).toMatchObject({ ok: false, problems: [{ row: 1, column, value: null, expected }] });
  });
});
