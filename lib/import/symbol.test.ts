import { assert, property, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalSymbol as forProviders, vendorSymbol } from '../market/symbol';
import { canonicalSymbol } from './symbol';

describe('canonicalSymbol', () => {
  it.each([
    ['aapl', 'AAPL'],
    [' BRK/b ', 'BRK.B'],
    ['brk.b', 'BRK.B'],
    ['BRK-B', 'BRK.B'],
    ['VOD/L', 'VOD.L'],
    ['VOD.L', 'VOD.L'],
    ['RDS/AB', 'RDS.AB'],
    ['BTC-USD', 'BTC-USD'],
    ['^gspc', '^GSPC'],
    ['EURUSD=X', 'EURUSD=X'],
    ['0700.HK', '0700.HK'],
    ['A'.repeat(20), 'A'.repeat(20)],
  ])('reads %j as %s', (text, symbol) => {
    expect(canonicalSymbol(text)).toBe(symbol);
  });

  it.each([
    '',
    ' ',
    'A'.repeat(21),
    'A B',
    'A_B',
    '__proto__',
    'A\0',
    'ß',
    'ı',
    'Å',
    '.',
    '..',
    '-',
    '=',
    "'A",
    '$A',
    'A,B',
  ])('refuses %j, which upper-casing does not make a symbol of', (text) => {
    expect(canonicalSymbol(text)).toBeNull();
  });

  it('is what the providers are asked for, and leads back from each of their spellings', () => {
    assert(
      property(stringMatching(/^[A-Za-z]{1,6}[./-]?[A-Za-z]$/), (text) => {
        const symbol = canonicalSymbol(text)!;
        expect(forProviders(symbol)).toBe(symbol);
        for (const separator of ['.', '-', '/'] as const)
          expect(canonicalSymbol(vendorSymbol(symbol, separator))).toBe(symbol);
      }),
    );
  });
});
