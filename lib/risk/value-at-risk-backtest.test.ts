import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '@/test/holdings';
import { expected } from '@/test/witnessed-portfolio';
import { measured, unavailable } from './estimate';
import { quantileOfSorted } from './quantile';
import { backtestDays, backtestMinimum, kupiecTest, valueAtRiskBacktest } from './value-at-risk-backtest';

describe('Kupiec’s test', () => {
  it('has nothing to say against exactly the expected number', () => {
    expect(kupiecTest(5, 100, 0.05)).toEqual({
      exceedances: 5,
      observations: 100,
      expected: 5,
      likelihoodRatio: 0,
      pValue: 1,
    });
  });

  it('is twice the log likelihood ratio, χ² with one degree of freedom', () => {
    // mpmath, 30 digits: the logarithms, and erfc(√(LR/2)).
    const found = kupiecTest(10, 250, 0.01);
    expect(found.expected).toBe(2.5);
    expect(found.likelihoodRatio).toBeCloseTo(12.955491062356042, 11);
    expect(found.pValue).toBeCloseTo(0.00031898450821338, 15);
  });

  it('judges too few as too many', () => {
    // None in 250 at 1 %: 2·250·ln(1/.99); all of 3 at 50 %: 2·3·ln 2.
    expect(kupiecTest(0, 250, 0.01).likelihoodRatio).toBeCloseTo(-500 * Math.log(0.99), 12);
    expect(kupiecTest(3, 3, 0.5).likelihoodRatio).toBeCloseTo(6 * Math.LN2, 14);
  });

  it('refuses counts and probabilities that cannot be', () => {
    for (const [x, n] of [
      [-1, 10],
      [11, 10],
      [0, 0],
      [Number.NaN, 10],
    ])
      expect(() => kupiecTest(x, n, 0.05)).toThrow(
        new RangeError(`kupiecTest: needs exceedances of some observations, got ${x} of ${n}`),
      );
    for (const p of [0, 1, -0.1, Number.NaN])
      expect(() => kupiecTest(1, 10, p)).toThrow(
        new RangeError(`kupiecTest: needs a probability inside 0–1, got ${p}`),
      );
    expect(kupiecTest(1, 1, 0.999).exceedances).toBe(1);
  });

  it('never likes a count less for being nearer to the expected one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), fc.double({ min: 0.01, max: 0.5, noNaN: true }), (n, p) => {
        const above = Math.ceil(n * p);
        const ratios = [above, above + 1, above + 2].filter((x) => x <= n).map((x) => kupiecTest(x, n, p));
        for (let i = 1; i < ratios.length; i++) {
          expect(ratios[i].likelihoodRatio).toBeGreaterThan(ratios[i - 1].likelihoodRatio);
          expect(ratios[i].pValue).toBeLessThanOrEqual(ratios[i - 1].pValue);
        }
      }),
      laws,
    );
  });
});

/** The definition, with a sort a day. */
function exceedancesByDefinition(returns: Float64Array, first: number, level: number): number {
  let count = 0;
  for (let day = first; day < returns.length; day++) {
    const before = returns.slice(Math.max(0, day - 504), day).sort();
    if (returns[day] < quantileOfSorted(before, 1 - level)) count++;
  }
  return count;
}

const wave = (length: number) => Float64Array.from({ length }, (_, i) => Math.sin(i * i) / 50);

