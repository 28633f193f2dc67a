import { describe, expect, it } from 'vitest';
import { bookOf, cash, option, stock } from '@/test/holdings';
import { optionExposure, positionExposure } from './option-exposure';

const measured = (value: number) => ({ status: 'measured', value });
const unavailable = (reason: string) => ({ status: 'unavailable', reason, observations: 0, required: 1 });

describe('the exposure of an option', () => {
  it('is quantity × multiplier × delta × price of the underlying', () => {
    expect(optionExposure(option('C', 3, { multiplier: 100, delta: 0.25, underlyingPrice: 80 }))).toEqual(
      measured(6000),
    );
  });

  it('is negative for a short call and for a long put, positive for a short put', () => {
    expect(optionExposure(option('C', -1, { delta: 0.5, underlyingPrice: 100 }))).toEqual(measured(-5000));
    expect(optionExposure(option('P', 1, { delta: -0.5, underlyingPrice: 100 }))).toEqual(measured(-5000));
    expect(optionExposure(option('P', -1, { delta: -0.5, underlyingPrice: 100 }))).toEqual(measured(5000));
  });

  it('is zero with a delta of zero, and unavailable without one', () => {
    expect(optionExposure(option('C', 1, { delta: 0 }))).toEqual(measured(0));
    expect(optionExposure(option('C', 1, { delta: null }))).toEqual(unavailable('no_delta'));
  });

  it('is unavailable without the price of the underlying', () => {
    expect(optionExposure(option('C', 1, { underlyingPrice: null }))).toEqual(unavailable('no_prices'));
  });

  it('is unavailable where it overflows', () => {
    expect(optionExposure(option('C', 1e300, { underlyingPrice: 1e300 }))).toEqual(unavailable('not_finite'));
  });
});

describe('the exposure of a position', () => {
  it('is its market value, but for options', () => {
    const book = bookOf([stock('A', -3, 10), cash(500)]);
    expect(book.positions.map(positionExposure)).toEqual([measured(-30), measured(500)]);
  });

  it('of options is that of all lots, whatever the contracts are worth', () => {
    const [position] = bookOf([
      { ...option('C', 3, { price: 1, delta: 0.5, underlyingPrice: 10 }), id: '1' },
      { ...option('C', -1, { price: 2, delta: 0.4, underlyingPrice: 10 }), id: '2' },
    ]).positions;
    expect(positionExposure(position)).toEqual(measured(1500 - 400));
  });

  it('of options is unavailable where one lot has no delta', () => {
    const [position] = bookOf([
      { ...option('C', 3), id: '1' },
      { ...option('C', 1, { delta: null }), id: '2' },
    ]).positions;
    expect(positionExposure(position)).toEqual(unavailable('no_delta'));
  });
});
