import { describe, expect, it } from 'vitest';
import { recomputed, recomputedByQr, rolled } from './measures';
import { simulatedCloses } from './simulated-closes';

describe('the ways that the bench holds beside each other', () => {
  const { columns, market } = simulatedCloses(3, 1_260, 5);

  it.each([1, 20, 252])('measure the same things of %i dates, to 1e-12 of their sum', (dates) => {
    for (const closes of columns.slice(0, dates > 20 ? 1 : 3)) {
      const direct = recomputed(closes, market, dates);
      expect(Math.abs(rolled(closes, market, dates) / direct - 1)).toBeLessThan(1e-12);
    }
  });

  it('measure the same with the HAR of the QR', () => {
    const direct = recomputed(columns[0], market, 5);
    expect(Math.abs(recomputedByQr(columns[0], market, 5) / direct - 1)).toBeLessThan(1e-12);
  });

  it('are taken of the same columns whenever they are asked for', () => {
    const again = simulatedCloses(2, 1_260, 5);
    expect(again.columns[1]).toEqual(columns[1]);
    expect(again.market).toEqual(market);
    expect(simulatedCloses(2, 1_260, 6).columns[1]).not.toEqual(columns[1]);
  });
});
