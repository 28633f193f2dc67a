import { describe, expect, it } from 'vitest';
import { emptyCoMoments, rollingCoMoments } from './rolling-co-moments';
import { rollingRegressor, type Windows } from './rolling-regressor';

const x = Float64Array.from({ length: 60 }, (_, i) => 3 + Math.sin(i * i));
const y = Float64Array.from({ length: 60 }, (_, i) => Math.cos(3 * i) - 0.5 * x[i]);

const coMomentsOf = (windows: Windows) => rollingCoMoments(rollingRegressor(x, windows), y);

/** The definition, term by term. */
function direct(start: number, end: number, decay: number) {
  const at = Array.from({ length: end - start + 1 }, (_, k) => ({ i: start + k, weight: decay ** (end - start - k) }));
  const sum = (of: (i: number) => number) => at.reduce((total, { i, weight }) => total + weight * of(i), 0);
  const weight = sum(() => 1);
  const meanX = sum((i) => x[i]) / weight;
  const meanY = sum((i) => y[i]) / weight;
  return {
    meanY,
    squaresY: sum((i) => (y[i] - meanY) ** 2),
    products: sum((i) => (x[i] - meanX) * (y[i] - meanY)),
  };
}

describe('co-moments of moving windows', () => {
  it.each([
    [2, 1],
    [7, 1],
    [60, 1],
    [7, 0.9],
    [25, 0.5],
  ])('of %i points fading by %d are those of the definition', (days, decay) => {
    const all = coMomentsOf({ days, decay, first: days - 1, last: 59 });
    for (let end = days - 1; end < 60; end++)
      for (const [key, value] of Object.entries(direct(end + 1 - days, end, decay)))
        expect(all[key as keyof typeof all][end + 1 - days], `${key} up to ${end}`).toBeCloseTo(value, 12);
    for (const column of Object.values(all)) expect(column.length).toBe(61 - days);
  });

  it.each([1, 0.95])('fading by %d have the same bits however far the windows go', (decay) => {
    const upTo = (last: number) => coMomentsOf({ days: 25, decay, first: 24, last });
    const all = upTo(59);
    for (let last = 24; last < 59; last++)
      for (const [key, column] of Object.entries(upTo(last)))
        expect(column).toEqual(all[key as keyof typeof all].slice(0, last - 23));
  });

  it('are none where no window ends', () => {
    expect(coMomentsOf({ days: 61, decay: 1, first: 60, last: 59 }).products.length).toBe(0);
  });

  it('are written into the room that is given, whatever was there', () => {
    const windows = { days: 7, decay: 0.9, first: 20, last: 40 };
    const room = emptyCoMoments(21);
    for (const column of Object.values(room)) column.fill(Number.NaN);
    expect(rollingCoMoments(rollingRegressor(x, windows), y, room)).toBe(room);
    expect(room).toEqual(coMomentsOf(windows));
  });

  it('have the same bits whatever was held against the same regressor before', () => {
    const regressor = rollingRegressor(x, { days: 7, decay: 0.9, first: 20, last: 40 });
    const before = rollingCoMoments(regressor, y);
    rollingCoMoments(
      regressor,
      y.map((value) => 7 - value),
    );
    expect(rollingCoMoments(regressor, y)).toEqual(before);
  });

  it('refuse columns of different lengths', () => {
    const regressor = rollingRegressor(x, { days: 5, decay: 1, first: 4, last: 20 });
    expect(() => rollingCoMoments(regressor, y.subarray(1))).toThrow(
      new RangeError('rollingCoMoments: needs two columns of one length, got 60 and 59'),
    );
  });
});
