import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetClasses } from '../risk/holding';
import { type HoldingRow, parseHoldings } from './holdings';
import { type ExportedHolding, holdingsCsv } from './holdings-export';
import { canonicalSymbol } from './symbol';

const today = '2026-01-02';
const parse = (text: string) => parseHoldings(new TextEncoder().encode(text), { today });

/** Decimals as the product writes them: no trailing zeros, not zero. */
const decimal = (wholeDigits: number, decimals: number) =>
  fc
    .tuple(fc.bigInt({ min: 1n, max: 10n ** BigInt(wholeDigits + decimals) - 1n }), fc.constant(decimals))
    .map(([scaled]) => {
      const digits = String(scaled).padStart(decimals + 1, '0');
      return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, '');
    });
const day = (first: string, last: string) =>
  fc
    .integer({ min: Date.parse(first) / 86_400_000, max: Date.parse(last) / 86_400_000 })
    .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const symbol = fc
  .array(fc.constantFrom('A', 'B', '7', '.', '-', '^', '='), { minLength: 1, maxLength: 20 })
  .map((parts) => parts.join(''))
  .filter((text) => canonicalSymbol(text) === text);
const lotId = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
    fc
      .array(fc.constantFrom("'", '=', '+', '@', '"', ',', ';', 'x'), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join('')),
  )
  .filter((text) => text.trim() === text && !/[\p{Cc}\uFFFD\u2028-\u202e\u2066-\u2069]/u.test(text));

const holding: fc.Arbitrary<ExportedHolding> = fc
  .record({
    symbol,
    quantity: decimal(16, 8).chain((text) => fc.constantFrom(text, `-${text}`)),
    lotId: fc.option(lotId),
    entryDate: fc.option(day('1800-01-01', '2020-12-31')),
    entryPrice: fc.option(fc.oneof(fc.constant('0'), decimal(12, 8))),
    exitDate: fc.option(day('2021-01-01', today)),
    assetClass: fc.constantFrom(...assetClasses),
    currency: fc.constantFrom('USD', 'EUR'),
    givenPrice: decimal(12, 8),
    hasPrice: fc.boolean(),
    priceDate: fc.option(day('1990-01-01', today)),
    quantityAsOf: fc.option(day('1990-01-01', today)),
    underlying: symbol,
    optionType: fc.constantFrom('call' as const, 'put' as const),
    strike: decimal(12, 8),
    expiry: day('2000-01-01', '2999-12-31'),
    multiplier: decimal(8, 4),
    delta: fc.option(fc.constantFrom('0', '0.5', '1', '0.12345678')),
  })
  .map(({ givenPrice, hasPrice, priceDate, underlying, optionType, strike, expiry, multiplier, delta, ...lot }) => {
    const isOption = lot.assetClass === 'option';
    const price = lot.assetClass === 'cash' ? '1' : lot.assetClass === 'private' || hasPrice ? givenPrice : null;
    const signed = delta === null || delta === '0' || optionType === 'call' ? delta : `-${delta}`;
    const contract = { underlying, optionType, strike, expiry, multiplier, delta: signed };
    const none = { underlying: null, optionType: null, strike: null, expiry: null, multiplier: null, delta: null };
    return { ...lot, price, priceDate: price === null ? null : priceDate, ...(isOption ? contract : none) };
  });

/** The lots of one option symbol are of one contract: that of the first. */
function ofOneContract(lots: readonly ExportedHolding[]): ExportedHolding[] {
  return lots.map((lot) => {
    if (lot.assetClass !== 'option') return lot;
    const first = lots.find(({ assetClass, symbol: s }) => assetClass === 'option' && s === lot.symbol)!;
    const { underlying, optionType, strike, expiry, multiplier, delta } = first;
    return { ...lot, underlying, optionType, strike, expiry, multiplier, delta };
  });
}

const bare = ({ row, rowKey, ...rest }: HoldingRow): ExportedHolding => rest;

describe('holdingsCsv', () => {
  it('writes a book that spreadsheets and the import read', () => {
    const csv = holdingsCsv([
      {
        symbol: '=X',
        quantity: '-100.5',
        lotId: '@1, "a"',
        entryDate: '2021-03-31',
        entryPrice: '0',
        exitDate: null,
        assetClass: 'stock',
        currency: 'USD',
        price: null,
        priceDate: null,
        quantityAsOf: '2026-01-02',
        underlying: null,
        optionType: null,
        strike: null,
        expiry: null,
        multiplier: null,
        delta: null,
      },
    ]);
    expect(csv).toBe(
      'symbol,quantity,asset_class,lot_id,entry_date,entry_price,exit_date,currency,price,price_date,quantity_as_of,underlying,option_type,strike,expiry,multiplier,delta\r\n' +
        `'=X,-100.5,stock,"'@1, ""a""",2021-03-31,0,,USD,,,2026-01-02,,,,,,\r\n`,
    );
  });

  it('imports back to equal holdings, and again under the same keys', async () => {
    const book = fc
      .uniqueArray(holding, {
        selector: ({ lotId, symbol: s }) => (lotId === null ? {} : `${s} ${lotId}`),
        minLength: 1,
        maxLength: 8,
      })
      .map(ofOneContract);
    await fc.assert(
      fc.asyncProperty(book, fc.boolean(), async (lots, isDoubled) => {
        // Lots without an id may be twins.
        const held = isDoubled ? [...lots, ...lots.filter(({ lotId }) => lotId === null)] : lots;
        const result = await parse(holdingsCsv(held));
        expect(result).toMatchObject({ ok: true, warnings: [], repeated: 0, ignoredColumns: [] });
        const rows = result.ok ? result.rows : [];
        expect(rows.map(bare)).toEqual(held);
        const again = await parse(holdingsCsv(rows));
        expect(again.ok && again.rows).toEqual(rows);
        expect(new Set(rows.map(({ rowKey }) => rowKey)).size).toBe(held.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('escapes no cell into anything a spreadsheet would run, and no number at all', async () => {
    await fc.assert(
      fc.asyncProperty(holding, async (lot) => {
        const cells = (
          holdingsCsv([lot])
            .split('\r\n')[1]
            .match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []
        ).map((cell) => cell.replace(/,$/, '').replace(/^"/, ''));
        expect(cells[1]).toBe(lot.quantity);
        for (const index of [0, 2, 3, 7, 11, 12]) expect(cells[index]).not.toMatch(/^[=+\-@\t\r]/);
      }),
      { numRuns: 1_000 },
    );
  });
});
