import { parse as witness } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText } from './csv-text';
import { importLimits } from './import-limits';
import { ImportLog } from './import-log';
import type { ByteSource } from './text-pieces';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function read(source: ByteSource | string, delimiter?: ',' | ';' | '\t') {
  const log = new ImportLog();
  const file = await csvText(typeof source === 'string' ? bytes(source) : source, log, delimiter);
  const rows: { line: number; cells: readonly string[] }[] = [];
  if (file) for await (const batch of file.batches) rows.push(...batch);
  const refused = log.stopped || log.problemCount > 0 ? log.refuse() : null;
  return { file, rows, refused, problems: refused?.reason === 'refused' ? refused.problems : [] };
}

const utf16 = (text: string, isBigEndian: boolean): Uint8Array => {
  const units = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return isBigEndian ? units.swap16() : units;
};

describe('csvText', () => {
  it('cuts a plain file into rows with the line each begins on', async () => {
    const { file, rows } = await read('symbol,quantity\nAAPL,1\nMSFT,2\n');
    expect(file?.header).toEqual({ line: 1, cells: ['symbol', 'quantity'] });
    expect(rows).toEqual([
      { line: 2, cells: ['AAPL', '1'] },
      { line: 3, cells: ['MSFT', '2'] },
    ]);
  });

  it.each([
    ['without a last line end', 'a,b\n1,2', [['1', '2']]],
    [
      'with CRLF',
      'a,b\r\n1,2\r\n3,4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'with CR alone',
      'a,b\r1,2\r3,4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'with mixed line ends',
      'a,b\r\n1,2\n3,4\r5,6',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    ['with an empty last cell and no line end', 'a,b\n1,', [['1', '']]],
    [
      'with blank lines, rows of delimiters and rows of spaces left out',
      '\n\na,b\n\n,\n  , \n,,,,\n1,2\n\n',
      [['1', '2']],
    ],
    ['with delimiters, quotes and line ends in quotes', 'a,b\n"1,""x""","2\r\n3"\n', [['1,"x"', '2\r\n3']]],
    ['with an empty quoted cell', 'a,b\n"",2\n', [['', '2']]],
    ['with a quote at the very end', 'a,b\n1,"2"', [['1', '2']]],
    ['with spaces kept as they are', 'a,b\n 1 ,\t2\n', [[' 1 ', '\t2']]],
    ['with text of every plane', 'a,b\nÅngström,𝛼\n', [['Ångström', '𝛼']]],
  ])('reads a file %s', async (_, text, cells) => {
    const { rows, refused } = await read(text, ',');
    expect(refused).toBeNull();
    expect(rows.map((row) => row.cells)).toEqual(cells);
  });

  it('counts lines inside quoted cells', async () => {
    const { rows } = await read('a,b\n"1\n1\r\n1\r1",2\n3,4\n');
    expect(rows.map((row) => row.line)).toEqual([2, 6]);
  });

  it.each([
    ['comma', 'a,b;c,d\n1,2;3,4\n', ','],
    ['semicolon', 'a;"b,c,d,e";f\n1;2;3\n', ';'],
    ['TAB', 'a\tb\n1\t2\n', '\t'],
    ['TAB before an empty first name', '\tb\n1\t2\n', '\t'],
    ['comma where there is none', 'a\n1\n', ','],
  ])('finds the delimiter %s in the header', async (_, text, delimiter) => {
    expect((await read(text)).file?.delimiter).toBe(delimiter);
  });

  it('takes a declared delimiter over the one that looks likelier', async () => {
    const { file } = await read('a,b,c;d\n1,2,3;4\n', ';');
    expect(file?.header.cells).toEqual(['a,b,c', 'd']);
  });

  it.each([
    ['utf-8', bytes('\uFEFFname,x\nÅ𝛼,1\n')],
    ['utf-16le', utf16('name,x\nÅ𝛼,1\n', false)],
    ['utf-16be', utf16('name,x\nÅ𝛼,1\n', true)],
  ])('reads %s with a byte order mark, which is no part of the header', async (encoding, source) => {
    const { file, rows } = await read(source);
    expect(file?.encoding).toBe(encoding);
    expect(file?.header.cells).toEqual(['name', 'x']);
    expect(rows[0].cells).toEqual(['Å𝛼', '1']);
  });

  const isText = 'text in UTF-8, or in UTF-16 with a byte order mark, without NUL characters';
  const inQuotes = 'a cell in quotes from its first to its last character, quotes inside it doubled';
  const noText = 'a header line and rows below it; the file has no text';
  it.each([
    ['an empty file', bytes(''), 1, null, null, noText],
    ['a byte order mark alone', bytes('\uFEFF'), 1, null, null, noText],
    ['blank lines alone', bytes('\n \r\n\n'), 1, null, null, noText],
    ['a NUL', bytes('a,b\n1,2\n3,4\0\n'), 3, 'b', '4\uFFFD', isText],
    [
      'a broken UTF-8 sequence',
      Uint8Array.from([...bytes('a,b\nx'), 0xc3, 0x28, ...bytes(',2\n')]),
      2,
      'a',
      'x\uFFFD(',
      isText,
    ],
    ['an overlong UTF-8 sequence', Uint8Array.from([...bytes('a,b\n1,'), 0xc0, 0xaf]), 2, 'b', '\uFFFD\uFFFD', isText],
    [
      'a surrogate in UTF-8',
      Uint8Array.from([...bytes('a,b\n1,'), 0xed, 0xa0, 0x80]),
      2,
      'b',
      '\uFFFD\uFFFD\uFFFD',
      isText,
    ],
    ['UTF-8 cut short', Uint8Array.from([...bytes('a,b\n1,'), 0xe2, 0x82]), 2, 'b', '\uFFFD', isText],
    ['a lone surrogate in UTF-16LE', utf16('a,b\n1,\uD800\n', false), 2, 'b', '\uFFFD', isText],
    ['a lone surrogate in UTF-16BE', utf16('a,b\n1,\uDC00\n', true), 2, 'b', '\uFFFD', isText],
    ['UTF-16 of an odd length', utf16('a,b\n1,2\n', false).subarray(0, -1), 2, 'b', '2\uFFFD', isText],
    ['UTF-16 without a byte order mark', Buffer.from('a,b\n1,2\n', 'utf16le'), 1, 'column 1', 'a\uFFFD', isText],
    ['a NUL in the header', bytes('a\0,b\n1,2\n'), 1, 'column 1', 'a\uFFFD', isText],
    ['the replacement character itself', bytes('a,b\n\uFFFD,2\n'), 2, 'a', '\uFFFD', isText],
    ['a row too short', bytes('a,b,c\n1,2\n'), 2, 'c', null, '3 cells, as many as the header has; this row has 2'],
    ['a row too long', bytes('a,b\n1,2,3\n'), 2, 'column 3', '3', '2 cells, as many as the header has; this row has 3'],
    [
      'text beyond empty surplus cells',
      bytes('a,b\n,,,,x\n'),
      2,
      'column 3',
      'x',
      '2 cells, as many as the header has; this row has 5',
    ],
    ['an open quote', bytes('a,b\n1,2\n3,"4\n5,6\n'), 3, 'b', '"4\uFFFD5,6\uFFFD', 'a closing quote'],
    ['an open quote in the header', bytes('a,"b\n1,2\n'), 1, 'column 2', '"b\uFFFD1,2\uFFFD', 'a closing quote'],
    ['a quote inside a bare cell', bytes('a,b\n5" pipe,2\n'), 2, 'a', '5" pipe', inQuotes],
    ['a space before a quote', bytes('a,b\n1, "2"\n'), 2, 'b', ' "2"', inQuotes],
    [
      'text after a closing quote',
      bytes('a,b\n"1"x,2\n'),
      2,
      'a',
      '"1"x',
      'a delimiter or the end of the line after the closing quote',
    ],
  ])('refuses %s', async (_, source, row, column, value, expected) => {
    const { problems } = await read(source);
    expect(problems[0]).toEqual({ row, column, value, expected });
  });

  it('reads on behind a broken row and reports every one', async () => {
    const { rows, problems } = await read('a,b\n1,2\n3\n"x"y,4\n5,6\n7,8,9\n');
    expect(rows.map((row) => row.cells[0])).toEqual(['1', '5']);
    expect(problems.map((problem) => problem.row)).toEqual([3, 4, 6]);
  });

  it('takes a cell of 65,536 characters and refuses one more, bare or in quotes', async () => {
    const most = importLimits.cellCharacters;
    for (const write of [(n: number) => 'x'.repeat(n), (n: number) => `"${'""'.repeat(n)}"`]) {
      const fine = await read(`a,b\n1,${write(most)}\n`, ',');
      expect(fine.refused).toBeNull();
      expect(fine.rows[0].cells[1].length).toBe(most);
      const { problems } = await read(`a,b\n1,${write(most + 1)}\n3,4,5\n`, ',');
      expect(problems).toMatchObject([{ row: 2, column: 'b', expected: 'a cell of at most 65536 characters' }]);
    }
  });

  it('stops at a quote that swallows the file', async () => {
    const { problems } = await read(`a,b\n1,"2\n${'3,4\n'.repeat(100_000)}`);
    expect(problems).toMatchObject([{ row: 2, column: 'b', expected: 'a cell of at most 65536 characters' }]);
  });

  it('takes a header of 16,384 columns and refuses one more', async () => {
    const header = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`).join(',');
    expect((await read(`${header(16_384)}\n`)).file?.header.cells.length).toBe(16_384);
    const { problems } = await read(`${header(16_385)}\n`);
    expect(problems).toEqual([{ row: 1, column: null, value: '16385 columns', expected: 'at most 16384 columns' }]);
  });

  it('refuses a header line without end', async () => {
    const { problems } = await read(Buffer.alloc(3 * 1024 * 1024, 'x'));
    expect(problems).toMatchObject([
      { row: 1, column: null, expected: 'a header line within the first 1048576 characters' },
    ]);
  });

  it('answers too large above 64 MiB, whole or in chunks, and not at it', async () => {
    const head = bytes('a,b\n');
    const filler = Buffer.alloc(importLimits.bytes - head.length, `${'x'.repeat(998)},\n`);
    const fine = await read([head, filler]);
    expect(fine.rows.length).toBe(67_108);
    expect(fine.refused?.reason).not.toBe('too_large');
    const above = await read([head, filler, bytes('\n')]);
    expect(above.refused).toEqual({ ok: false, reason: 'too_large', limit: 67_108_864, unit: 'bytes' });
  }, 60_000);

  it('answers too large above 2,000,000 rows and not at them', async () => {
    const rows = Buffer.alloc(4 * importLimits.rows, '1,2\n');
    let count = 0;
    const log = new ImportLog();
    const file = await csvText([bytes('a,b\n'), rows], log);
    for await (const batch of file!.batches) count += batch.length;
    expect(count).toBe(2_000_000);
    expect(log.stopped).toBe(false);
    const above = new ImportLog();
    const another = await csvText([bytes('a,b\n'), rows, bytes('1,2\n')], above);
    for await (const _ of another!.batches);
    expect(above.refuse()).toEqual({ ok: false, reason: 'too_large', limit: 2_000_000, unit: 'rows' });
  }, 60_000);

  it('keeps a hundred problems and counts the others', async () => {
    const { refused } = await read(`a,b\n${'1\n'.repeat(1_000)}`);
    expect(refused).toMatchObject({ reason: 'refused', problemCount: 1_000 });
    expect(refused?.reason === 'refused' && refused.problems.length).toBe(100);
  });

  it('lets the event loop turn while it reads', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await read(Buffer.concat([bytes('a,b\n'), Buffer.alloc(8 * 1024 * 1024, '1,2\n')]));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  it('reads the same whatever the pieces it arrives in', async () => {
    // Rows of odd lengths put every kind of character on some boundary of the 64 KiB pieces.
    const row = '"å,""𝛼""\r\n",x\r\n1,"2"\r\n';
    for (const shift of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const text = `a,b\r\n${'y'.repeat(shift)},z\r\n${row.repeat(8_000)}`;
      const source = bytes(text);
      const whole = await read(source);
      const expected = witness(text, { delimiter: ',' }) as string[][];
      expect(whole.rows.map((r) => r.cells)).toEqual(expected.slice(1));
      const chunks = [];
      for (let at = 0; at < source.length; at += 4_099) chunks.push(source.subarray(at, at + 4_099));
      const parts = await read(chunks);
      expect(parts.rows).toEqual(whole.rows);
    }
  });

  it('reads what csv-parse reads, and has a problem wherever csv-parse refuses', async () => {
    const character = fc.constantFrom('a', '1', ',', ',', '"', '"', '""', '\n', '\n', '\r', '\r\n', ' ', ';', 'é');
    await fc.assert(
      fc.asyncProperty(fc.array(character, { maxLength: 60 }), async (characters) => {
        const text = characters.join('');
        let records: string[][] | null = null;
        try {
          const options = { delimiter: ',', record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true };
          records = witness(text, options) as string[][];
        } catch {
          records = null;
        }
        const { file, rows, problems } = await read(text, ',');
        if (records === null) {
          expect(problems.length).toBeGreaterThan(0);
          return;
        }
        const [header, ...below] = records.filter((record) => record.some((cell) => cell.trim() !== ''));
        expect(file?.header.cells).toEqual(header);
        if (!header) return;
        expect(rows.map((row) => row.cells)).toEqual(below.filter((record) => record.length === header.length));
        expect(problems.length).toBe(below.filter((record) => record.length !== header.length).length);
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives back any table that was written as CSV, with the line each row is on', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !/[\0\uFFFD]/.test(text));
    const table = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n', '\r'))
      .chain(([width, delimiter, lineEnd]) =>
        fc.record({
          delimiter: fc.constant(delimiter as ',' | ';' | '\t'),
          lineEnd: fc.constant(lineEnd),
          rows: fc.array(
            fc
              .array(cell, { minLength: width, maxLength: width })
              .filter((row) => row.some((text) => text.trim() !== '')),
            { minLength: 1, maxLength: 6 },
          ),
        }),
      );
    await fc.assert(
      fc.asyncProperty(table, async ({ delimiter, lineEnd, rows }) => {
        const lines: number[] = [];
        let text = '';
        for (const row of rows) {
          lines.push(1 + (text.match(/\r\n|\r|\n/g)?.length ?? 0));
          text += row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter) + lineEnd;
        }
        const result = await read(text, delimiter);
        expect(result.refused).toBeNull();
        expect([result.file?.header, ...result.rows]).toEqual(rows.map((cells, i) => ({ line: lines[i], cells })));
      }),
      { numRuns: 1_000 },
    );
  });
});
