import { describe, expect, it } from 'vitest';
import { isFlat } from './flat';
import { flatWindows } from './flat-windows';

const returns = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i * i));
returns.fill(0.25, 40, 120);
returns.fill(-1e-3, 130, 141);
returns[200] = Number.POSITIVE_INFINITY;
returns.fill(0, 210, 260);

describe('flat windows', () => {
  it.each([1, 2, 3, 10, 11, 50, 80, 81, 300])('of %i returns are those that are flat one by one', (days) => {
    const flat = flatWindows(returns, days, days - 1, 299);
    for (let end = days - 1; end < 300; end++)
      expect(flat[end - days + 1], `window ending on ${end}`).toBe(
        isFlat(returns.subarray(end + 1 - days, end + 1)) ? 1 : 0,
      );
  });

  it('of one return each are flat where no return is like the one before it, and of two are not', () => {
    const moving = Float64Array.of(0.01, 0.02, 0.01, 0.03);
    expect(flatWindows(moving, 1, 0, 3)).toEqual(Uint8Array.of(1, 1, 1, 1));
    expect(flatWindows(moving, 2, 1, 3)).toEqual(Uint8Array.of(0, 0, 0));
  });

  it('are told for the ends asked for', () => {
    expect(flatWindows(returns, 10, 118, 121)).toEqual(Uint8Array.of(1, 1, 0, 0));
    expect(flatWindows(returns, 80, 119, 119)).toEqual(Uint8Array.of(1));
    expect(flatWindows(returns, 5, 10, 9)).toEqual(new Uint8Array(0));
  });

  it('refuse windows of nothing and ends without a full window', () => {
    for (const days of [0, 1.5, Number.NaN])
      expect(() => flatWindows(returns, days, 10, 20)).toThrow(
        new RangeError(`flatWindows: needs windows of at least one return, got ${days}`),
      );
    for (const [first, last] of [
      [8, 20],
      [9.5, 20],
      [9, 300],
      [9, 20.5],
    ])
      expect(() => flatWindows(returns, 10, first, last)).toThrow(
        new RangeError(`flatWindows: needs ends from 9 to 299, got ${first} to ${last}`),
      );
  });
});
