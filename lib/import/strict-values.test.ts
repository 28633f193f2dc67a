import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateStyles, numberStyles, readChoice, readCurrency, readDate, readDecimal, readText } from './strict-values';

const any = { sign: 'any', wholeDigits: 16, decimals: 8 } as const;

describe('readDecimal', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['-0.000000001', '0'],
    ['+1.50', '1.5'],
    ['007', '7'],
    ['00.10', '0.1'],
    ['-12.34', '-12.34'],
    ['9999999999999999.99999999', '9999999999999999.99999999'],
    ['0.00000001', '0.00000001'],
    ['102.61000061035156', '102.61000061'],
    ['0.123456785', '0.12345679'],
    ['-0.123456785', '-0.12345679'],
    ['0.1234567849999', '0.12345678'],
    ['9.999999995', '10'],
    ['0.999999999', '1'],
  ])('reads %s as %s', (text, value) => {
    expect(readDecimal(text, any, '1234.56')).toMatchObject({ ok: true, value: { text: value } });
  });

  it.each([
    ['102.61000061035156', true],
    ['102.610000610000', false],
    ['1.00000000', false],
    ['-0.000000001', true],
  ])('says of %s whether digits were lost: %s', (text, isRounded) => {
    expect(readDecimal(text, any, '1234.56')).toMatchObject({ ok: true, value: { isRounded } });
  });

  it.each(
    [
      '',
      ' ',
      '1e999',
      '1e5',
      '1E5',
      'NaN',
      'nan',
      'Infinity',
      '-Infinity',
      'inf',
      '0x10',
      '0b1',
      '0o7',
      '1_000',
      '1,000',
      '1,5',
      '1 000',
      "1'000",
      '.5',
      '5.',
      '.',
      '-',
      '+',
      '--1',
      '+-1',
      '1-',
      '(1)',
      '1.2.3',
      '$1',
      '1%',
      '1USD',
      '١٢',
      '１',
      '−1',
      'null',
      'true',
      'N/A',
      '-',
      '1n',
      '1f',
      '\u00001',
      '1\n',
      '10000000000000000',
      '9999999999999999.999999995',
    ].map((text) => [text]),
  )('refuses %j', (text) => {
    expect(readDecimal(text, any, '1234.56')).toEqual({
      ok: false,
      expected: 'a number with at most 16 digits before the decimal mark, written like 1234.56',
    });
  });

  it.each([
    ['positive', ['1', '0.00000001'], ['0', '-1', '0.000000001', '-0'], 'a number greater than 0'],
    ['not negative', ['0', '-0', '1'], ['-1', '-0.00000001'], 'a number of 0 or more'],
    ['not zero', ['1', '-1'], ['0', '0.0', '-0.000000001'], 'a number other than 0'],
    ['any', ['1', '0', '-1'], [], 'a number'],
  ] as const)('holds a rule that is %s', (sign, good, bad, expected) => {
    for (const text of good) expect(readDecimal(text, { ...any, sign }, '1234.56').ok).toBe(true);
    for (const text of bad)
      expect(readDecimal(text, { ...any, sign }, '1234.56')).toEqual({
        ok: false,
        expected: `${expected} with at most 16 digits before the decimal mark, written like 1234.56`,
      });
  });

  it.each([
    [
      '1,234.56',
      ['1,234.56', '1234.56', '12,345,678.9', '1'],
      ['1.234,56', '12,34.5', '1,2345', ',123', '1234,567', '1,234,56'],
    ],
    ['1 234.56', ['1 234.56', '1\u00a0234.56', '1\u202f234.56', '1234'], ['1,234.56', '12 34']],
    ["1'234.56", ["1'234.56", '1’234.56', '1234.56'], ['1,234.56']],
    ['1234,56', ['1234,56', '1234'], ['1234.56', '1.234,56', '1,234,567']],
    ['1.234,56', ['1.234,56', '1234,56', '1.234.567'], ['1234.56', '1,234.56', '1.23', '1.2345']],
    ['1 234,56', ['1 234,56', '1\u00a0234,56'], ['1 234.56']],
    ["1'234,56", ["1'234,56"], ["1'234.56"]],
  ] as const)('reads numbers declared as %s and no others', (style, good, bad) => {
    for (const text of good) expect([text, readDecimal(text, any, style).ok]).toEqual([text, true]);
    for (const text of bad) expect([text, readDecimal(text, any, style).ok]).toEqual([text, false]);
  });

  it.each(numberStyles)('reads its own example, %s', (style) => {
    expect(readDecimal(style, any, style)).toEqual({ ok: true, value: { text: '1234.56', isRounded: false } });
  });

  it('gives back every number the column can hold, digit by digit', () => {
    const digits = fc.tuple(
      fc.bigInt({ min: -(10n ** 24n) + 1n, max: 10n ** 24n - 1n }),
      fc.constantFrom(...numberStyles),
    );
    fc.assert(
      fc.property(digits, ([scaled, style]) => {
        const magnitude = String(scaled < 0n ? -scaled : scaled).padStart(9, '0');
        const mark = style.at(-3) as string;
        const text = `${scaled < 0n ? '-' : ''}${magnitude.slice(0, -8)}${mark}${magnitude.slice(-8)}`;
        const reading = readDecimal(text, any, style);
        const [whole, fraction = ''] = reading.ok ? reading.value.text.split('.') : ['x'];
        const back = BigInt(whole.replace('-', '') + fraction.padEnd(8, '0'));
        expect(reading.ok && reading.value.text.startsWith('-') ? -back : back).toBe(scaled);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('readDate', () => {
  const latest = '2026-01-02';

  it.each(['2024-02-29', '2000-02-29', '1800-01-01', '2026-01-02', '2021-12-31'])('reads %s', (text) => {
    expect(readDate(text, 'YYYY-MM-DD', latest)).toEqual({ ok: true, value: text });
  });

  it.each(
    [
      '',
      '2025-02-30',
      '2025-02-29',
      '1900-02-29',
      '2025-04-31',
      '2025-13-01',
      '2025-00-10',
      '2025-01-00',
      '2025-1-1',
      '25-01-01',
      '2025/01/01',
      '20250101',
      '2025-01-01T00:00:00Z',
      '2025-01-01 ',
      '01/02/2025',
      '31.12.2025',
      'yesterday',
      '1735689600',
      '1799-12-31',
      '0001-01-01',
      '2026-01-03',
      '9999-12-31',
      '+2025-01-01',
      '２０２５-01-01',
      '45658',
    ].map((text) => [text]),
  )('refuses %j', (text) => {
    expect(readDate(text, 'YYYY-MM-DD', latest)).toEqual({
      ok: false,
      expected: 'a calendar date from 1800-01-01 to 2026-01-02, written YYYY-MM-DD',
    });
  });

  it.each([
    ['DD/MM/YYYY', '3/4/2021', '2021-04-03'],
    ['DD/MM/YYYY', '31.12.2021', '2021-12-31'],
    ['DD/MM/YYYY', '29-02-2024', '2024-02-29'],
    ['DD/MM/YYYY', '2021-04-03', '2021-04-03'],
    ['MM/DD/YYYY', '3/4/2021', '2021-03-04'],
    ['MM/DD/YYYY', '12/31/2021', '2021-12-31'],
  ] as const)('reads, where %s is declared, %s as %s', (style, text, value) => {
    expect(readDate(text, style, latest)).toEqual({ ok: true, value });
  });

  it.each([
    ['DD/MM/YYYY', '12/31/2021'],
    ['DD/MM/YYYY', '30/02/2021'],
    ['DD/MM/YYYY', '01/02-2021'],
    ['DD/MM/YYYY', '01/02/21'],
    ['MM/DD/YYYY', '31/12/2021'],
    ['MM/DD/YYYY', '0/1/2021'],
  ] as const)('refuses, where %s is declared, %s', (style, text) => {
    expect(readDate(text, style, latest)).toEqual({
      ok: false,
      expected: `a calendar date from 1800-01-01 to 2026-01-02, written ${style} or YYYY-MM-DD`,
    });
  });

  it('agrees with the calendar of Date on every day and refuses every other triple', () => {
    const part = fc.tuple(
      fc.integer({ min: 1800, max: 2200 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(part, fc.constantFrom(...dateStyles), ([y, m, d], style) => {
        const [month, day] = [String(m).padStart(2, '0'), String(d).padStart(2, '0')];
        const iso = `${y}-${month}-${day}`;
        const text = { 'YYYY-MM-DD': iso, 'DD/MM/YYYY': `${day}/${month}/${y}`, 'MM/DD/YYYY': `${month}/${day}/${y}` }[
          style
        ];
        const milliseconds = Date.UTC(y, m - 1, d);
        const isDay = new Date(milliseconds).toISOString().slice(0, 10) === iso;
        expect(readDate(text, style, '2999-12-31')).toMatchObject(isDay ? { ok: true, value: iso } : { ok: false });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('readChoice', () => {
  it('takes a word of its list in any letter case and names the list otherwise', () => {
    expect(readChoice('Fund', ['stock', 'fund'])).toEqual({ ok: true, value: 'fund' });
    expect(readChoice('funds', ['stock', 'fund'])).toEqual({ ok: false, expected: 'one of stock, fund' });
    expect(readChoice('__proto__', ['stock'])).toEqual({ ok: false, expected: 'one of stock' });
  });
});

describe('readCurrency', () => {
  it('takes three letters and nothing else', () => {
    expect(readCurrency('usd')).toEqual({ ok: true, value: 'USD' });
    for (const text of ['', 'US', 'USDT', 'U$D', '$', 'ÜSD'])
      expect(readCurrency(text)).toEqual({ ok: false, expected: 'a currency code of three letters (ISO 4217)' });
  });
});

describe('readText', () => {
  it('takes text of every script and counts characters, not code units', () => {
    expect(readText('Société 𝛼𝛼', 10)).toEqual({ ok: true, value: 'Société 𝛼𝛼' });
  });

  it.each(['x'.repeat(11), 'a\u0007b', 'a\nb', 'a\tb', 'a\u202eb', 'a\u2066b', 'a\u0085b'])('refuses %j', (text) => {
    const expected = 'text of at most 10 characters without control characters';
    expect(readText(text, 10)).toEqual({ ok: false, expected });
  });
});
