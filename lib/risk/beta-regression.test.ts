import { describe, expect, it } from 'vitest';
import { type BetaRegression, betaInterval, betaRegression } from './beta-regression';

const column = (...values: number[]) => Float64Array.from(values);
const market = column(0.01, -0.02, 0.015, 0.03, -0.005, 0.002, -0.012, 0.021);
const asset = column(0.012, -0.03, 0.01, 0.05, 0.001, -0.004, -0.02, 0.025);

const regressionOf = (x: Float64Array, y: Float64Array): BetaRegression => {
  const regression = betaRegression(x, y, 8);
  if (regression.status === 'unavailable') throw new Error(regression.reason);
  return regression.value;
};

describe('the regression of an asset on the market', () => {
  it('agrees with mpmath in every number', () => {
    const expected: BetaRegression = {
      beta: 1.427638469595219,
      alpha: -0.0018166471566754975,
      rSquared: 0.9305028864047147,
      betaStandardError: 0.15928216068621834,
      betaStandardErrorHc1: 0.15304201830487307,
      betaStandardErrorHc3: 0.21347833703439725,
      betaStandardErrorNeweyWest: 0.06613638452592513,
      alphaStandardError: 0.002664705336198464,
      pValue: 0.00010774740101107353,
      betaLow: 0.9052757967430322,
      betaHigh: 1.9500011424474057,
      pValueHc3: 0.0005419623423373568,
      pValueOfOneHc3: 0.09201819451819834,
      residualVolatilityDaily: 0.007174551935108887,
      observations: 8,
    };
    const got = regressionOf(market, asset);
    for (const key of Object.keys(expected) as (keyof BetaRegression)[])
      expect(Math.abs(got[key] / expected[key] - 1), key).toBeLessThan(1e-12);
    expect(Object.keys(got).sort()).toEqual(Object.keys(expected).sort());
  });

  it('of the market on itself is 1 without error, certain to differ from 0 and not at all from 1', () => {
    expect(regressionOf(market, market.slice())).toEqual({
      beta: 1,
      alpha: 0,
      rSquared: 1,
      betaStandardError: 0,
      betaStandardErrorHc1: 0,
      betaStandardErrorHc3: 0,
      betaStandardErrorNeweyWest: 0,
      alphaStandardError: 0,
      pValue: 0,
      betaLow: 1,
      betaHigh: 1,
      pValueHc3: 0,
      pValueOfOneHc3: 1,
      residualVolatilityDaily: 0,
      observations: 8,
    });
  });

  it('clamps nothing: fifty times the market is a beta of fifty', () => {
    const leveraged = regressionOf(
      market,
      market.map((value, i) => 50 * value + (i % 2) * 0.01),
    );
    expect(leveraged.beta).toBeGreaterThan(45);
  });

  it('needs the minimum', () => {
    expect(betaRegression(market, asset, 9)).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 8,
      required: 9,
    });
  });

  it('says which side is flat, the market first', () => {
    const still = new Float64Array(8).fill(0.01);
    const flat = (reason: string) => ({ status: 'unavailable', reason, observations: 8, required: 8 });
    expect(betaRegression(still, asset, 8)).toEqual(flat('flat_market'));
    expect(betaRegression(market, still, 8)).toEqual(flat('flat_asset'));
    expect(betaRegression(still, still, 8)).toEqual(flat('flat_market'));
  });

  it('measures a market that moves by little and an asset that does', () => {
    const little = market.map((value) => value * 1e-9);
    expect(regressionOf(little, asset).beta).toBeCloseTo(1427638469.595219, -3);
    expect(regressionOf(market, little).beta).toBeCloseTo(1e-9, 20);
  });

  it('is not finite where one day alone makes the slope', () => {
    expect(betaRegression(column(0, 0, 0, 0, 0, 0, 0, 0.01), asset, 8)).toEqual({
      status: 'unavailable',
      reason: 'not_finite',
      observations: 8,
      required: 8,
    });
  });

  it('is not finite where a return is not, or its square leaves the doubles', () => {
    for (const huge of [Number.POSITIVE_INFINITY, 1e200]) {
      const broken = market.slice();
      broken[3] = huge;
      expect(betaRegression(broken, asset, 8)).toMatchObject({ reason: 'not_finite' });
      expect(betaRegression(market, broken, 8)).toMatchObject({ reason: 'not_finite' });
    }
  });

  it('refuses columns of different lengths and a minimum under three', () => {
    expect(() => betaRegression(market, asset.subarray(1), 3)).toThrow(RangeError);
    expect(() => betaRegression(market.subarray(0, 2), asset.subarray(0, 2), 2)).toThrow(RangeError);
  });
});

describe('beta and the ends of its interval alone', () => {
  it('are those of the whole regression, to the last bit', () => {
    const { beta, betaLow, betaHigh } = regressionOf(market, asset);
    expect(betaInterval(market, asset, 8)).toEqual({ status: 'measured', value: { beta, betaLow, betaHigh } });
  });

  it('are unavailable of too few returns, of what stands still, and beyond the doubles', () => {
    const still = new Float64Array(8).fill(0.01);
    const absent = (reason: string) => ({ status: 'unavailable', reason, observations: 8, required: 8 });
    expect(betaInterval(market, asset, 9)).toEqual({ ...absent('short_history'), required: 9 });
    expect(betaInterval(still, asset, 8)).toEqual(absent('flat_market'));
    expect(betaInterval(market, still, 8)).toEqual(absent('flat_asset'));
    const wild = asset.map((value, i) => (i === 3 ? 1e308 : value));
    expect(betaInterval(market, wild, 8)).toEqual(absent('not_finite'));
  });

  it('are unavailable where one day alone carries the line, which leaves no interval', () => {
    const single = market.map((_, i) => (i === 4 ? 0.02 : 0));
    expect(betaInterval(single, asset, 8)).toMatchObject({ status: 'unavailable', reason: 'not_finite' });
  });
});
