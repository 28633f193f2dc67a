import { describe, expect, it } from 'vitest';
import type { SnapshotPosition } from '@/lib/db/snapshot-positions';
import { measured, unavailable } from '@/lib/risk/estimate';
import type { PortfolioEstimates } from '@/lib/risk/portfolio-estimates';
import { holdingOf, holdingsOf, sectorHoldings } from './rows';

const position = (symbol: string, weight: number | null, rest: Partial<SnapshotPosition> = {}) =>
  ({ id: symbol, symbol, name: null, assetClass: 'stock', sector: null, weight, ...rest }) as SnapshotPosition;

const positions = [
  position('ACME', 0.3, { sector: 'Energy' }),
  position('SPY', 0.4, { assetClass: 'fund' }),
  position('GLD', 0.2, { assetClass: 'fund' }),
  position('USD', 0.1, { assetClass: 'cash' }),
];
const weights = { Energy: 0.25, Utilities: 0.75, Materials: 0 };
const estimates = (
  lookedThrough: readonly { symbol: string; weight: number }[] | undefined,
  benchmark: object | null,
) =>
  ({ sectors: measured({ lookedThrough }), benchmark: benchmark && { weights: benchmark } }) as unknown as Pick<
    PortfolioEstimates,
    'sectors' | 'benchmark'
  >;

/** How much the holdings of each row weigh together. */
const rowsOf = (...asked: Parameters<typeof sectorHoldings>) => {
  const sums: Record<string, number> = {};
  for (const { sector, weight } of sectorHoldings(...asked)) sums[sector] = (sums[sector] ?? 0) + (weight ?? 0);
  return sums;
};

describe('the holdings behind the rows of the sector table', () => {
  it('are in one row each where no fund is looked through', () => {
    expect(rowsOf(positions, estimates(undefined, weights))).toEqual({
      Energy: 0.3,
      Funds: 0.6000000000000001,
      Cash: 0.1,
    });
    expect(rowsOf(positions, { sectors: unavailable('zero_equity', 0, 1), benchmark: null })).toMatchObject({
      Cash: 0.1,
    });
  });

  it('name a fund that is looked through in every sector of the benchmark, with its part there', () => {
    const through = estimates([{ symbol: 'SPY', weight: 0.4 }], weights);
    const rows = rowsOf(positions, through);
    expect(rows).toEqual({
      Energy: expect.closeTo(0.4, 12),
      Utilities: expect.closeTo(0.3, 12),
      Funds: 0.2,
      Cash: 0.1,
    });
    const parts = sectorHoldings(positions, through).filter(({ symbol }) => symbol === 'SPY');
    expect(parts.map(({ sector, throughWeight }) => [sector, throughWeight])).toEqual([
      ['Energy', 0.4],
      ['Utilities', 0.4],
    ]);
    expect(new Set(parts.map(({ id }) => id)).size).toBe(2);
  });

  it('are one holding a symbol, however many lots there are', () => {
    const lots = [
      position('ACME', 0.3, { id: 'a', sector: 'Energy' }),
      position('ACME', -0.1, { id: 'b', sector: 'Energy' }),
      position('ACME', null, { id: 'c', sector: 'Energy' }),
      position('SPY', 0.2, { id: 'd', assetClass: 'fund' }),
      position('SPY', 0.2, { id: 'e', assetClass: 'fund' }),
    ];
    const held = sectorHoldings(lots, estimates([{ symbol: 'SPY', weight: 0.4 }], weights));
    expect(held.map(({ symbol, sector, weight }) => [symbol, sector, weight])).toEqual([
      ['ACME', 'Energy', expect.closeTo(0.2, 12)],
      ['SPY', 'Energy', expect.closeTo(0.1, 12)],
      ['SPY', 'Utilities', expect.closeTo(0.3, 12)],
    ]);
    expect(held[1].throughWeight).toBeCloseTo(0.4, 12);
  });

  it('divide a fund by the sum of what the benchmark says, so that all of it is somewhere', () => {
    const rows = rowsOf(
      positions.slice(1, 2),
      estimates([{ symbol: 'SPY', weight: 0.4 }], { Energy: 0.5, Utilities: 1.5 }),
    );
    expect(rows).toEqual({ Energy: expect.closeTo(0.1, 12), Utilities: expect.closeTo(0.3, 12) });
  });

  it('leave a fund without a weight, or without a benchmark, where it was', () => {
    const [first] = sectorHoldings(
      [position('SPY', null, { assetClass: 'fund' })],
      estimates([{ symbol: 'SPY', weight: 0.4 }], weights),
    );
    expect(first.weight).toBeNull();
    expect(rowsOf(positions, estimates([{ symbol: 'SPY', weight: 0.4 }], null))).toMatchObject({
      Funds: expect.closeTo(0.6, 12),
    });
  });
});

describe('the lots of a table', () => {
  const beta = { beta: 1.2, observations: 90, required: 90, dropped: 0, reason: null } as SnapshotPosition['beta'];
  const lots = [
    position('ACME', 0.3, { id: 'a', beta }),
    position('ACME', 0.1, { id: 'b', beta: { ...beta! } }),
    position('ACME', -0.1, { id: 'c', beta: { ...beta! } }),
    position('ACME', null, { id: 'd', beta: null, reason: 'no_prices' }),
    position('USD', 0.2, { assetClass: 'cash', beta: null }),
  ].map((lot) => ({ ...lot, volatility: lot.volatility ?? null, reason: lot.reason ?? null }));

  it('say what each lot says alone', () => {
    expect(holdingsOf(lots)).toEqual(lots.map(holdingOf));
    expect(holdingsOf(lots).map(({ remarks }) => remarks.some(({ label }) => label === 'short'))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('have what is of their security in common', () => {
    const [one, other, short, without] = holdingsOf(lots);
    expect(one.beta).toBe(other.beta);
    expect(one.remarks).toBe(other.remarks);
    expect(short.remarks).not.toBe(one.remarks);
    expect(without.beta).toMatchObject({ status: 'unavailable', reason: 'no_prices' });
  });
});
