import { describe, expect, it } from 'vitest';
import { contributionsBySymbol, restOf } from './contribution-rows';

const lot = (symbol: string, weight: number | null, contribution: number | null) => ({
  symbol,
  name: null,
  weight,
  contribution,
});

describe('contributionsBySymbol', () => {
  it('adds the lots of a symbol up and puts the largest first, whichever its sign', () => {
    const rows = contributionsBySymbol([
      lot('A', 0.2, 0.1),
      lot('B', -0.5, -0.6),
      lot('A', 0.3, 0.2),
      lot('C', 0.1, 0),
    ]);
    expect(rows.map(({ symbol }) => symbol)).toEqual(['B', 'A', 'C']);
    expect(rows[1]).toMatchObject({ weight: 0.5, contribution: expect.closeTo(0.3, 15) });
  });

  it('has no contribution where no lot has one, and never takes it for zero', () => {
    const rows = contributionsBySymbol([lot('PRIVATE', 0.2, null), lot('CASH', 0.3, 0)]);
    expect(rows.map(({ symbol, contribution }) => [symbol, contribution])).toEqual([
      ['CASH', 0],
      ['PRIVATE', null],
    ]);
  });
});

describe('restOf', () => {
  const bar = (rest: { symbol: string; contribution: number | null }) => ({
    key: 'rest',
    label: rest.symbol,
    values: [rest.contribution],
    cells: [],
  });

  it('is what the others add up to, so that the bars still make the whole', () => {
    const rows = contributionsBySymbol([lot('A', 1, 0.5), lot('B', 1, 0.3), lot('C', 1, -0.1), lot('D', 1, null)]);
    expect(restOf(rows, 1, bar)).toMatchObject({ label: '3 others', values: [expect.closeTo(0.2, 15)] });
    expect(restOf(rows, 4, bar)).toBeNull();
  });
});
