import { assert, double, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blackScholes } from './black-scholes';

describe('an option by Black and Scholes', () => {
  it('has the price of the worked example in Hull (S 42, K 40, r 10 %, σ 20 %, half a year): 4.76 and 0.81', () => {
    const terms = { spot: 42, strike: 40, years: 0.5, volatilityAnnual: 0.2, interestAnnual: 0.1 };
    expect(blackScholes({ optionType: 'call', ...terms }).price).toBeCloseTo(4.76, 2);
    expect(blackScholes({ optionType: 'put', ...terms }).price).toBeCloseTo(0.81, 2);
    // N(0.7693), the same page.
    expect(blackScholes({ optionType: 'call', ...terms }).delta).toBeCloseTo(0.7791, 4);
  });

  it('has the delta by which its price moves, and put and call differ by the forward', () => {
    const terms = record({
      spot: double({ min: 5, max: 500, noNaN: true }),
      strike: double({ min: 5, max: 500, noNaN: true }),
      years: double({ min: 0.1, max: 3, noNaN: true }),
      volatilityAnnual: double({ min: 0.1, max: 0.8, noNaN: true }),
      interestAnnual: double({ min: 0, max: 0.1, noNaN: true }),
    });
    assert(
      property(terms, (one) => {
        const call = blackScholes({ optionType: 'call', ...one });
        const put = blackScholes({ optionType: 'put', ...one });
        const step = one.spot * 1e-5;
        const up = blackScholes({ optionType: 'call', ...one, spot: one.spot + step }).price;
        const down = blackScholes({ optionType: 'call', ...one, spot: one.spot - step }).price;
        expect((up - down) / (2 * step)).toBeCloseTo(call.delta, 5);
        expect(put.delta).toBeCloseTo(call.delta - 1, 12);
        const forward = one.spot - one.strike * Math.exp(-one.interestAnnual * one.years);
        expect(call.price - put.price).toBeCloseTo(forward, 9);
      }),
    );
  });

  it('is refused without time, spread or prices', () => {
    const terms = {
      optionType: 'call',
      spot: 42,
      strike: 40,
      years: 0.5,
      volatilityAnnual: 0.2,
      interestAnnual: 0,
    } as const;
    for (const bad of [{ spot: 0 }, { strike: -1 }, { years: 0 }, { volatilityAnnual: Number.NaN }])
      expect(() => blackScholes({ ...terms, ...bad })).toThrow(RangeError);
  });
});
