import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, cash, fund, laws, lots, stock } from '@/test/holdings';
import { activeWeights, stockActiveWeights } from './active-weights';
import { gicsSectors } from './gics-sectors';
import type { Holding } from './holding';
import { positionWeights } from './position-weights';
import { sectorBenchmark } from './sector-benchmark';
import { sectorExposure, sectorRows } from './sector-exposure';

/** Energy .3, Utilities .2, Materials .5, the others nothing. */
const benchmark = sectorBenchmark(
  '2025-08-25',
  'test',
  gicsSectors.map((sector) => ({
    sector,
    weight: { Energy: 0.3, Utilities: 0.2, Materials: 0.5 }[sector as string] ?? 0,
  })),
);
const absent = (reason: string, required = 1) => ({ status: 'unavailable', reason, observations: 0, required });

function active(holdings: readonly Holding[], of: typeof activeWeights | typeof stockActiveWeights = activeWeights) {
  const found = of(sectorExposure(bookOf(holdings)), benchmark);
  if (found.status === 'unavailable') throw new Error(found.reason);
  const { active, activeShare } = found.value;
  const held = Object.entries(active).filter(([, weight]) => Math.abs(weight) > 1e-15);
  return { active: Object.fromEntries(held.map(([row, weight]) => [row, Number(weight.toFixed(12))])), activeShare };
}

const energy = (quantity: number) => stock('E', quantity, 10, { sector: 'Energy' });
const utilities = (quantity: number) => stock('U', quantity, 10, { sector: 'Utilities' });

describe('active weights', () => {
  it('are what a row has over the benchmark; the buckets are over by all they hold', () => {
    const { active: weights, activeShare } = active([energy(40), utilities(20), fund('F', 3, 100), cash(100)]);
    expect(weights).toEqual({ Energy: 0.1, Materials: -0.5, Funds: 0.3, Cash: 0.1 });
    expect(activeShare).toBeCloseTo(0.5, 14);
  });

  it('have a row for everything, equal ones at zero', () => {
    const found = activeWeights(sectorExposure(bookOf([energy(1)])), benchmark);
    expect(found.status === 'measured' && Object.keys(found.value.active)).toEqual([...sectorRows]);
  });

  it('count leverage and shorts: the share may pass 1', () => {
    const { active: weights, activeShare } = active([energy(200), utilities(-50), cash(-500)]);
    expect(weights).toEqual({ Energy: 1.7, Utilities: -0.7, Materials: -0.5, Cash: -0.5 });
    expect(activeShare).toBeCloseTo(1.7, 14);
  });

  it('of the benchmark itself are zero', () => {
    expect(active([energy(30), utilities(20), stock('M', 50, 10, { sector: 'Materials' })])).toEqual({
      active: {},
      activeShare: expect.closeTo(0, 14),
    });
  });

  it('are unavailable without a benchmark, whatever else is missing', () => {
    expect(activeWeights(sectorExposure(bookOf([cash(-1)])), null)).toEqual(absent('no_benchmark_weights', 11));
  });

  it('are unavailable where weights are on gross', () => {
    expect(activeWeights(sectorExposure(bookOf([energy(10), utilities(-10)])), benchmark)).toEqual(
      absent('zero_equity'),
    );
  });

  it('are unavailable where no sector is known, of funds alone too', () => {
    for (const holdings of [[stock('A', 1, 10)], [fund('F', 1, 10)], [cash(1)]])
      expect(activeWeights(sectorExposure(bookOf(holdings)), benchmark)).toEqual(absent('no_sector'));
  });

  it('are there as soon as one sector is', () => {
    expect(active([stock('A', 9, 10), energy(1)]).active).toEqual({
      Unknown: 0.9,
      Energy: -0.2,
      Utilities: -0.2,
      Materials: -0.5,
    });
  });
});

describe('active weights of the stocks alone', () => {
  it('are those of a book without the rest of it', () => {
    const whole = [energy(40), utilities(20), stock('X', 20, 10), fund('F', 3, 100), cash(100)];
    expect(active(whole, stockActiveWeights)).toEqual({
      active: { Energy: 0.2, Utilities: 0.05, Materials: -0.5, Unknown: 0.25 },
      activeShare: expect.closeTo(0.5, 14),
    });
  });

  it('have no rows for what is no stock', () => {
    const found = stockActiveWeights(sectorExposure(bookOf([energy(1), cash(5)])), benchmark);
    expect(found.status === 'measured' && Object.keys(found.value.active)).toEqual([...gicsSectors, 'Unknown']);
  });

  it('are there where the whole book’s are not for want of equity', () => {
    const exposure = sectorExposure(bookOf([energy(100), cash(-2000)]));
    expect(activeWeights(exposure, benchmark).status).toBe('unavailable');
    expect(stockActiveWeights(exposure, benchmark)).toMatchObject({ value: { active: { Energy: 0.7 } } });
  });

  it('are unavailable with what stocks net to at most 5 % of what they gross', () => {
    // 105 long, 95 short: 10 of 200, in a book of equity 1,024, a power of two, so that no weight is rounded.
    const exposure = (long: number) => sectorExposure(bookOf([energy(long), utilities(-95), cash(924)]));
    expect(stockActiveWeights(exposure(105), benchmark)).toEqual(absent('zero_equity'));
    expect(stockActiveWeights(exposure(105.1), benchmark).status).toBe('measured');
  });

  it('are unavailable without stocks, without sectors and without a benchmark', () => {
    expect(stockActiveWeights(sectorExposure(bookOf([fund('F', 1, 1)])), benchmark)).toEqual(absent('no_positions'));
    expect(stockActiveWeights(sectorExposure(bookOf([stock('A', 1, 1)])), benchmark)).toEqual(absent('no_sector'));
    expect(stockActiveWeights(sectorExposure(bookOf([fund('F', 1, 1)])), null)).toEqual(
      absent('no_benchmark_weights', 11),
    );
  });
});

describe('laws of active weights', () => {
  it('they sum to zero, and without shorts the share lies between 0 and 1', () => {
    fc.assert(
      fc.property(lots, fc.boolean(), (some, longOnly) => {
        const holdings = longOnly ? some.map((lot) => ({ ...lot, quantity: Math.abs(lot.quantity) })) : some;
        const book = positionWeights(holdings);
        if (book.status === 'unavailable') return;
        const exposure = sectorExposure(book.value);
        for (const found of [activeWeights(exposure, benchmark), stockActiveWeights(exposure, benchmark)]) {
          if (found.status === 'unavailable') continue;
          const weights = Object.values(found.value.active);
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0, 9);
          expect(found.value.activeShare).toBeGreaterThanOrEqual(0);
          if (longOnly) expect(found.value.activeShare).toBeLessThan(1 + 1e-12);
        }
      }),
      laws,
    );
  });
});
