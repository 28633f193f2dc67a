import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChangeStations, changeSplit } from './change-split';
import { measured, unavailable } from './estimate';

const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const stationsOf = ([a, b, c, d, e]: readonly number[]): ChangeStations => ({
  storedBefore: measured(a),
  measuredBefore: measured(b),
  carried: measured(c),
  measuredAfter: measured(d),
  storedAfter: measured(e),
});
const five = fc.tuple(figure, figure, figure, figure, figure);

const split = (stations: ChangeStations) => {
  const { change, parts } = changeSplit(stations);
  if (change.status === 'unavailable' || parts.status === 'unavailable') throw new Error('is measured');
  return { change: change.value, ...parts.value };
};

describe('the split of a change', () => {
  it('adds up: the parts are the whole to the last bit, and the whole is the difference of what is stored', () => {
    fc.assert(
      fc.property(five, (values) => {
        const { change, prices, holdings, revision } = split(stationsOf(values));
        expect(change).toBe(prices + holdings + revision);
        const scale = Math.max(...values.map(Math.abs));
        expect(Math.abs(change - (values[4] - values[0]))).toBeLessThanOrEqual(8 * Number.EPSILON * scale);
      }),
    );
  });

  it('says nothing of what did not happen: each part is exactly zero where its walk does not move', () => {
    fc.assert(
      fc.property(figure, figure, figure, (a, b, c) => {
        // Nothing was corrected.
        expect(split(stationsOf([a, a, b, c, c])).revision).toBe(0);
        // Nothing was bought or sold.
        expect(split(stationsOf([a, b, c, c, c])).holdings).toBe(0);
        // One day against itself.
        expect(split(stationsOf([a, b, b, c, c])).prices).toBe(0);
      }),
    );
  });

  it('turns its sign with the direction of time where nothing was corrected and nothing traded', () => {
    fc.assert(
      fc.property(figure, figure, (a, b) => {
        const [there, back] = [stationsOf([a, a, b, b, b]), stationsOf([b, b, a, a, a])];
        expect(split(there).prices + split(back).prices).toBe(0);
      }),
    );
  });

  it('knows the change without its parts where only what is stored can be told, and says why', () => {
    const gone = unavailable('stale_prices', 60, 90);
    const change = changeSplit({ ...stationsOf([1, 1, 2, 3, 3]), carried: gone });
    expect(change.change).toEqual(measured(2));
    expect(change.parts).toEqual(gone);
  });

  it('gives the reason of the earliest of the three that had to be measured anew', () => {
    const names = ['measuredBefore', 'carried', 'measuredAfter'] as const;
    const reasons = names.map((_, i) => unavailable('stale_prices', i, 90));
    const without = (gone: readonly number[]) =>
      changeSplit(Object.assign(stationsOf([1, 2, 3, 4, 6]), ...gone.map((i) => ({ [names[i]]: reasons[i] }))));
    for (const gone of [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]])
      expect(without(gone)).toEqual({
        before: measured(1),
        after: measured(6),
        change: measured(5),
        parts: reasons[gone[0]],
      });
  });

  it('is unavailable as the stored value that is, the earlier first', () => {
    const [early, late] = [unavailable('short_history', 5, 30), unavailable('no_prices', 0, 30)];
    const both = changeSplit({ ...stationsOf([1, 1, 2, 3, 3]), storedBefore: early, storedAfter: late });
    expect([both.change, both.parts]).toEqual([early, early]);
    const one = changeSplit({ ...stationsOf([1, 1, 2, 3, 3]), storedAfter: late });
    expect([one.before, one.change, one.parts]).toEqual([measured(1), late, late]);
  });
});
