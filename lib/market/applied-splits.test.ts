import { describe, expect, it } from 'vitest';
import { withSplits } from './applied-splits';

const bars = [400, 404, 101, 102].map((close, i) => ({
  date: `2026-01-0${i + 5}`,
  open: null,
  high: null,
  low: null,
  close,
  adjustedClose: close,
  volume: null,
}));
const adjusted = (splits: { date: string; split: number }[]) =>
  withSplits(bars, splits).map(({ adjustedClose }) => adjustedClose);

describe('withSplits', () => {
  it('puts a split into the adjusted closes that lack it, and leaves what was traded', () => {
    expect(adjusted([{ date: '2026-01-07', split: 4 }])).toEqual([100, 101, 101, 102]);
    expect(withSplits(bars, [{ date: '2026-01-07', split: 4 }]).map(({ close }) => close)).toEqual([
      400, 404, 101, 102,
    ]);
  });

  it('leaves bars alone that have it, that do not step, or that begin after it', () => {
    const mended = withSplits(bars, [{ date: '2026-01-07', split: 4 }]);
    expect(withSplits(mended, [{ date: '2026-01-07', split: 4 }])).toBe(mended);
    expect(withSplits(bars, [{ date: '2026-01-08', split: 4 }])).toBe(bars);
    expect(withSplits(bars, [{ date: '2025-12-01', split: 4 }])).toBe(bars);
    expect(withSplits(bars, [])).toBe(bars);
  });
});
