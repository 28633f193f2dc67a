import { afterAll, describe, expect, it } from 'vitest';
import { newLot } from '@/test/new-lot';
import { disconnect, inTransaction, pool } from './client';
import { saveLots } from './holdings-import';
import { localOwner } from './owner';
import { createPortfolio } from './portfolios';
import { ensureSecurities, respellShareClasses, securityBySymbol } from './securities';

afterAll(disconnect);

describe('respellShareClasses', () => {
  it('renames a class behind a dash with its lots, and leaves exchanges, pairs and taken names alone', async () => {
    const { id } = await createPortfolio(localOwner, {
      name: 'x',
      currency: 'USD',
      marketIndex: 'SPY',
      benchmarkCode: 'SP500',
    });
    await inTransaction(async (client) => {
      await saveLots(client, localOwner, id, [newLot('BRK-B', 1), newLot('BTC-USD', 2)], 'replace', '2026-01-05');
      await ensureSecurities(
        client,
        ['VOD-L', 'BF-A', 'BF.A', 'TD-PFA'].map((symbol) => ({ symbol })),
      );
    });
    const before = await securityBySymbol('BRK-B');
    expect(await inTransaction(respellShareClasses)).toBe(1);
    expect((await securityBySymbol('BRK.B'))!.id).toBe(before!.id);
    const { rows } = await pool().query('SELECT symbol FROM positions ORDER BY symbol');
    expect(rows.map(({ symbol }) => symbol)).toEqual(['BRK.B', 'BTC-USD']);
    for (const symbol of ['VOD-L', 'BF-A', 'BF.A', 'TD-PFA', 'BTC-USD'])
      expect(await securityBySymbol(symbol)).not.toBeNull();
    expect(await inTransaction(respellShareClasses)).toBe(0);
  });
});
