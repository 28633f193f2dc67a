import { assert, property, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalSymbol, vendorSymbol } from './symbol';

describe('the canonical symbol', () => {
  it.each([
    ['BRK.B', 'BRK.B'],
    ['BRK-B', 'BRK.B'],
    ['BRK/B', 'BRK.B'],
    ['brk b', 'BRK.B'],
    ['  aapl ', 'AAPL'],
    ['BF-A', 'BF.A'],
  ])('of %j is %s', (text, expected) => {
    expect(canonicalSymbol(text)).toBe(expected);
  });

  it.each(['^GSPC', 'EURUSD=X', 'BTC-USD', '7203.T', 'VOD.L', 'SIM500', 'LMFG.SIM', 'TD-PFA'])(
    'of %s is itself: what follows the separator is no share class',
    (symbol) => {
      expect(canonicalSymbol(symbol)).toBe(symbol);
    },
  );

  it.each(['', ' ', 'A'.repeat(21), 'BRK/BB', 'A B C', '../..', 'AAPL;', 'ÄÖ', 'A\u0000', 'A\nB', '__proto__', 'A%2F'])(
    'of %j does not exist',
    (text) => {
      expect(canonicalSymbol(text)).toBeNull();
    },
  );

  it('is already canonical', () => {
    assert(
      property(stringMatching(/^[A-Za-z0-9.^=/ -]{1,20}$/), (text) => {
        const symbol = canonicalSymbol(text);
        if (symbol !== null) expect(canonicalSymbol(symbol)).toBe(symbol);
      }),
    );
  });
});

describe("a vendor's spelling", () => {
  it('separates the share class as the vendor does and leaves exchanges and pairs alone', () => {
    expect(vendorSymbol('BRK.B', '-')).toBe('BRK-B');
    expect(vendorSymbol('BRK.B', '/')).toBe('BRK/B');
    expect(vendorSymbol('BRK.B', '.')).toBe('BRK.B');
    expect(vendorSymbol('VOD.L', '-')).toBe('VOD.L');
    expect(vendorSymbol('BTC-USD', '/')).toBe('BTC-USD');
  });

  it('leads back to the canonical symbol from every separator', () => {
    assert(
      property(stringMatching(/^[A-Z0-9.^=-]{1,20}$/), (text) => {
        const symbol = canonicalSymbol(text)!;
        for (const separator of ['.', '-', '/'] as const)
          expect(canonicalSymbol(vendorSymbol(symbol, separator))).toBe(symbol);
      }),
    );
  });

  it('exists for canonical symbols only', () => {
    expect(() => vendorSymbol('BRK-B', '/')).toThrow('vendorSymbol: needs a canonical symbol, got "BRK-B"');
    expect(() => vendorSymbol('aapl', '/')).toThrow(RangeError);
  });
});