describe('the backtest of the value at risk', () => {
  it('tests the last 252 days, fewer from 63 on, each against returns before it', () => {
    expect([backtestDays, backtestMinimum]).toEqual([252, 63]);
    expect(valueAtRiskBacktest(wave(900), 0.95)).toMatchObject({ value: { first: 648, last: 899, observations: 252 } });
    expect(valueAtRiskBacktest(wave(400), 0.95)).toMatchObject({ value: { first: 252, last: 399, observations: 148 } });
    expect(valueAtRiskBacktest(wave(315), 0.95)).toMatchObject({
      value: { first: 252, observations: 63, level: 0.95 },
    });
    expect(valueAtRiskBacktest(wave(314), 0.95)).toEqual(unavailable('short_history', 314, 315));
  });

  it('tests the count it found', () => {
    const returns = wave(900);
    const exceedances = exceedancesByDefinition(returns, 648, 0.95);
    expect(exceedances).toBeGreaterThan(0);
    const wanted = kupiecTest(exceedances, 252, 1 - 0.95);
    expect(valueAtRiskBacktest(returns, 0.95)).toEqual(measured({ ...wanted, level: 0.95, first: 648, last: 899 }));
  });

  it('counts a loss larger than the value at risk, not one as large', () => {
    const equal = Float64Array.from({ length: 315 }, (_, i) => (i % 2 ? 0.01 : -0.01));
    expect(valueAtRiskBacktest(equal, 0.95)).toMatchObject({ value: { exceedances: 0 } });
    const worse = equal.map((value, i) => (i === 300 ? -0.02 : value));
    expect(valueAtRiskBacktest(worse, 0.95)).toMatchObject({ value: { exceedances: 1 } });
  });

  it('does not look ahead: a crash on the last day is one exceedance and moves no other', () => {
    const calm = wave(700);
    const crash = calm.map((value, i) => (i === 699 ? -0.9 : value));
    const count = (returns: Float64Array) => {
      const found = valueAtRiskBacktest(returns, 0.99);
      return found.status === 'measured' ? found.value.exceedances : Number.NaN;
    };
    const before = exceedancesByDefinition(calm.slice(0, 699), 700 - 252, 0.99);
    expect(count(crash)).toBe(before + 1);
  });

  it('holds each day against exactly the 504 before it', () => {
    // 26 of any 504 days in a row lose 10 %, the others nothing: at 95 % the rank is 503 · .05 = 25.15, so that the value
    // at risk is 8.5 %. Of 505 days the rank would be 25.2, and the last day's 8.2 % more than the 8 % found there.
    const returns = Float64Array.from({ length: 900 }, (_, i) => (i % 504 < 26 ? -0.1 : 0));
    returns[899] = -0.082;
    expect(valueAtRiskBacktest(returns, 0.95)).toMatchObject({ value: { first: 648, exceedances: 0 } });
    returns[899] = -0.0851;
    expect(valueAtRiskBacktest(returns, 0.95)).toMatchObject({ value: { exceedances: 1 } });
  });

  it('is the definition whatever the returns, ties and zeros included', () => {
    const coarse = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 315, maxLength: 330 });
    fc.assert(
      fc.property(coarse, fc.constantFrom(0.9, 0.95, 0.99), fc.integer({ min: 0, max: 700 }), (drawn, level, more) => {
        const returns = Float64Array.from(
          [...wave(more).map((value) => Math.round(value * 400)), ...drawn],
          (value) => value / 100,
        );
        const found = valueAtRiskBacktest(returns, level);
        if (found.status === 'unavailable') return expect(found.reason).toBe('flat_asset');
        expect(found.value.exceedances).toBe(exceedancesByDefinition(returns, found.value.first, level));
      }),
      laws,
    );
  }, 60_000);

  it('is unavailable of returns that do not vary or leave the doubles', () => {
    expect(valueAtRiskBacktest(new Float64Array(400), 0.95)).toEqual(unavailable('flat_asset', 400, 315));
    for (const wild of [Number.POSITIVE_INFINITY, Number.NaN])
      expect(valueAtRiskBacktest(Float64Array.from([...wave(400), wild]), 0.95)).toEqual(
        unavailable('not_finite', 401, 315),
      );
    // A day before everything it looks at does not matter.
    expect(valueAtRiskBacktest(Float64Array.from([Number.NaN, ...wave(756)]), 0.95).status).toBe('measured');
    expect(valueAtRiskBacktest(Float64Array.from([Number.NaN, ...wave(755)]), 0.95).status).toBe('unavailable');
  });

  it('refuses a level that is not one of confidence', () => {
    expect(() => valueAtRiskBacktest(wave(400), 0.05)).toThrow(
      new RangeError('valueAtRiskBacktest: needs a level between 0.5 and 1, got 0.05'),
    );
  });

  it.each([
    [0.95, expected.atRisk95],
    [0.99, expected.atRisk99],
  ])('agrees at %d on a book’s series with numpy and scipy (fixtures/portfolio.py)', (level, want) => {
    const found = valueAtRiskBacktest(Float64Array.from(expected.series.values), level);
    expect(found).toMatchObject({
      value: {
        exceedances: want.exceedances,
        observations: want.tested,
        likelihoodRatio: expect.closeTo(want.likelihoodRatio, 12),
        pValue: expect.closeTo(want.pValue, 12),
      },
    });
  });
});
