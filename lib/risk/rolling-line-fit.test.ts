import { describe, expect, it } from 'vitest';
import { isFlat } from './flat';
import { lineFit } from './line-fit';
import { emptyLineFits, lineFitsOn, rollingLineFit } from './rolling-line-fit';
import { rollingRegressor } from './rolling-regressor';
import { classicalSlopeError } from './slope-errors';

/** Returns of about ±1 %, from a linear congruential generator (Park, Miller). */
function returns(seed: number, count = 700): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (state * 16_807) % 2_147_483_647;
    return (state / 2_147_483_647 - 0.5) / 50;
  });
}
const market = returns(1);
const noise = returns(2);
const asset = market.map((value, i) => 1.2 * value + 0.7 * noise[i]);
const changed = (column: Float64Array, change: (copy: Float64Array) => void) => {
  const copy = column.slice();
  change(copy);
  return copy;
};
const outlier = (value: number) => (copy: Float64Array) => copy.fill(value, 400, 401);
const still = (value: number, from: number, to: number) => (copy: Float64Array) => copy.fill(value, from, to);

const stress: Record<string, [x: Float64Array, y: Float64Array]> = {
  'plain returns': [market, asset],
  'a market outlier of 10⁶ times the scale': [changed(market, outlier(1e4)), asset],
  'an asset outlier of 10⁶ times the scale': [market, changed(asset, outlier(1e4))],
  'an outlier in both': [changed(market, outlier(1e4)), changed(asset, outlier(1.3e4))],
  'a drift': [market.map((value, i) => value + i / 100), asset.map((value, i) => value + i / 70)],
  'a high level': [market.map((value) => value + 1000), asset.map((value) => value + 1000)],
  'flat stretches': [changed(market, still(0.01, 150, 350)), changed(asset, still(0.1, 300, 500))],
  'flat stretches with an outlier between': [
    changed(changed(market, still(0, 150, 350)), outlier(1e4)),
    changed(asset, still(0.1, 300, 500)),
  ],
  'an index fund': [market, market.map((value, i) => value + noise[i] * 1e-4)],
  'the market on itself': [market, market.slice()],
};

describe.each(Object.entries(stress))('rolling line fits on %s', (_, [x, y]) => {
  const largest = x.reduce((most, value, i) => Math.max(most, Math.abs(value), Math.abs(y[i])), 0);
  const near = (got: number, expected: number, scale = Math.abs(expected)) =>
    expect(Math.abs(got - expected)).toBeLessThanOrEqual(1e-10 * scale);

  it.each([3, 21, 90, 252])('of %i days agree with the direct ones to 1e-10, and know the flat ones', (days) => {
    const rolling = rollingLineFit(x, y, days);
    expect(rolling.slope.length).toBe(x.length - days + 1);
    for (let at = 0; at < rolling.slope.length; at++) {
      const windowX = x.subarray(at, at + days);
      const windowY = y.subarray(at, at + days);
      if (isFlat(windowX) || isFlat(windowY)) {
        for (const column of Object.values(rolling)) expect(column[at]).toBeNaN();
        continue;
      }
      const direct = lineFit(windowX, windowY);
      near(rolling.slope[at], direct.slope);
      near(rolling.intercept[at], direct.intercept, largest);
      near(rolling.rSquared[at], direct.rSquared);
      near(rolling.slopeStandardError[at], classicalSlopeError(direct));
    }
  });
});

describe('rolling line fits', () => {
  it('are told for the ends asked for, wherever the windows are cut', () => {
    const all = rollingLineFit(market, asset, 90);
    for (const [first, last] of [
      [89, 89],
      [300, 300],
      [300, 351],
      [500, 699],
    ]) {
      const some = rollingLineFit(market, asset, 90, first, last);
      expect(some.slope.length).toBe(last - first + 1);
      some.slope.forEach((slope, k) => {
        expect(slope).toBeCloseTo(all.slope[first - 89 + k], 12);
      });
    }
  });

  it('are the same on an x whose windows are there already, for one y after the other', () => {
    const windows = { days: 90, decay: 1, first: 300, last: 420 };
    const regressor = rollingRegressor(market, windows);
    for (const y of [asset, noise, changed(asset, still(0.1, 250, 400)), asset]) {
      const room = emptyLineFits(130);
      for (const column of Object.values(room)) column.fill(-7);
      expect(lineFitsOn(regressor, y, room)).toBe(room);
      const fits = rollingLineFit(market, y, 90, 300, 420);
      for (const name of Object.keys(fits) as (keyof typeof fits)[]) {
        expect(room[name].subarray(0, 121)).toEqual(fits[name]);
        expect(room[name].subarray(121)).toEqual(new Float64Array(9).fill(-7));
      }
    }
    const pairs = rollingRegressor(market, { ...windows, days: 2 });
    expect(() => lineFitsOn(pairs, asset, emptyLineFits(121))).toThrow(
      new RangeError('rollingLineFit: needs windows of at least three points, got 2'),
    );
  });

  it('of columns shorter than the window are none', () => {
    expect(rollingLineFit(market.subarray(0, 89), asset.subarray(0, 89), 90).slope.length).toBe(0);
    expect(rollingLineFit(market.subarray(0, 90), asset.subarray(0, 90), 90).slope.length).toBe(1);
  });

  it('forget an infinite return once it has left the window', () => {
    const broken = changed(market, outlier(Number.POSITIVE_INFINITY));
    const { slope } = rollingLineFit(broken, asset, 90);
    expect(slope[400 - 89]).toBeNaN();
    expect(slope[399 - 89]).toBeCloseTo(lineFit(market.subarray(310, 400), asset.subarray(310, 400)).slope, 12);
    expect(slope[490 - 89]).toBeCloseTo(lineFit(market.subarray(401, 491), asset.subarray(401, 491)).slope, 12);
  });

  it('refuse windows under three points, columns of different lengths and ends without a full window', () => {
    expect(() => rollingLineFit(market, asset, 2)).toThrow(
      new RangeError('rollingLineFit: needs windows of at least three points, got 2'),
    );
    expect(() => rollingLineFit(market, asset, Number.NaN)).toThrow(RangeError);
    expect(() => rollingLineFit(market, asset, 3.5)).toThrow(RangeError);
    expect(() => rollingLineFit(market, asset.subarray(1), 90)).toThrow(RangeError);
    expect(() => rollingLineFit(market, asset, 90, 88)).toThrow(RangeError);
    expect(() => rollingLineFit(market, asset, 90, 89, 700)).toThrow(RangeError);
  });
});
