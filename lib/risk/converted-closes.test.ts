import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatedCloses } from './align';
import { convertedCloses, inverseRates, rateOn } from './converted-closes';

/** A series from pairs of day number and close. */
const series = (...pairs: [day: number, close: number][]): DatedCloses => ({
  days: Int32Array.from(pairs, ([day]) => day),
  closes: Float64Array.from(pairs, ([, close]) => close),
});
const pairsOf = ({ days, closes }: DatedCloses) => [...days].map((day, i) => [day, closes[i]]);

describe('convertedCloses', () => {
  it('takes each close at the rate of its own day', () => {
    const converted = convertedCloses(series([1, 10], [2, 11], [5, 12]), series([1, 1.1], [2, 1.2], [5, 1.25]));
    expect(pairsOf(converted)).toEqual([
      [1, 11],
      [2, 11 * 1.2],
      [5, 15],
    ]);
  });

  it('leaves out days on which either has none: no other day lends its rate, and none is 1', () => {
    const converted = convertedCloses(
      series([1, 10], [3, 12], [4, 13], [6, 14]),
      series([0, 9], [2, 1.2], [3, 2], [5, 3], [6, 0.5]),
    );
    expect(pairsOf(converted)).toEqual([
      [3, 24],
      [6, 7],
    ]);
    expect(pairsOf(convertedCloses(series([1, 10]), series()))).toEqual([]);
  });

  it('earns the return of the security and of the currency together, (1 + r)(1 + c) − 1', () => {
    const price = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(price, price, price, price, (close, next, rate, nextRate) => {
        const { closes } = convertedCloses(series([1, close], [2, next]), series([1, rate], [2, nextRate]));
        expect(closes[1] / closes[0] / ((next / close) * (nextRate / rate))).toBeCloseTo(1, 12);
      }),
    );
  });

  it('there and back is the closes again', () => {
    const closes = series([1, 10], [2, 11.5], [3, 9.25]);
    const rates = series([1, 1.1], [2, 0.8], [3, 1.3]);
    const back = convertedCloses(convertedCloses(closes, rates), inverseRates(rates));
    closes.closes.forEach((close, i) => {
      expect(back.closes[i] / close).toBeCloseTo(1, 14);
    });
  });

  it('refuses rates and closes that are none, and days out of order', () => {
    for (const bad of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => convertedCloses(series([1, 10]), series([1, bad]))).toThrow(RangeError);
      expect(() => convertedCloses(series([1, bad]), series([1, 1]))).toThrow(RangeError);
      expect(() => inverseRates(series([1, bad]))).toThrow(RangeError);
    }
    expect(() => convertedCloses(series([2, 10], [1, 10]), series([1, 1]))).toThrow(RangeError);
  });

  it('says who refuses', () => {
    const bad = series([1, -1]);
    expect(() => convertedCloses(bad, series([1, 1]))).toThrow(/^convertedCloses: /);
    expect(() => convertedCloses(series([1, 1]), bad)).toThrow(/^convertedCloses: /);
    expect(() => inverseRates(bad)).toThrow(/^inverseRates: /);
    expect(() => rateOn(bad, 1)).toThrow(/^rateOn: /);
  });
});

describe('inverseRates', () => {
  it('is one over each rate, on its day', () => {
    expect(pairsOf(inverseRates(series([1, 2], [4, 0.8])))).toEqual([
      [1, 0.5],
      [4, 1.25],
    ]);
  });
});

describe('rateOn', () => {
  const rates = series([10, 1.1], [11, 1.2], [20, 1.3]);

  it('is the newest rate up to the day, at most seven days old', () => {
    expect([10, 11, 12, 18, 20, 27].map((day) => rateOn(rates, day))).toEqual([1.1, 1.2, 1.2, 1.2, 1.3, 1.3]);
    expect([19, 28].map((day) => rateOn(rates, day))).toEqual([null, null]);
  });

  it('looks at nothing later, and has nothing before the first', () => {
    expect(rateOn(rates, 9)).toBeNull();
    expect(rateOn(series(), 9)).toBeNull();
  });
});
