import { describe, expect, it } from 'vitest';
import { betaRegression } from './beta-regression';
import { betaWindow, type MarketBeta, marketBeta } from './market-beta';
import { type PairedReturns, pairedReturns } from './returns';

/** Closes that wander, the same for a seed. */
function closes(seed: number, count: number): Float64Array {
  let state = seed;
  let close = 100;
  return Float64Array.from({ length: count }, () => {
    state = (state * 16_807) % 2_147_483_647;
    close *= 1 + (state / 2_147_483_647 - 0.49) / 40;
    return close;
  });
}
const index = closes(1, 400);
const stock = closes(2, 400).map((close, i) => close * index[i]);
const without = (column: Float64Array, from: number, to: number) => column.slice().fill(Number.NaN, from, to);

const betaOf = (pairs: PairedReturns, size = {}): MarketBeta => {
  const beta = marketBeta(pairs, size);
  if (beta.status === 'unavailable') throw new Error(beta.reason);
  return beta.value;
};

describe('market beta', () => {
  it('is the regression of the last 90 paired returns, with its window', () => {
    const pairs = pairedReturns(stock, index);
    const regression = betaRegression(pairs.market.slice(-90), pairs.asset.slice(-90), 30);
    expect(regression.status).toBe('measured');
    if (regression.status === 'measured')
      expect(betaOf(pairs)).toEqual({ ...regression.value, firstClose: 309, lastClose: 399, dropped: 0 });
    expect(betaWindow).toEqual({ window: 90, minimum: 30 });
  });

  it('takes another window, and what there is of it', () => {
    expect(betaOf(pairedReturns(stock, index), { window: 252 })).toMatchObject({ observations: 252, firstClose: 147 });
    expect(betaOf(pairedReturns(stock, index, 130), { window: 252 })).toMatchObject({ observations: 129 });
    expect(marketBeta(pairedReturns(stock, index, 130), { window: 252, minimum: 252 })).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 129,
      required: 252,
    });
  });

  it('takes all returns from 30 to 89, and none under 30', () => {
    expect(betaOf(pairedReturns(stock, index, 31)).observations).toBe(30);
    expect(betaOf(pairedReturns(stock, index, 90)).observations).toBe(89);
    expect(betaOf(pairedReturns(stock, index, 92)).observations).toBe(90);
    expect(marketBeta(pairedReturns(stock, index, 30))).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 29,
      required: 30,
    });
  });

  it('leaves the return across a halt out and counts it', () => {
    const crashed = without(stock, 350, 356).map((close, i) => (i >= 356 ? close / 2 : close));
    const whole = betaOf(pairedReturns(without(stock, 350, 356), index));
    expect(whole).toMatchObject({ observations: 90, dropped: 1, firstClose: 302 });
    expect(betaOf(pairedReturns(crashed, index)).beta).toBeCloseTo(whole.beta, 12);
  });

  it('pairs a step across missing days with the market over the same days', () => {
    const holey = stock.map((close, i) => (i % 5 === 0 ? Number.NaN : close));
    const { beta, rSquared } = betaOf(
      pairedReturns(
        index.map((close, i) => (i % 5 === 0 ? Number.NaN : close)),
        index,
      ),
    );
    expect(beta).toBe(1);
    expect(rSquared).toBe(1);
    expect(betaOf(pairedReturns(holey, index)).observations).toBe(90);
  });

  it('is unavailable for each of its reasons', () => {
    const never = new Float64Array(400).fill(Number.NaN);
    const still = new Float64Array(400).fill(50);
    const absurd = stock.slice().fill(1e-300, 398).fill(1e300, 399);
    const once = index.slice().fill(50, 0, 399).fill(51, 399);
    const because = (asset: Float64Array, market: Float64Array) => marketBeta(pairedReturns(asset, market));
    const unavailable = (reason: string, observations: number) => ({
      status: 'unavailable',
      reason,
      observations,
      required: 30,
    });
    expect(because(never, index)).toEqual(unavailable('no_prices', 0));
    expect(because(stock, never)).toEqual(unavailable('no_prices', 0));
    expect(because(without(stock, 394, 400), index)).toEqual(unavailable('stale_prices', 90));
    expect(because(stock, without(index, 394, 400))).toEqual(unavailable('stale_prices', 90));
    expect(because(without(stock, 0, 371), index)).toEqual(unavailable('short_history', 28));
    expect(because(stock, still)).toEqual(unavailable('flat_market', 90));
    expect(because(still, index)).toEqual(unavailable('flat_asset', 90));
    expect(because(absurd, index)).toEqual(unavailable('not_finite', 90));
    expect(because(stock, once)).toEqual(unavailable('not_finite', 90));
  });

  it('takes constant growth for flat, and not for a beta of 1', () => {
    const growth = Float64Array.from({ length: 100 }, (_, i) => 100 * 1.0004 ** i);
    const other = Float64Array.from({ length: 100 }, (_, i) => 7 * 1.0004 ** i);
    expect(marketBeta(pairedReturns(growth, other))).toMatchObject({ reason: 'flat_market' });
    expect(marketBeta(pairedReturns(growth, index.subarray(0, 100)))).toMatchObject({ reason: 'flat_asset' });
  });

  it('refuses windows that make no sense', () => {
    expect(() => marketBeta(pairedReturns(stock, index), { window: 20 })).toThrow(RangeError);
    expect(() => marketBeta(pairedReturns(stock, index), { minimum: 2 })).toThrow(RangeError);
  });
});
