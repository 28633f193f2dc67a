import { describe, expect, it } from 'vitest';
import { parseActions } from './actions';
import { guessKind } from './guess-kind';
import { parseHoldings } from './holdings';
import { parsePrices } from './prices';
import { parseSectorWeights } from './sector-weights';
import { parseSecurities } from './securities';
import { importTemplates } from './templates';

const parsers = {
  holdings: parseHoldings,
  prices: parsePrices,
  prices_wide: parsePrices,
  actions: parseActions,
  securities: parseSecurities,
  sector_weights: parseSectorWeights,
};

describe('importTemplates', () => {
  it.each(Object.keys(parsers) as (keyof typeof parsers)[])('imports as it stands: %s', async (kind) => {
    const source = new TextEncoder().encode(importTemplates[kind]);
    const result = await parsers[kind](source, { today: '2025-12-31' });
    expect(result).toMatchObject({ ok: true, ignoredColumns: [], warnings: [], repeated: 0, ignoredRows: 0 });
    expect(result.ok && result.rows.length).toBeGreaterThan(1);
  });

  it.each(Object.keys(parsers) as (keyof typeof parsers)[])('is taken for what it is: %s', (kind) => {
    expect(guessKind(importTemplates[kind].split('\n')[0].split(','))).toBe(kind.replace('_wide', ''));
  });
});
