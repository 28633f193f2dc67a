import { describe, expect, it } from 'vitest';
import type { PairedReturns } from './returns';
import { rollingWelchBeta, welchBeta, welchClipped, welchDecay, welchWindow, welchWindows } from './welch-beta';

/** Returns of rational size: the witness computes with the same fractions. */
const market = (count: number) => Float64Array.from({ length: count }, (_, i) => (((i * 37) % 101) - 50) / 5000);
const asset = (count: number) =>
  Float64Array.from({ length: count }, (_, i) => (((i * 53) % 97) - 48) / 2000 + (((i * 37) % 101) - 50) / 5000);

const pairs = (count: number, replaced: Partial<PairedReturns> = {}): PairedReturns => ({
  asset: asset(count),
  market: market(count),
  from: Int32Array.from({ length: count }, (_, i) => i),
  to: Int32Array.from({ length: count }, (_, i) => i + 1),
  halts: new Int32Array(0),
  lastClose: count,
  until: count + 1,
  ...replaced,
});
const upTo = (all: PairedReturns, count: number): PairedReturns =>
  pairs(count, { asset: all.asset.subarray(0, count), market: all.market.subarray(0, count) });

describe('the clipping of Welch', () => {
  it('keeps a return between −2 and 4 times the market', () => {
    expect(welchClipped(0.05, 0.01)).toBe(0.04);
    expect(welchClipped(-0.05, 0.01)).toBe(-0.02);
    expect(welchClipped(0.015, 0.01)).toBe(0.015);
  });

  it('turns the bounds around when the market falls', () => {
    expect(welchClipped(0.05, -0.01)).toBe(0.02);
    expect(welchClipped(-0.05, -0.01)).toBe(-0.04);
    expect(welchClipped(-0.03, -0.01)).toBe(-0.03);
  });

  it('keeps what lies on a bound, to the last bit', () => {
    for (const market of [0.013, -0.007, 0.1]) {
      expect(welchClipped(4 * market, market)).toBe(4 * market);
      expect(welchClipped(-2 * market, market)).toBe(-2 * market);
      expect(welchClipped(market, market)).toBe(market);
    }
  });

  it('leaves nothing of a return on a day on which the market stands still', () => {
    expect(Math.abs(welchClipped(0.05, 0))).toBe(0);
  });
});

describe('the beta of Welch', () => {
  it('agrees with mpmath on 504 days of which 204 are clipped', () => {
    const beta = welchBeta(pairs(504));
    expect(beta).toMatchObject({
      status: 'measured',
      value: { observations: 504, firstClose: 0, lastClose: 504, dropped: 0 },
    });
    if (beta.status === 'measured') expect(beta.value.beta).toBeCloseTo(1.102454591999005, 13);
  });

  it('halves the weight every 90 days', () => {
    expect(welchDecay ** 90).toBeCloseTo(0.5, 14);
    expect(welchWindow).toBe(504);
  });

  it('does not see the days before its window', () => {
    const first = (days: number) => pairs(600, { asset: asset(600).fill(0.01, 0, days) });
    expect(welchBeta(first(96))).toEqual(welchBeta(pairs(600)));
    expect(welchBeta(first(97))).not.toEqual(welchBeta(pairs(600)));
  });

  it('needs 504 returns', () => {
    expect(welchBeta(pairs(503))).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 503,
      required: 504,
    });
  });

  it('is unavailable without closes, with stale ones, and where a side is flat', () => {
    expect(welchBeta(pairs(0, { lastClose: -1, until: 9 }))).toMatchObject({ reason: 'no_prices' });
    expect(welchBeta(pairs(504, { until: 511 }))).toMatchObject({ reason: 'stale_prices' });
    expect(welchBeta(pairs(504, { market: new Float64Array(504) }))).toMatchObject({ reason: 'flat_market' });
    expect(welchBeta(pairs(504, { asset: new Float64Array(504).fill(0.1) }))).toMatchObject({ reason: 'flat_asset' });
  });

  it('is not finite where the market leaves the doubles', () => {
    const broken = market(504);
    broken[7] = Number.POSITIVE_INFINITY;
    expect(welchBeta(pairs(504, { market: broken }))).toEqual({
      status: 'unavailable',
      reason: 'not_finite',
      observations: 504,
      required: 504,
    });
  });

  it('counts halts and dates its window', () => {
    expect(welchBeta(pairs(510, { halts: Int32Array.of(6, 7) }))).toMatchObject({
      value: { firstClose: 6, lastClose: 510, dropped: 1 },
    });
  });
});

describe('the rolling beta of Welch', () => {
  it('agrees with the direct one as of every day', () => {
    const all = pairs(800);
    const rolling = rollingWelchBeta(all);
    expect(rolling.length).toBe(800 - 503);
    for (let k = 0; k < rolling.length; k++) {
      const direct = welchBeta(upTo(all, 504 + k));
      if (direct.status === 'measured') expect(Math.abs(rolling[k] / direct.value.beta - 1)).toBeLessThan(1e-10);
      expect(direct.status).toBe('measured');
    }
  });

  it('covers the days asked for', () => {
    const all = rollingWelchBeta(pairs(700));
    const some = rollingWelchBeta(pairs(700), 600, 650);
    expect(some.length).toBe(51);
    some.forEach((beta, k) => {
      expect(beta).toBeCloseTo(all[600 + k - 503], 12);
    });
    expect(rollingWelchBeta(pairs(503))).toEqual(new Float64Array(0));
  });

  it('takes the windows of the index that are there already, for one security after the other', () => {
    const [one, other] = [pairs(700), pairs(700, { asset: asset(700).map((value, i) => value * (1 + (i % 3))) })];
    const windows = welchWindows(one.market, 600, 650);
    for (const all of [one, other, one]) {
      const room = new Float64Array(60).fill(-7);
      const betas = rollingWelchBeta(all, 600, 650, room, windows);
      expect(betas).toBe(room);
      expect(betas.subarray(0, 51)).toEqual(rollingWelchBeta(all, 600, 650));
      expect(betas.subarray(51)).toEqual(new Float64Array(9).fill(-7));
    }
    expect(welchWindows(one.market).windows).toEqual({ days: 504, decay: welchDecay, first: 503, last: 699 });
  });

  it('has no number where a side is flat in the window', () => {
    const still = pairs(600, { asset: asset(600).fill(0.01, 50, 560) });
    const rolling = rollingWelchBeta(still);
    // Returns 50 … 559 stand still: flat are the windows that end on 553 … 559.
    const flatEnds = Array.from(rolling, (beta, k) => (Number.isNaN(beta) ? 503 + k : -1)).filter((end) => end >= 0);
    expect(flatEnds).toEqual([553, 554, 555, 556, 557, 558, 559]);
    const quietMarket = pairs(600, { market: market(600).fill(0, 0, 504) });
    expect(Array.from(rollingWelchBeta(quietMarket).slice(0, 2), Number.isNaN)).toEqual([true, false]);
  });

  it('refuses ends without a full window', () => {
    expect(() => rollingWelchBeta(pairs(600), 502)).toThrow(RangeError);
    expect(() => rollingWelchBeta(pairs(600), 503, 600)).toThrow(RangeError);
  });
});
