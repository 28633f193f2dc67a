import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lastTradingDays } from './calendar';
import { shipped, shippedSectorWeights } from './shipped';

describe('the shipped sector weights', () => {
  it('are eleven sectors a set that sum to 1, each between 0 and 1, oldest set first', () => {
    for (const { weights } of shippedSectorWeights) {
      const values = Object.values(weights);
      expect(values).toHaveLength(11);
      for (const weight of values) expect(weight > 0 && weight < 1).toBe(true);
      expect(Math.abs(values.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(0.0005);
    }
    const days = shippedSectorWeights.map(({ asOf }) => asOf);
    expect(days).toEqual([...days].sort());
  });

  it('name their source in the width of its column', () => {
    for (const { dataSource } of shippedSectorWeights) expect(dataSource).toMatch(/^SPY holdings.{0,20}$/);
  });

  it('answer the latest set on or before the day, and nothing for an earlier day or another benchmark', async () => {
    const dayOf = async (benchmark: string, asOf: string) => (await shipped.sectorWeights!(benchmark, asOf))?.asOf;
    expect(await dayOf('SP500', '2025-08-25')).toBe('2025-08-25');
    expect(await dayOf('SP500', '2025-11-23')).toBe('2025-08-25');
    expect(await dayOf('SP500', '2025-11-24')).toBe('2025-11-24');
    expect(await dayOf('SP500', '2026-11-20')).toBe('2025-11-24');
    expect(await dayOf('SP500', '2025-08-24')).toBeUndefined();
    expect(await dayOf('RUSSELL', '2026-11-20')).toBeUndefined();
  });

  it('cover every day of a backfill of 252 sessions that ends in November 2026', async () => {
    const first = lastTradingDays('2026-11-20', 252)[0];
    expect(await shipped.sectorWeights!('SP500', first)).not.toBeNull();
  });

  const source = new URL('../../../shared/data/benchmark/sp500_sector_weights.csv', import.meta.url);
  it.skipIf(!existsSync(source))('equal the file they were taken from (skipped without ../shared)', () => {
    const rows = readFileSync(source, 'utf8').trim().split('\n').slice(1);
    const shippedRows = shippedSectorWeights.flatMap(({ asOf, weights }) =>
      Object.entries(weights).map(([sector, weight]) => `${asOf},${sector},${weight.toFixed(8)}`),
    );
    expect(shippedRows.sort()).toEqual(rows.map((row) => row.split(',').slice(1, 4).join(',')).sort());
  });
});
