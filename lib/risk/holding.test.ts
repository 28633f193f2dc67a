import { describe, expect, it } from 'vitest';
import { cash, fund, option, privateAsset, stock } from '@/test/holdings';
import { assetClasses, type Holding, marketValue, requireHolding } from './holding';

describe('market value', () => {
  it('is quantity times price, negative for a short', () => {
    expect(marketValue(stock('ACME', 30, 12.5))).toBe(375);
    expect(marketValue(fund('INDEX', -2, 400))).toBe(-800);
    expect(marketValue(privateAsset('LLC', 3, 1000))).toBe(3000);
  });

  it('of options is that of all the units of their contracts', () => {
    expect(marketValue(option('ACME C', -2, { price: 5, multiplier: 100 }))).toBe(-1000);
  });

  it('of cash is its amount, negative on margin', () => {
    expect(marketValue(cash(-250))).toBe(-250);
  });

  it('is null without a price, and zero with a price of zero', () => {
    expect(marketValue(stock('ACME', 30, null))).toBeNull();
    expect(marketValue(option('ACME C', 1, { price: null }))).toBeNull();
    expect(marketValue(privateAsset('LLC', 3, null))).toBeNull();
    expect(marketValue(option('ACME C', 1, { price: 0 }))).toBe(0);
  });
});

describe('a holding', () => {
  const accepted: Holding[] = [
    stock('ACME', 1, 0),
    stock('ACME', -0.5, null, { column: null }),
    option('ACME C', 1, { delta: 1, multiplier: 0.01 }),
    option('ACME P', 1, { delta: -1, underlyingPrice: 0 }),
    option('ACME P', 1, { delta: null, underlyingPrice: null, column: null, price: null }),
    privateAsset('LLC', 1, null),
    cash(0),
  ];
  it.each(accepted)('may be $symbol, $quantity at $price', (holding) => {
    expect(() => requireHolding('test', holding)).not.toThrow();
  });

  const { NaN: none, POSITIVE_INFINITY: infinite } = Number;
  const refused: [Holding, string][] = [
    [stock('ACME', none, 1), 'a finite quantity, got NaN'],
    [cash(infinite), 'a finite quantity, got Infinity'],
    [stock('ACME', 1, -0.01), 'a finite price that is not negative, got -0.01'],
    [fund('ACME', 1, infinite), 'a finite price that is not negative, got Infinity'],
    [privateAsset('ACME', 1, none), 'a finite price that is not negative, got NaN'],
    [stock('ACME', 1, 1, { column: -1 }), 'a column index, got -1'],
    [stock('ACME', 1, 1, { column: 0.5 }), 'a column index, got 0.5'],
    [option('ACME', 1, { column: -1 }), 'a column index, got -1'],
    [option('ACME', 1, { underlyingPrice: -1 }), 'a finite underlying price that is not negative, got -1'],
    [option('ACME', 1, { multiplier: 0 }), 'a finite positive multiplier, got 0'],
    [option('ACME', 1, { multiplier: infinite }), 'a finite positive multiplier, got Infinity'],
    [option('ACME', 1, { delta: 1.01 }), 'a delta from -1 to 1, got 1.01'],
    [option('ACME', 1, { delta: -1.01 }), 'a delta from -1 to 1, got -1.01'],
    [option('ACME', 1, { delta: none }), 'a delta from -1 to 1, got NaN'],
  ];
  it.each(refused)('is refused: %o needs %s', (holding, need) => {
    expect(() => requireHolding('test', holding)).toThrow(new RangeError(`test: ${holding.symbol} needs ${need}`));
  });

  it('is of one of five classes', () => {
    expect(assetClasses).toEqual(['stock', 'fund', 'option', 'private', 'cash']);
  });
});
