import { describe, expect, it } from 'vitest';
import { coMoments, coMomentsWidth, rollingCoMoments } from './rolling-co-moments';

const x = Float64Array.from({ length: 60 }, (_, i) => 3 + Math.sin(i * i));
const y = Float64Array.from({ length: 60 }, (_, i) => Math.cos(3 * i) - 0.5 * x[i]);

type CoMoment = keyof typeof coMoments;

/** The definition, term by term. */
function direct(start: number, end: number, decay: number): Record<CoMoment, number> {
  const at = Array.from({ length: end - start + 1 }, (_, k) => ({ i: start + k, weight: decay ** (end - start - k) }));
  const sum = (of: (i: number) => number) => at.reduce((total, { i, weight }) => total + weight * of(i), 0);
  const weight = sum(() => 1);
  const meanX = sum((i) => x[i]) / weight;
  const meanY = sum((i) => y[i]) / weight;
  return {
    weight,
    meanX,
    meanY,
    squaresX: sum((i) => (x[i] - meanX) ** 2),
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
    const all = rollingCoMoments(x, y, { days, decay, first: days - 1, last: 59 });
    expect(all.length).toBe(coMomentsWidth * (61 - days));
    for (let end = days - 1; end < 60; end++) {
      const defined = direct(end + 1 - days, end, decay);
      for (const key of Object.keys(defined) as CoMoment[]) {
        const place = coMomentsWidth * (end + 1 - days) + coMoments[key];
        expect(all[place], `${key} of the window ending on ${end}`).toBeCloseTo(defined[key], 12);
      }
    }
  });

  it.each([1, 0.95])('fading by %d have the same bits however far the windows go', (decay) => {
    const upTo = (last: number) => rollingCoMoments(x, y, { days: 25, decay, first: 24, last });
    const all = upTo(59);
    for (let last = 24; last < 59; last++) expect(upTo(last)).toEqual(all.slice(0, coMomentsWidth * (last - 23)));
  });

  it('are none where no window ends', () => {
    expect(rollingCoMoments(x, y, { days: 61, decay: 1, first: 60, last: 59 }).length).toBe(0);
  });

  it('are written into the room that is given, whatever was there', () => {
    const windows = { days: 7, decay: 0.9, first: 20, last: 40 };
    const room = new Float64Array(coMomentsWidth * 21).fill(Number.NaN);
    expect(rollingCoMoments(x, y, windows, room)).toBe(room);
    expect(room).toEqual(rollingCoMoments(x, y, windows));
  });

  it('refuse columns of different lengths', () => {
    expect(() => rollingCoMoments(x, y.subarray(1), { days: 5, decay: 1, first: 4, last: 20 })).toThrow(
      new RangeError('rollingCoMoments: needs two columns of one length, got 60 and 59'),
    );
  });

  it('refuse windows under two points and decays outside (0, 1]', () => {
    for (const [days, decay] of [
      [1, 1],
      [2.5, 1],
      [5, 0],
      [5, 1.01],
      [5, Number.NaN],
    ])
      expect(() => rollingCoMoments(x, y, { days, decay, first: 10, last: 20 })).toThrow(
        new RangeError(
          `rollingCoMoments: needs windows of at least two points and a decay in (0, 1], got ${days}, ${decay}`,
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
      expect(() => rollingCoMoments(x, y, { days: 5, decay: 1, first, last })).toThrow(
        new RangeError(`rollingCoMoments: needs ends from 4 to 59, got ${first} to ${last}`),
      );
  });
});
