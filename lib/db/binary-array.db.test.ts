import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { arrayParameter, type ColumnType, packed } from './binary-array';
import { disconnect, pool } from './client';

afterAll(disconnect);

/** What the database reads of the values, as text. */
async function read(type: ColumnType, values: readonly unknown[], cut = values.length): Promise<(string | null)[]> {
  const parts = [values.slice(0, cut), values.slice(cut)].map((part) => packed(type, part, (one) => one, 'test'));
  const { rows } = await pool().query(
    `SELECT one::text AS text FROM unnest($1::${type}[]) WITH ORDINALITY AS given (one, place) ORDER BY place`,
    [arrayParameter(type, parts)],
  );
  return rows.map(({ text }) => text);
}

describe('an array in binary form', () => {
  it('carries every double to the last bit', async () => {
    const doubles = fc.array(fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(doubles, fc.nat(40), async (values, cut) => {
        const found = await read('float8', values, cut);
        expect(found.map((text) => (text === null ? null : Number(text)))).toEqual(values);
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);

  it('carries days, whole numbers, UUIDs, texts and JSON as PostgreSQL writes them', async () => {
    expect(await read('date', ['1969-12-31', '2000-01-01', null, '2024-02-29'], 1)).toEqual([
      '1969-12-31',
      '2000-01-01',
      null,
      '2024-02-29',
    ]);
    expect(await read('int', [-(2 ** 31), 0, 2 ** 31 - 1])).toEqual(['-2147483648', '0', '2147483647']);
    expect(await read('smallint', [-32_768, 32_767, undefined])).toEqual(['-32768', '32767', null]);
    const id = '00c0ffee-0000-7000-8000-00000000abcd';
    expect(await read('uuid', [id, id.toUpperCase()])).toEqual([id, id]);
    expect(await read('text', ['', 'Σ "\\ {,}', null, 'NULL', ''], 2)).toEqual(['', 'Σ "\\ {,}', null, 'NULL', '']);
    expect(await read('jsonb', [{ a: [1, 'ü'] }, null])).toEqual(['{"a": [1, "ü"]}', null]);
  });

  it('may be empty', async () => {
    expect(await read('float8', [])).toEqual([]);
    expect(await read('text', [])).toEqual([]);
  });

  it('refuses what PostgreSQL would take for a number and is none', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => packed('float8', [value], (one) => one, 'a.b')).toThrow(
        new RangeError(`a.b: needs finite numbers, got ${value}`),
      );
    expect(() => packed('int', [0.5], (one) => one, 'a.b')).toThrow('a.b: needs whole numbers, got 0.5');
    for (const value of [
      '0',
      '00c0ffee-0000-7000-8000-00000000abcg',
      '00c0ffee-0000-7000-8000-00000000abc\u0101',
      '00c0ffee00-00-7000-8000-00000000abcd',
      '00c0ffee-0000-7000-8000-00000000abcd0',
      '00c0ffee-0000-7000-8000-00000000abc-',
    ])
      expect(() => packed('uuid', [value], (one) => one, 'a.b')).toThrow(`a.b: needs UUIDs, got ${value}`);
    expect(() => packed('date', ['never'], (one) => one, 'a.b')).toThrow(RangeError);
    expect(() => packed('int', [2 ** 31], (one) => one, 'a.b')).toThrow(RangeError);
  });
});
