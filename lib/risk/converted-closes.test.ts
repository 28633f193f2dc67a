import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertedCloses, inverseRates, rateOn } from './converted-closes';

const nan = Number.NaN;
const column = (...values: number[]) => Float64Array.from(values);

describe('convertedCloses', () => {
  it('takes each close at the rate of its own day', () => {
    expect([...convertedCloses(column(10, 11, 12), column(1.1, 1.2, 1.25))]).toEqual([11, 11 * 1.2, 15]);
  });

  it('has no close where either the close or the rate is missing: no other day lends its own', () => {
    expect([...convertedCloses(column(10, nan, 12, 13), column(1.1, 1.2, nan, 2))]).toEqual([11, nan, nan, 26]);
  });

  it('earns the return of the security and of the currency together, (1 + r)(1 + c) − 1', () => {
    const price = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(price, price, price, price, (close, next, rate, nextRate) => {
        const [a, b] = convertedCloses(column(close, next), column(rate, nextRate));
        expect(b / a / ((next / close) * (nextRate / rate))).toBeCloseTo(1, 12);
      }),
    );
  });

  it('there and back is the closes again', () => {
    const closes = column(10, 11.5, 9.25);
    const rates = column(1.1, 0.8, 1.3);
    const back = convertedCloses(convertedCloses(closes, rates), inverseRates(rates));
    closes.forEach((close, i) => {
      expect(back[i] / close).toBeCloseTo(1, 14);
    });
  });

  it('refuses columns of two axes and rates that are none', () => {
    expect(() => convertedCloses(column(1, 2), column(1))).toThrow(
      'convertedCloses: needs one axis, got 2 closes and 1 rates',
    );
    for (const rate of [0, -1, Number.POSITIVE_INFINITY])
      expect(() => convertedCloses(column(1, 2), column(1, rate))).toThrow(
        `convertedCloses: needs finite positive rates, got ${rate} at 1`,
      );
    expect(() => inverseRates(column(0))).toThrow('inverseRates: needs finite positive rates, got 0 at 0');
  });
});

describe('inverseRates', () => {
  it('is one over each rate, and nothing where there is none', () => {
    expect([...inverseRates(column(2, nan, 0.8))]).toEqual([0.5, nan, 1.25]);
  });
});

describe('rateOn', () => {
  it('is the newest rate before `until`, up to five days old', () => {
    expect(rateOn(column(1.1, 1.2, 1.3), 3)).toBe(1.3);
    expect(rateOn(column(1.1, nan, nan, nan, nan, nan), 6)).toBe(1.1);
    expect(rateOn(column(1.1, nan, nan, nan, nan, nan, nan), 7)).toBeNull();
  });

  it('looks at nothing later and has nothing before the first', () => {
    expect(rateOn(column(nan, 1.2, 1.3), 1)).toBeNull();
    expect(rateOn(column(nan, 1.2, 1.3), 2)).toBe(1.2);
    expect(rateOn(column(1.2), 0)).toBeNull();
  });
});
