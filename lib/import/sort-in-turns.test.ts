import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, sortInTurns } from './sort-in-turns';

describe('sortInTurns', () => {
  it('gives what toSorted gives, equal items in their old order', async () => {
    for (const length of [0, 1, 2, 19_999, 20_000, 20_001, 40_001, 100_000]) {
      const items = Array.from({ length }, (_, place) => ({ key: (place * 7_919) % 1_013, place }));
      const compare = (a: { key: number }, b: { key: number }) => a.key - b.key;
      expect(await sortInTurns(items, compare)).toEqual(items.toSorted(compare));
    }
  });

  it('lets the event loop turn', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await sortInTurns(
      Array.from({ length: 400_000 }, (_, i) => String((i * 7_919) % 400_009)),
      compareText,
    );
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });
});

describe('compareText', () => {
  it('is the order of the code units', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        expect(texts.toSorted(compareText)).toEqual(texts.toSorted());
      }),
    );
  });
});
