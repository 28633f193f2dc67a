import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseActions } from './actions';
import { parseHoldings } from './holdings';
import type { ImportOptions } from './import-options';
import type { ImportResult } from './import-problem';
import { PriceTable } from './price-table';
import { parsePrices } from './prices';
import { parseSectorWeights } from './sector-weights';
import { parseSecurities } from './securities';
import { dateStyles, numberStyles } from './strict-values';
import { importTemplates } from './templates';
import type { ByteSource } from './text-pieces';

type Parser = (source: ByteSource, options: ImportOptions) => Promise<ImportResult<{ readonly length: number }>>;

const parsers: readonly (readonly [string, Parser, string])[] = [
  ['holdings', parseHoldings, importTemplates.holdings],
  ['prices', parsePrices, importTemplates.prices],
  ['wide prices', parsePrices, importTemplates.prices_wide],
  ['actions', parseActions, importTemplates.actions],
  ['securities', parseSecurities, importTemplates.securities],
  ['sector weights', parseSectorWeights, importTemplates.sector_weights],
];

/** A result whose rows can be compared. */
const plain = (result: ImportResult<unknown>) =>
  result.ok && result.rows instanceof PriceTable ? { ...result, rows: [...result.rows.batches()].flat() } : result;

/** Values and marks that have broken a reader of CSV before. */
const splinters = [
  '',
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\0',
  '\uFEFF',
  '\uFFFD',
  '\uD800',
  '𝛼',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  '1e999',
  '-1',
  '0',
  '0x10',
  '1_000',
  '1,000.5',
  '1.000,5',
  '2025-02-30',
  '2026-01-03',
  '9999-12-31',
  'null',
  'symbol',
  'date',
  'close',
  'x'.repeat(300),
  "'=1",
  '=1',
  '٣',
  '999999999999999999999999999999',
];

const options = fc.record({
  today: fc.constant('2026-01-02'),
  numbers: fc.constantFrom(...numberStyles),
  dates: fc.constantFrom(...dateStyles),
  mapping: fc.dictionary(
    fc.constantFrom('symbol', 'date', '__proto__', 'x', 'constructor'),
    fc.constantFrom('symbol', 'close', '__proto__', null),
    { maxKeys: 2 },
  ),
});

const cutAnywhere = (text: string) =>
  fc
    .array(
      fc.tuple(fc.integer({ min: 0, max: text.length }), fc.constantFrom(...splinters), fc.integer({ min: 0, max: 5 })),
      { maxLength: 4 },
    )
    .map((cuts) =>
      cuts.reduce((cut, [at, splinter, gone]) => cut.slice(0, at) + splinter + cut.slice(at + gone), text),
    );

describe.each(parsers)('any bytes given as %s', (_, parse, template) => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    cutAnywhere(template).map((text) => new TextEncoder().encode(text)),
    cutAnywhere(template).map((text) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))),
    fc
      .tuple(fc.constant(template), fc.uint8Array({ maxLength: 40 }))
      .map(([text, tail]) => Buffer.concat([Buffer.from(text), tail])),
  );

  it('are taken whole or refused with problems that name a row and what is expected; nothing is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, options, async (source, declared) => {
        const result = await parse(source, declared);
        if (result.ok) {
          expect(result.rowsRead).toBeGreaterThan(0);
          expect(result.warnings.length).toBeLessThanOrEqual(result.warningCount);
          return;
        }
        if (result.reason === 'too_large') throw new Error('200 bytes are not too large');
        expect(result.problemCount).toBeGreaterThanOrEqual(result.problems.length);
        expect(result.problems.length).toBeGreaterThan(0);
        for (const { row, column, value, expected, otherRow } of result.problems) {
          expect(row).toBeGreaterThanOrEqual(1);
          expect(expected).not.toBe('');
          for (const text of [column, value]) {
            if (text === null) continue;
            expect(Array.from(text).length).toBeLessThanOrEqual(80);
            expect(text).not.toMatch(/\p{C}/u);
          }
          if (otherRow !== undefined) expect(otherRow).toBeLessThan(row);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are read the same, however they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, options, fc.integer({ min: 1, max: 64 }), async (source, declared, size) => {
        const chunks = Array.from({ length: Math.ceil(source.length / size) }, (_, i) =>
          source.slice(i * size, (i + 1) * size),
        );
        async function* arriving() {
          yield* chunks;
        }
        expect(plain(await parse(arriving(), declared))).toEqual(plain(await parse(source, declared)));
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);
});
