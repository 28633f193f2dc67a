import { describe, expect, it } from 'vitest';
import { isFlat } from './flat';
import { rollingRegressor } from './rolling-regressor';

const x = Float64Array.from({ length: 60 }, (_, i) => 3 + Math.sin(i * i));

/** The definition, term by term. */
function direct(start: number, end: number, decay: number) {
  const at = Array.from({ length: end - start + 1 }, (_, k) => ({ i: start + k, weight: decay ** (end - start - k) }));
  const sum = (of: (i: number) => number) => at.reduce((total, { i, weight }) => total + weight * of(i), 0);
  const weight = sum(() => 1);
  const meanX = sum((i) => x[i]) / weight;
  return { weight, meanX, squaresX: sum((i) => (x[i] - meanX) ** 2) };
}

describe('the windows of a regressor', () => {
  it.each([
    [2, 1],
    [7, 1],
    [60, 1],
    [7, 0.9],
    [25, 0.5],
  ])('of %i points fading by %d weigh, lie and spread as by the definition', (days, decay) => {
    const all = rollingRegressor(x, { days, decay, first: days - 1, last: 59 });
    for (const key of ['weight', 'meanX', 'squaresX'] as const) {
      expect(all[key].length).toBe(61 - days);
      for (let end = days - 1; end < 60; end++)
        expect(all[key][end + 1 - days], `${key} up to ${end}`).toBeCloseTo(
          direct(end + 1 - days, end, decay)[key],
          12,
        );
    }
  });

  it('have the same bits however far they go', () => {
    const upTo = (last: number) => rollingRegressor(x, { days: 25, decay: 0.95, first: 24, last });
    const all = upTo(59);
    for (const last of [24, 30, 48, 49, 58])
      for (const key of ['weight', 'meanX', 'squaresX'] as const)
        expect(upTo(last)[key]).toEqual(all[key].slice(0, last - 23));
  });

  it('are known where x is flat', () => {
    const still = x.slice().fill(2, 10, 30);
    const { flatX } = rollingRegressor(still, { days: 8, decay: 1, first: 9, last: 40 });
    expect([...flatX]).toEqual(Array.from({ length: 32 }, (_, k) => (isFlat(still.subarray(k + 2, k + 10)) ? 1 : 0)));
    expect(flatX.reduce((sum, flat) => sum + flat, 0)).toBe(13);
  });

  it('are none where no window ends', () => {
    const none = rollingRegressor(x, { days: 61, decay: 1, first: 60, last: 59 });
    expect([none.weight.length, none.flatX.length, none.joins.share.length]).toEqual([0, 0, 0]);
    expect(rollingRegressor(x, { days: 5, decay: 1, first: 30, last: 20 }).weight.length).toBe(0);
  });

  it('refuse lengths under two points and decays outside (0, 1]', () => {
    for (const [days, decay] of [
      [1, 1],
      [2.5, 1],
      [5, 0],
      [5, 1.01],
      [5, Number.NaN],
    ])
      expect(() => rollingRegressor(x, { days, decay, first: 10, last: 20 })).toThrow(
        new RangeError(
          `rollingRegressor: needs windows of at least two points and a decay in (0, 1], got ${days}, ${decay}`,
        ),
      );
  });

  it('refuse ends without a full window', () => {
    for (const [first, last] of [
      [3, 20],
      [4.5, 20],
      [4, 60],
      [4, 20.5],
    ])
      expect(() => rollingRegressor(x, { days: 5, decay: 1, first, last })).toThrow(
        new RangeError(`rollingRegressor: needs ends from 4 to 59, got ${first} to ${last}`),
      );
  });
});
