import { describe, expect, it } from 'vitest';
import type { PairedReturns } from './returns';
import { upDownBeta } from './up-down-beta';

/** The returns of the Welch fixture, of which mpmath has 125 days up and 125 down among the last 252. */
const market = (count: number) => Float64Array.from({ length: count }, (_, i) => (((i * 37) % 101) - 50) / 5000);
const asset = (count: number) =>
  Float64Array.from({ length: count }, (_, i) => (((i * 53) % 97) - 48) / 2000 + (((i * 37) % 101) - 50) / 5000);
const pairs = (x: Float64Array, y: Float64Array, until = x.length + 1): PairedReturns => ({
  asset: y,
  market: x,
  from: Int32Array.from(x, (_, i) => i),
  to: Int32Array.from(x, (_, i) => i + 1),
  halts: new Int32Array(0),
  lastClose: x.length,
  until,
});
const short = (observations: number) => ({
  status: 'unavailable',
  reason: 'short_history',
  observations,
  required: 30,
});

describe('up and down beta', () => {
  it('agree with mpmath, each over its own days of the last 252', () => {
    const { up, down } = upDownBeta(pairs(market(504), asset(504)));
    expect(up).toMatchObject({ status: 'measured', value: { observations: 125 } });
    expect(down).toMatchObject({ status: 'measured', value: { observations: 125 } });
    if (up.status === 'measured') expect(up.value.beta).toBeCloseTo(0.9599106163966378, 13);
    if (down.status === 'measured') expect(down.value.beta).toBeCloseTo(0.683180692491005, 13);
  });

  it('count a day without movement of the market on neither side', () => {
    const still = market(252);
    still.fill(0, 0, 100);
    // Of the 152 days left the fixture has two more without movement.
    const { up, down } = upDownBeta(pairs(still, asset(252)));
    expect([up, down].map((side) => side.status === 'measured' && side.value.observations)).toEqual([75, 75]);
  });

  it('need 30 days on each side, or as many as asked', () => {
    const rising = market(60).map((value, i) => (i < 31 ? -1 : 1) * (Math.abs(value) + 0.001));
    const { up, down } = upDownBeta(pairs(rising, asset(60)));
    expect(up).toEqual(short(29));
    expect(down).toMatchObject({ status: 'measured', value: { observations: 31 } });
    expect(upDownBeta(pairs(rising, asset(60)), { minimum: 29 }).up.status).toBe('measured');
    expect(upDownBeta(pairs(rising, asset(60)), { window: 59 }).down).toMatchObject({ value: { observations: 30 } });
    expect(upDownBeta(pairs(rising, asset(60)), { window: 58 }).down).toEqual(short(29));
  });

  it('are both unavailable where the window is', () => {
    expect(upDownBeta(pairs(market(29), asset(29)))).toEqual({ up: short(29), down: short(29) });
    const stale = { status: 'unavailable', reason: 'stale_prices', observations: 100, required: 30 };
    expect(upDownBeta(pairs(market(100), asset(100), 107))).toEqual({ up: stale, down: stale });
  });

  it('are unavailable each where a side is flat', () => {
    const jumps = market(100).map((value) => (value > 0 ? 0.01 : value));
    const { up, down } = upDownBeta(pairs(jumps, asset(100)));
    expect(up).toMatchObject({ reason: 'flat_market' });
    expect(down.status).toBe('measured');
    const follows = market(100).map((value, i) => (value > 0 ? 0.01 : asset(100)[i]));
    expect(upDownBeta(pairs(market(100), follows)).up).toMatchObject({ reason: 'flat_asset' });
  });
});
