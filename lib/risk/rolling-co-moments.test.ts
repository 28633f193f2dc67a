import { describe, expect, it } from 'vitest';
import { type CoMoments, eachWindow } from './rolling-co-moments';

const x = Float64Array.from({ length: 60 }, (_, i) => 3 + Math.sin(i * i));
const y = Float64Array.from({ length: 60 }, (_, i) => Math.cos(3 * i) - 0.5 * x[i]);

/** The definition, term by term. */
function direct(start: number, end: number, decay: number): CoMoments {
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
    let expected = days - 1;
    eachWindow(x, y, { days, decay, first: days - 1, last: 59 }, (window, end) => {
      expect(end).toBe(expected++);
      const defined = direct(end + 1 - days, end, decay);
      for (const key of Object.keys(defined) as (keyof CoMoments)[])
        expect(window[key], `${key} of the window ending on ${end}`).toBeCloseTo(defined[key], 12);
    });
    expect(expected).toBe(60);
  });

  it.each([1, 0.95])('fading by %d have the same bits however far the windows go', (decay) => {
    const upTo = (last: number) => {
      const seen: CoMoments[] = [];
      eachWindow(x, y, { days: 25, decay, first: 24, last }, (window) => seen.push({ ...window }));
      return seen;
    };
    const all = upTo(59);
    for (let last = 24; last < 59; last++) expect(upTo(last)).toEqual(all.slice(0, last - 23));
  });

  it('show nothing where no window ends', () => {
    eachWindow(x, y, { days: 61, decay: 1, first: 60, last: 59 }, () => expect.unreachable());
  });

  it('refuse columns of different lengths', () => {
    expect(() => eachWindow(x, y.subarray(1), { days: 5, decay: 1, first: 4, last: 20 }, () => {})).toThrow(
      new RangeError('eachWindow: needs two columns of one length, got 60 and 59'),
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
      expect(() => eachWindow(x, y, { days, decay, first: 10, last: 20 }, () => {})).toThrow(
        new RangeError(`eachWindow: needs windows of at least two points and a decay in (0, 1], got ${days}, ${decay}`),
      );
  });

  it('refuse ends without a full window', () => {
    for (const [first, last] of [
      [3, 20],
      [4.5, 20],
      [4, 60],
      [4, 20.5],
    ])
      expect(() => eachWindow(x, y, { days: 5, decay: 1, first, last }, () => {})).toThrow(
        new RangeError(`eachWindow: needs ends from 4 to 59, got ${first} to ${last}`),
      );
  });
});
