import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalParts, takeApart } from './decimal-parts';

describe('takeApart', () => {
  it('takes plain decimals apart as integers do', () => {
    const parts = fc.tuple(fc.integer({ min: 0, max: 999_999_999_999_999 }), fc.integer({ min: 0, max: 99_999_999 }));
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 8 }), ([whole, fraction], places) => {
        const digits = String(fraction).padStart(8, '0').slice(0, places);
        expect(takeApart(places > 0 ? `${whole}.${digits}` : String(whole))).toBe(true);
        expect(decimalParts).toEqual({ whole, fraction: Number(digits.padEnd(8, '0')) });
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    '',
    '.',
    '1.',
    '.5',
    '-1',
    '+1',
    '1e5',
    '1,5',
    ' 1',
    '1 ',
    '1.5x',
    '1.123456789',
    '1234567890123456',
    'NaN',
    '1.2.3',
    '１',
    '1٫5',
  ])('leaves %j to the strict grammar', (text) => {
    expect(takeApart(text)).toBe(false);
  });
});
