import { describe, expect, it } from 'vitest';
import { parseSecurities } from './securities';

const parse = (text: string) => parseSecurities(new TextEncoder().encode(text), { today: '2026-01-02' });
const eleven =
  'Communication Services, Consumer Discretionary, Consumer Staples, Energy, Financials, Health Care, Industrials, Information Technology, Materials, Real Estate, Utilities';

describe('parseSecurities', () => {
  it('reads names, sectors and classes by symbol', async () => {
    const text =
      'ticker,name,gics_sector,source,Asset Class\nMSFT,Microsoft,information technology,x,Stock\nSPY,"SPDR, Trust",,x,fund\nA,,,,\n';
    expect(await parse(text)).toMatchObject({
      ok: true,
      rows: [
        { row: 4, symbol: 'A', name: null, sector: null, assetClass: null },
        { row: 2, symbol: 'MSFT', name: 'Microsoft', sector: 'Information Technology', assetClass: 'stock' },
        { row: 3, symbol: 'SPY', name: 'SPDR, Trust', sector: null, assetClass: 'fund' },
      ],
      ignoredColumns: ['source'],
    });
  });

  it.each([
    ['Technology', 'Information Technology'],
    ['Healthcare', 'Health Care'],
    ['Financial Services', 'Financials'],
    ['Consumer Cyclical', 'Consumer Discretionary'],
    ['Consumer Defensive', 'Consumer Staples'],
    ['Basic Materials', 'Materials'],
    ['Unknown', null],
    ['', null],
  ])('reads the vendor name %j as %s', async (name, sector) => {
    expect(await parse(`symbol,sector\nA,${name}\n`)).toMatchObject({ ok: true, rows: [{ sector }] });
  });

  it('undoes the escape of an exported name', async () => {
    expect(await parse(`symbol,name\nA,'=X\nB,''=X\nC,'quoted'\n`)).toMatchObject({
      ok: true,
      rows: [{ name: '=X' }, { name: "'=X" }, { name: "'quoted'" }],
    });
  });

  it.each([
    ['an unknown sector', 'A,,Crypto,', 'sector', 'Crypto', `one of ${eleven}, or nothing`],
    ['a class of lots', 'A,,,option', 'asset_class', 'option', 'one of stock, fund, index'],
    ['no symbol', ',Name,,', 'symbol', '', 'a symbol'],
    [
      'a symbol that is none',
      '__proto__,Name,,',
      'symbol',
      '__proto__',
      'a symbol of 1 to 20 letters, digits and . - ^ = with at least one letter or digit',
    ],
    [
      'a name with a hidden character',
      'A,x\u202ey,,',
      'name',
      'x\uFFFDy',
      'text of at most 200 characters without control characters',
    ],
  ])('refuses %s', async (_, line, column, value, expected) => {
    const result = await parse(`symbol,name,sector,asset_class\n${line}\n`);
    expect(result).toEqual({
      ok: false,
      reason: 'refused',
      problems: [{ row: 2, column, value, expected }],
      problemCount: 1,
    });
  });

  it('counts a row that comes again and refuses another one for its symbol, naming both lines', async () => {
    expect(await parse('symbol,sector\nA,Energy\na,energy\n')).toMatchObject({
      ok: true,
      repeated: 1,
      rows: [{ row: 2 }],
    });
    for (const line of ['A,x,Utilities,', 'A,y,Energy,', 'A,x,Energy,fund'])
      expect(await parse(`symbol,name,sector,asset_class\nA,x,Energy,\n${line}\n`)).toMatchObject({
        ok: false,
        problems: [
          { row: 3, column: 'symbol', value: 'A', expected: 'one row for A; line 2 says something else', otherRow: 2 },
        ],
      });
  });

  it.each([
    ['symbol,price\nA,1\n', 'name', 'a column name or sector or asset_class'],
    ['name,sector\nA,Energy\n', 'symbol', 'a column symbol (or ticker, ticker symbol)'],
    ['symbol,name\n', null, 'at least one row below the header'],
  ])('refuses a file like %j', async (text, column, expected) => {
    expect(await parse(text)).toMatchObject({ ok: false, problems: [{ row: 1, column, value: null, expected }] });
  });
});
