import { describe, expect, it } from 'vitest';
import { measured, unavailable } from '@/lib/risk/estimate';
import { sortRows } from '../ui/sort-rows';
import type { Holding } from './holding';
import { holdingColumns } from './holding-columns';
import { holdingFlags } from './holding-flags';

const holding = (symbol: string, change: Partial<Holding> = {}): Holding => ({
  id: symbol,
  symbol,
  name: null,
  sector: 'Energy',
  quantity: 1,
  marketValue: 100,
  weight: 0.1,
  beta: null,
  volatility: null,
  trend: null,
  betaContribution: null,
  volatilityContribution: null,
  flags: [],
  remarks: [],
  ...change,
});

const betaOf = (beta: number) =>
  measured({
    beta,
    low: null,
    high: null,
    standardError: null,
    rSquared: null,
    pValue: null,
    observations: 90,
    dropped: 0,
    firstDate: null,
    lastDate: null,
  });

describe('holdingFlags', () => {
  it('says that a holding is short, why it lacks figures, and what else was flagged, each once', () => {
    const absent = unavailable('short_history', 12, 30);
    expect(
      holdingFlags(holding('A', { weight: -0.1, beta: absent, volatility: absent, flags: ['short', 'delisted'] })),
    ).toEqual([
      { label: 'short', isCaution: false },
      { label: 'too little history', isCaution: true },
      { label: 'delisted', isCaution: true },
    ]);
  });

  it('has nothing to say of cash, to which beta does not apply', () => {
    expect(holdingFlags(holding('USD'))).toEqual([]);
  });
});

describe('sorting holdings', () => {
  const column = (key: string) => holdingColumns.find((one) => one.key === key)!;

  it('puts those without a beta last whichever way the others go', () => {
    const rows = [
      holding('NONE', { beta: unavailable('no_prices', 0, 30) }),
      holding('HIGH', { beta: betaOf(1.5) }),
      holding('CASH'),
      holding('NEGATIVE', { beta: betaOf(-0.5) }),
    ];
    const symbols = (direction: 'ascending' | 'descending') =>
      sortRows(rows, column('beta').keyOf, direction).map(({ symbol }) => symbol);
    expect(symbols('descending')).toEqual(['HIGH', 'NEGATIVE', 'NONE', 'CASH']);
    expect(symbols('ascending')).toEqual(['NEGATIVE', 'HIGH', 'NONE', 'CASH']);
  });

  it('sorts figures from the largest and words from A on the first press', () => {
    for (const { numeric, first, key } of holdingColumns)
      expect([key, first]).toEqual([key, numeric || key === 'trend' ? 'descending' : 'ascending']);
  });
});
