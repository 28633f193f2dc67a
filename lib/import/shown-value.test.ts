import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownValue } from './shown-value';

describe('shownValue', () => {
  it('repeats what is short and visible', () => {
    expect(shownValue('1e999 Å𝛼')).toBe('1e999 Å𝛼');
    expect(shownValue('x'.repeat(80))).toBe('x'.repeat(80));
  });

  it('cuts what is longer than 80 characters and says so', () => {
    expect(shownValue('x'.repeat(81))).toBe(`${'x'.repeat(79)}…`);
  });

  it('shows no control, direction or private characters', () => {
    expect(shownValue('a\0b\u001b[31m\u202ec\u2028d')).toBe('a\uFFFDb\uFFFD[31m\uFFFDc\uFFFDd');
  });

  it('is at most 80 characters of well-formed text, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => {
        const shown = shownValue(value);
        expect(Array.from(shown).length).toBeLessThanOrEqual(80);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/\p{C}/u);
      }),
      { numRuns: 1_000 },
    );
  });
});
