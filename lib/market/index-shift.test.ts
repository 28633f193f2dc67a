import { describe, expect, it } from 'vitest';
import { indexShifts } from './index-shift';

/** A walk of `count` closes with steps of ±1 % drawn from a hash of the place. */
function walk(count: number, seed = 1): Float64Array {
  const closes = new Float64Array(count);
  let close = 100;
  for (let i = 0; i < count; i++) {
    const hash = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    close *= 1 + 0.02 * (hash - Math.floor(hash) - 0.5);
    closes[i] = close;
  }
  return closes;
}

const shiftOf = (asset: Float64Array, market: Float64Array, until: number) => indexShifts(asset, market)(until);

describe('indexShifts', () => {
  const market = walk(300, 7);
  const noise = walk(300, 9);
  const with_ = (shift: number) =>
    Float64Array.from({ length: 300 }, (_, i) => (market[i - shift] ?? Number.NaN) * (1 + 0.1 * (noise[i] / 100 - 1)));

  it('knows the index of the day before and of the day after, and its own', () => {
    expect(shiftOf(with_(1), market, 300)).toBe(1);
    expect(shiftOf(with_(-1), market, 299)).toBe(-1);
    expect(shiftOf(with_(0), market, 300)).toBe(0);
    expect(shiftOf(market, market, 300)).toBe(0);
  });

  it('is silent about what has nothing to do with the index, and about little', () => {
    expect(shiftOf(noise, market, 300)).toBe(0);
    expect(shiftOf(with_(1), market, 60)).toBe(0);
    expect(shiftOf(new Float64Array(300).fill(5), market, 300)).toBe(0);
  });

  it('is silent about a market that follows New York and also goes with it', () => {
    const follows = new Float64Array(300);
    let close = 50;
    for (let i = 0; i < 300; i++) {
      const step = (day: number) => (day > 0 ? market[day] / market[day - 1] - 1 : 0);
      close *= 1 + 0.5 * step(i) + 0.4 * step(i - 1);
      follows[i] = close;
    }
    expect(shiftOf(follows, market, 300)).toBe(0);
  });
});
