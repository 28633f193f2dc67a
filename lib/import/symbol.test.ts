import { describe, expect, it } from 'vitest';
import { canonicalSymbol } from './symbol';

describe('canonicalSymbol', () => {
  it.each([
    ['aapl', 'AAPL'],
    [' BRK/b ', 'BRK.B'],
    ['brk.b', 'BRK.B'],
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
});
