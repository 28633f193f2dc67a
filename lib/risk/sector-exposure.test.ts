import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, cash, fund, laws, lots, option, privateAsset, stock } from '@/test/holdings';
import { hasOracle, readOracle, relativeError } from '@/test/oracle-portfolios';
import { gicsSectors } from './gics-sectors';
import type { ListedHolding } from './holding';
import { positionWeights } from './position-weights';
import { sectorBuckets } from './sector-buckets';
import { sectorExposure, sectorRows } from './sector-exposure';

const empty = { net: 0, long: 0, short: 0, gross: 0 };

describe('sector exposure', () => {
  it('is net, long, short and gross weight of each sector, over equity', () => {
    const { basis, rows, total } = sectorExposure(
      bookOf([
        stock('A', 50, 10, { sector: 'Energy' }),
        stock('B', 25, 10, { sector: 'Energy' }),
        stock('C', -25, 10, { sector: 'Energy' }),
        stock('D', 50, 10, { sector: 'Utilities' }),
      ]),
    );
    expect(basis).toBe('equity');
    expect(rows.Energy).toEqual({ net: 0.5, long: 0.75, short: -0.25, gross: 1 });
    expect(rows.Utilities).toEqual({ net: 0.5, long: 0.5, short: 0, gross: 0.5 });
    expect(total).toEqual({ net: 1, long: 1.25, short: -0.25, gross: 1.5 });
  });

  it('has sixteen rows, those without positions too', () => {
    const { rows } = sectorExposure(bookOf([stock('A', 1, 1, { sector: 'Energy' })]));
    expect(Object.keys(rows)).toEqual([...gicsSectors, 'Funds', 'Cash', 'Private', 'Options', 'Unknown']);
    for (const row of sectorRows) if (row !== 'Energy') expect(rows[row]).toEqual(empty);
  });

  it('puts everything without a sector of its own into a bucket, and a fund there even if it has one', () => {
    const { rows } = sectorExposure(
      bookOf([
        fund('F', 1, 300, { sector: 'Energy' }),
        cash(-100),
        privateAsset('P', 1, 200),
        option('A C', -1, { price: 1 }),
        stock('A', 1, 700),
      ]),
    );
    expect(sectorBuckets.map((bucket) => rows[bucket].net)).toEqual([0.3, -0.1, 0.2, -0.1, 0.7]);
    expect(rows.Cash).toEqual({ net: -0.1, long: 0, short: -0.1, gross: 0.1 });
    expect(rows.Energy).toEqual(empty);
  });

  it('nets long and short of one stock before it sorts them', () => {
    const { rows } = sectorExposure(
      bookOf([
        stock('A', 100, 1, { id: '1', sector: 'Energy' }),
        stock('A', -40, 1, { id: '2', sector: 'Energy' }),
        cash(40),
      ]),
    );
    expect(rows.Energy).toEqual({ net: 0.6, long: 0.6, short: 0, gross: 0.6 });
  });

  it('is over gross where the weights are, and says so', () => {
    const { basis, total } = sectorExposure(bookOf([stock('A', 1, 10), stock('B', -3, 10)]));
    expect(basis).toBe('gross');
    expect(total).toEqual({ net: -0.5, long: 0.25, short: -0.75, gross: 1 });
  });
});

describe('a fund that is the benchmark in one share', () => {
  const weights = Object.fromEntries(gicsSectors.map((sector, i) => [sector, (i + 1) / 66])) as Record<
    (typeof gicsSectors)[number],
    number
  >;
  const benchmark = { asOf: '2026-01-02', dataSource: 'by hand', weights };
  const through = (quantity: number) => ({ ...fund('SPY', quantity, 10), isBenchmark: true });

  it('stands in the benchmark’s sectors by its weights, and is named', () => {
    const { rows, total, lookedThrough } = sectorExposure(
      bookOf([through(6), fund('GLD', 1, 10), stock('A', 3, 10, { sector: 'Energy' })]),
      benchmark,
    );
    expect(lookedThrough).toEqual([{ symbol: 'SPY', weight: 0.6 }]);
    expect(rows.Funds.net).toBeCloseTo(0.1, 15);
    expect(rows.Energy.net).toBeCloseTo(0.3 + 0.6 * weights.Energy, 15);
    expect(rows.Utilities.long).toBeCloseTo(0.6 * weights.Utilities, 15);
    expect(total.net).toBeCloseTo(1, 15);
  });

  it('is short where it is short, and a book of it alone bets on nothing', () => {
    const { rows } = sectorExposure(bookOf([through(-1), cash(30)]), benchmark);
    expect(rows.Energy).toMatchObject({ long: 0 });
    expect(rows.Energy.short).toBeCloseTo(-0.5 * weights.Energy, 15);
    const whole = sectorExposure(bookOf([through(1)]), benchmark);
    for (const sector of gicsSectors) expect(whole.rows[sector].net).toBeCloseTo(weights[sector], 15);
  });

  it('goes all of its way into sectors whose published weights do not add up to 1 exactly', () => {
    const rounded = { ...benchmark, weights: { ...weights, Energy: weights.Energy + 0.0005 } };
    const { rows } = sectorExposure(bookOf([through(1)]), rounded);
    expect(sectorRows.reduce((sum, row) => sum + rows[row].net, 0)).toBeCloseTo(1, 15);
  });

  it('stays among the funds without a benchmark, and where only some of its lots say so', () => {
    const without = sectorExposure(bookOf([through(1)]));
    expect(without.rows.Funds.net).toBe(1);
    expect(without).not.toHaveProperty('lookedThrough');
    for (const one of [
      fund('SPY', 1, 10),
      { ...through(1), isBenchmark: false },
      { ...through(1), assetClass: 'stock' },
    ])
      expect(sectorExposure(bookOf([one as ListedHolding]), benchmark)).not.toHaveProperty('lookedThrough');
    const mixed = sectorExposure(bookOf([through(1), fund('SPY', 1, 10, { id: 'other' })]), benchmark);
    expect(mixed.rows.Funds.net).toBe(1);
    expect(mixed).not.toHaveProperty('lookedThrough');
  });
});

describe('laws of sector exposure', () => {
  it('rows reconcile: net to all of equity, long, short and gross to the whole', () => {
    fc.assert(
      fc.property(lots, (some) => {
        const book = positionWeights(some);
        if (book.status === 'unavailable') return;
        const { rows, total, basis } = sectorExposure(book.value);
        const { equity, gross } = book.value;
        for (const side of ['net', 'long', 'short', 'gross'] as const) {
          const sum = sectorRows.reduce((sum, row) => sum + rows[row][side], 0);
          expect(sum).toBeCloseTo(total[side], 9);
        }
        expect(total.net).toBeCloseTo(basis === 'equity' ? 1 : equity / gross, 9);
        for (const row of sectorRows) {
          expect(rows[row].net).toBe(rows[row].long + rows[row].short);
          expect(rows[row].gross).toBe(rows[row].long - rows[row].short);
          expect(rows[row].long).toBeGreaterThanOrEqual(0);
          expect(rows[row].short).toBeLessThanOrEqual(0);
        }
      }),
      laws,
    );
  });
});

describe.skipIf(!hasOracle)('sectors of the oracle’s portfolios, by mpmath (needs ../shared/oracle)', () => {
  it.each(readOracle().portfolios)('$name', ({ holdings, expected }) => {
    const { rows } = sectorExposure(bookOf(holdings, 'gross'));
    for (const sector of gicsSectors)
      expect(relativeError(rows[sector].gross, expected.sector_weights_gross[sector] ?? 0)).toBeLessThan(1e-14);
  });
});
