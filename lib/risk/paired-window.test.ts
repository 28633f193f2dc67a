import { describe, expect, it } from 'vitest';
import { type PairedWindow, pairedWindow } from './paired-window';
import { pairedReturns } from './returns';

/** `count` closes, one an axis day, that move up and down. */
const closes = (count: number) => Float64Array.from({ length: count }, (_, i) => 100 + 3 * Math.sin(i * i));
const without = (column: Float64Array, from: number, to: number) => column.slice().fill(Number.NaN, from, to);
const size = { window: 90, minimum: 30 };
const windowOf = (column: Float64Array, until = column.length): PairedWindow => {
  const window = pairedWindow(pairedReturns(column, closes(column.length), until), size);
  if (window.status === 'unavailable') throw new Error(window.reason);
  return window.value;
};

describe('the window of paired returns', () => {
  it('holds the last 90, from the close before the first to the close of the last', () => {
    const { observations, firstClose, lastClose, asset, market, dropped } = windowOf(closes(200));
    expect({ observations, firstClose, lastClose, dropped }).toEqual({
      observations: 90,
      firstClose: 109,
      lastClose: 199,
      dropped: 0,
    });
    const all = pairedReturns(closes(200), closes(200));
    expect(asset).toEqual(all.asset.slice(-90));
    expect(market).toEqual(all.market.slice(-90));
  });

  it.each([
    [31, 30, 0],
    [90, 89, 0],
    [91, 90, 0],
    [92, 90, 1],
  ])('of %i closes holds %i returns from close %i on', (count, observations, firstClose) => {
    expect(windowOf(closes(count))).toMatchObject({ observations, firstClose, lastClose: count - 1 });
  });

  it('is too short with 29 returns', () => {
    expect(pairedWindow(pairedReturns(closes(30), closes(30)), size)).toEqual({
      status: 'unavailable',
      reason: 'short_history',
      observations: 29,
      required: 30,
    });
  });

  it('needs a shared close', () => {
    const never = new Float64Array(40).fill(Number.NaN);
    const missing = { status: 'unavailable', reason: 'no_prices', observations: 0, required: 30 };
    expect(pairedWindow(pairedReturns(never, closes(40)), size)).toEqual(missing);
    expect(pairedWindow(pairedReturns(closes(40), never), size)).toEqual(missing);
    const evenDays = closes(40).map((close, i) => (i % 2 === 0 ? close : Number.NaN));
    const oddDays = closes(40).map((close, i) => (i % 2 === 1 ? close : Number.NaN));
    expect(pairedWindow(pairedReturns(evenDays, oddDays), size)).toEqual(missing);
  });

  it('stands five silent days and goes stale on the sixth', () => {
    expect(windowOf(without(closes(200), 195, 200)).lastClose).toBe(194);
    expect(pairedWindow(pairedReturns(without(closes(200), 194, 200), closes(200)), size)).toEqual({
      status: 'unavailable',
      reason: 'stale_prices',
      observations: 90,
      required: 30,
    });
  });

  it('counts the halts since its first close and no others', () => {
    // Days 50–55 missing: six in a row make a halt that ends on day 56.
    const halted = without(closes(200), 50, 56);
    expect(windowOf(halted, 130).dropped).toBe(1);
    // 90 returns back from day 147 is close 57; from day 146, close 56, on which the halt ended, and then close 49.
    expect(windowOf(halted, 148)).toMatchObject({ firstClose: 57, dropped: 0 });
    expect(windowOf(halted, 147)).toMatchObject({ firstClose: 56, dropped: 0 });
    expect(windowOf(halted, 146)).toMatchObject({ firstClose: 48, dropped: 1 });
    const twice = without(without(closes(200), 150, 156), 170, 176);
    expect(windowOf(twice).dropped).toBe(2);
  });

  it('counts a halt that has just ended, though no return follows it yet', () => {
    const resumed = without(closes(200), 180, 199);
    expect(windowOf(resumed)).toMatchObject({ dropped: 1, lastClose: 179, observations: 90 });
  });

  it('takes five missing days in a row for a long step, not for a halt', () => {
    expect(windowOf(without(closes(200), 150, 155))).toMatchObject({ dropped: 0, observations: 90 });
  });

  it('refuses sizes that make no sense', () => {
    const pairs = pairedReturns(closes(50), closes(50));
    for (const [window, minimum] of [
      [90, 2],
      [29, 30],
      [90.5, 30],
      [90, 30.5],
      [Number.NaN, 30],
    ])
      expect(() => pairedWindow(pairs, { window, minimum })).toThrow(
        new RangeError(
          `pairedWindow: needs whole numbers 3 ≤ minimum ≤ window, got minimum ${minimum} and window ${window}`,
        ),
      );
    expect(pairedWindow(pairs, { window: 3, minimum: 3 }).status).toBe('measured');
  });
});
