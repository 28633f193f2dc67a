import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '@/test/holdings';
import * as witnessed from '@/test/witnessed-portfolio';
import { measured, unavailable } from './estimate';
import { besideMarket, portfolioSeries } from './portfolio-series';
import type { PairedReturns } from './returns';
import { trackingError, trackingErrorWindow } from './tracking-error';

/** Pairs on neighbouring days, the newest of them as-of. */
function pairs(asset: readonly number[], market: readonly number[]): PairedReturns {
  return {
    asset: Float64Array.from(asset),
    market: Float64Array.from(market),
    from: Int32Array.from(asset, (_, i) => i),
    to: Int32Array.from(asset, (_, i) => i + 1),
    halts: new Int32Array(),
    lastClose: asset.length,
    until: asset.length + 1,
  };
}

const market = (count: number) => Array.from({ length: count }, (_, i) => (i % 3) * 0.01 - 0.01);

describe('the tracking error', () => {
  it('is the yearly spread of what the portfolio does beyond the index', () => {
    const index = market(64);
    // Two by turns, ±1 % about the index: a sample variance of .0001 · 64 / 63.
    const found = trackingError(
      pairs(
        index.map((value, i) => value + (i % 2 ? 0.01 : -0.01)),
        index,
      ),
    );
    expect(found).toEqual(
      measured({
        trackingErrorAnnual: expect.closeTo(0.01 * Math.sqrt((64 / 63) * 252), 14),
        observations: 64,
        firstClose: 0,
        lastClose: 64,
      }),
    );
  });

  it('of the index is zero, and of a portfolio that leads it by a constant too', () => {
    const index = market(100);
    expect(trackingError(pairs(index, index))).toMatchObject({ value: { trackingErrorAnnual: 0 } });
    const ahead = trackingError(
      pairs(
        index.map((value) => value + 0.001),
        index,
      ),
    );
    expect(ahead).toMatchObject({ value: { trackingErrorAnnual: expect.closeTo(0, 14) } });
  });

  it('is over the last 252 pairs, fewer from 63 on', () => {
    expect(trackingErrorWindow).toEqual({ window: 252, minimum: 63 });
    const index = market(300);
    const late = index.map((value, i) => (i < 48 ? -7 * value : value));
    expect(trackingError(pairs(late, index))).toEqual(
      measured({ trackingErrorAnnual: 0, observations: 252, firstClose: 48, lastClose: 300 }),
    );
    expect(trackingError(pairs(market(63), market(63))).status).toBe('measured');
    expect(trackingError(pairs(market(62), market(62)))).toEqual(unavailable('short_history', 62, 63));
  });

  it('is unavailable of what stands still, is stale or leaves the doubles', () => {
    const still = new Array(70).fill(0);
    expect(trackingError(pairs(market(70), still))).toEqual(unavailable('flat_market', 70, 63));
    expect(trackingError(pairs(still, market(70)))).toEqual(unavailable('flat_asset', 70, 63));
    expect(trackingError({ ...pairs(market(70), market(70)), until: 77 })).toEqual(unavailable('stale_prices', 70, 63));
    const huge = market(70).map((value) => value * 1e200);
    expect(trackingError(pairs(huge, market(70)))).toEqual(unavailable('not_finite', 70, 63));
  });

  it('does not change when both rise by the same', () => {
    const returns = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 70, maxLength: 70 });
    fc.assert(
      fc.property(returns, returns, fc.double({ min: -0.05, max: 0.05, noNaN: true }), (asset, index, shift) => {
        const plain = trackingError(pairs(asset, index));
        const shifted = trackingError(
          pairs(
            asset.map((value) => value + shift),
            index.map((value) => value + shift),
          ),
        );
        if (plain.status === 'unavailable' || shifted.status === 'unavailable') return;
        expect(shifted.value.trackingErrorAnnual).toBeCloseTo(plain.value.trackingErrorAnnual, 12);
      }),
      laws,
    );
  });

  it('agrees on a book with gaps with mpmath (fixtures/portfolio.py)', () => {
    const { book, columns, market: index, until, expected } = witnessed;
    const series = portfolioSeries(book, columns, { until, calendar: index });
    if (series.status === 'unavailable') throw new Error(series.reason);
    expect(trackingError(besideMarket(series.value, index))).toMatchObject({
      value: { trackingErrorAnnual: expect.closeTo(expected.trackingError, 14), observations: 252 },
    });
  });
});
