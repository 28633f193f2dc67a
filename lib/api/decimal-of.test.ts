import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, exactDecimalOf } from './decimal-of';
import { decimalText } from './wire';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('exactDecimalOf', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [-3.25, '-3.25'],
    [1e21, `1${'0'.repeat(21)}`],
    [-1.5e24, `-15${'0'.repeat(23)}`],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [5e-324, `0.${'0'.repeat(323)}5`],
  ])('writes %d as %s', (value, text) => {
    expect(exactDecimalOf(value)).toBe(text);
  });

  it('reads back as the same double, whichever it is, and is decimal text', () => {
    fc.assert(
      fc.property(finite, (value) => {
        const text = exactDecimalOf(value);
        expect(decimalText.safeParse(text).success, text).toBe(true);
        expect(Number(text)).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 5_000 },
    );
  });

  it('takes no NaN and no infinity', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => exactDecimalOf(value)).toThrow(RangeError);
  });
});

describe('decimalOf', () => {
  it.each([
    [1234.5, '1234.5'],
    [1000, '1000'],
    [0.1 + 0.2, '0.3'],
    [-4e-9, '0'],
    [1e-8, '0.00000001'],
    [1e24, `1${'0'.repeat(24)}`],
  ])('writes %d as %s', (value, text) => {
    expect(decimalOf(value)).toBe(text);
  });

  it('is decimal text within half of the eighth place, whatever is written', () => {
    fc.assert(
      fc.property(finite, (value) => {
        const text = decimalOf(value);
        expect(decimalText.safeParse(text).success, text).toBe(true);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(5.000001e-9 + Math.abs(value) * 2 ** -52);
      }),
      { numRuns: 5_000 },
    );
  });
});
