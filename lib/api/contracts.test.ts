import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from './iso-date';
import { lotChangeSchema } from './lot';
import { newPortfolioSchema, portfolioName } from './portfolio';
import { ProblemError, problemDocument, problemResponse, problemSchema } from './problem';
import { recalculationRequestSchema } from './recalculation';

const passes = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

/** The calendar by counting, as an independent witness: the day after each day from 1 January of the year 100 on. */
function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1];
}

describe('a date', () => {
  it('is a day of the calendar', () => {
    const part = (digits: number) => fc.integer({ min: 0, max: 10 ** digits - 1 });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 9999 }), part(2), part(2), (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        expect([text, passes(isoDate, text)]).toEqual([text, isDay(year, month, day)]);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each(['2024-02-29', '2000-02-29', '1900-02-28', '9999-12-31', '0100-01-01'])('may be %s', (text) => {
    expect(passes(isoDate, text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-00-10',
    '2024-13-01',
    '2024-04-31',
    '2024-1-1',
    '24-01-01',
    '2024/01/01',
    '2024-01-01T00:00:00Z',
    '2024-01-01 ',
    ' 2024-01-01',
    '2024-01-01\n',
    '+2024-01-01',
    '-2024-01-01',
    '12024-01-01',
    '２０２４-01-01',
    '',
    'today',
    20240101,
    0,
    null,
    true,
    new Date(),
    ['2024-01-01'],
  ])('may not be %j', (value) => {
    expect(passes(isoDate, value)).toBe(false);
  });
});

describe('a decimal of a lot', () => {
  const fields = { quantity: 16, price: 12, entry_price: 12, delta: 1 } as const;

  it('is digits, a point and digits: whatever passes is a number that PostgreSQL reads as the same', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(fields) as (keyof typeof fields)[])),
        fc.oneof(
          fc.string(),
          fc.double().map(String),
          fc.bigInt().map(String),
          fc.stringMatching(/^-?\d{1,20}(\.\d{0,10})?$/),
        ),
        (field, text) => {
          if (!passes(lotChangeSchema, { [field]: text })) return;
          expect(text).toMatch(/^-?\d+(\.\d+)?$/);
          const [whole, fraction = ''] = text.replace('-', '').split('.');
          expect(whole.length).toBeLessThanOrEqual(fields[field]);
          expect(fraction.length).toBeLessThanOrEqual(8);
          expect(Number.isFinite(Number(text))).toBe(true);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it.each([
    [
      'quantity',
      ['1', '-1', '0.00000001', '9999999999999999.99999999', '007'],
      [
        '0',
        '-0',
        '0.0',
        '1e3',
        '0x10',
        'NaN',
        'Infinity',
        '-Infinity',
        '1_000',
        '1,000',
        ' 1',
        '1 ',
        '.5',
        '5.',
        '--1',
        '',
        '٣',
        '1'.repeat(17),
        '0.123456789',
      ],
    ],
    ['price', ['0.00000001', '999999999999.99999999'], ['0', '0.00', '-1', '1'.repeat(13), 'NaN']],
    ['entry_price', ['0', '0.00', '12.5'], ['-0.01', 'free']],
    ['delta', ['-1', '0', '1', '0.5', '-0.12345678'], ['1.00000001', '-1.5', '10']],
  ] as const)('%s takes %j and not %j', (field, good, bad) => {
    for (const text of good) expect([text, passes(lotChangeSchema, { [field]: text })]).toEqual([text, true]);
    for (const text of bad) expect([text, passes(lotChangeSchema, { [field]: text })]).toEqual([text, false]);
  });

  it('is text: a number of JSON has lost its digits already', () => {
    for (const value of [1, 0.1, Number.NaN, true, [], {}, null])
      expect(passes(lotChangeSchema, { quantity: value })).toBe(false);
  });

  it('may be taken away only where a lot can do without it', () => {
    for (const field of ['entry_date', 'entry_price', 'exit_date', 'price', 'price_date', 'delta'])
      expect([field, passes(lotChangeSchema, { [field]: null })]).toEqual([field, true]);
    for (const field of ['quantity', 'quantity_as_of'])
      expect([field, passes(lotChangeSchema, { [field]: null })]).toEqual([field, false]);
  });
});

describe('a body', () => {
  it('has no field that nobody knows, and changes something', () => {
    for (const schema of [lotChangeSchema, newPortfolioSchema, recalculationRequestSchema])
      for (const field of ['x', 'id', 'owner_id', '__proto__', 'constructor', 'hasOwnProperty'])
        expect(
          passes(schema, JSON.parse(`{"name":"x","quantity":"1","as_of":"2024-01-02",${JSON.stringify(field)}:1}`)),
        ).toBe(false);
    expect(passes(lotChangeSchema, {})).toBe(false);
    expect(passes(lotChangeSchema, { quantity: undefined })).toBe(false);
    expect(passes(recalculationRequestSchema, {})).toBe(true);
  });

  it.each([null, undefined, 5, 'x', true, [], [{}]])('is not %j', (value) => {
    for (const schema of [lotChangeSchema, newPortfolioSchema, recalculationRequestSchema])
      expect(passes(schema, value)).toBe(false);
  });
});

describe('the name of a portfolio', () => {
  it('that passes can be kept and read on one line as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 130 }), (text) => {
        const result = portfolioName.safeParse(text);
        if (!result.success) return;
        expect(result.data).toBe(text.trim());
        expect(result.data).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202e]/u);
        expect(result.data.length).toBeGreaterThan(0);
        expect(Array.from(result.data).length).toBeLessThanOrEqual(120);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a problem document', () => {
  it('says what RFC 9457 asks for, and nothing of the error but what was meant to be said', () => {
    const cause = new Error('secret');
    const error = Object.assign(new ProblemError(422, 'why', 'because', [{ pointer: '/a', detail: 'b' }]), { cause });
    const document = problemDocument(error, '/api/x', 'id');
    expect(problemSchema.parse(document)).toEqual(document);
    expect(document).toEqual({
      type: 'about:blank',
      title: 'Cannot be processed',
      status: 422,
      detail: 'because',
      instance: '/api/x',
      code: 'why',
      request_id: 'id',
      errors: [{ pointer: '/a', detail: 'b' }],
    });
    expect(JSON.stringify(document)).not.toContain('secret');
  });

  it('has a title for every status that is answered here', () => {
    for (const status of [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503, 507])
      expect(problemDocument(new ProblemError(status, 'x', 'x'), '/', 'id').title).not.toBe('Error');
  });

  it('is sent as one, is kept by nobody, and says when to come again', async () => {
    const response = problemResponse(new ProblemError(503, 'x', 'x', undefined, 5), '/api/x', 'id');
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': 'id',
      'retry-after': '5',
    });
    expect(problemSchema.parse(await response.json()).status).toBe(503);
    expect(problemResponse(new ProblemError(400, 'x', 'x'), '/', 'id').headers.has('retry-after')).toBe(false);
  });
});
