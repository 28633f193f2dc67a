import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { saveCloses } from '@/test/small-market';
import { saveActions } from './actions-import';
import { disconnect, inTransaction, pool } from './client';
import { saveHistory } from './market-prices';
import { reportSplit } from './reported-splits';
import { securityBySymbol } from './securities';

afterAll(disconnect);

const dates = ['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-09'];
const raw = { symbol: 'ACME', dates, closes: [400, 404, 101, 102, 103] };
beforeEach(async () => {
  await pool().query('TRUNCATE securities CASCADE');
  await saveCloses([raw]);
});

const adjusted = async () =>
  (await pool().query('SELECT adj_close::float8 AS c FROM daily_prices ORDER BY date')).rows.map(({ c }) => c);
const closes = async () =>
  (await pool().query('SELECT close::float8 AS c FROM daily_prices ORDER BY date')).rows.map(({ c }) => c);
const changes = async () =>
  (await pool().query('SELECT kind, adj_closes, closes FROM price_changes ORDER BY changed_at, id')).rows;
const actions = async () =>
  (await pool().query('SELECT date, split::float8 AS split, source FROM corporate_actions ORDER BY date')).rows;
const importSplit = (split: string, date = '2026-01-07') =>
  inTransaction((client) => saveActions(client, [{ symbol: 'ACME', date, dividend: null, split }], 'CSV'));
const report = (ratio: number, date = '2026-01-07') =>
  inTransaction((client) => reportSplit(client, 'ACME', date, ratio));

describe('a split in a file', () => {
  it('restates the adjusted closes before it whole, keeps the series before and leaves what was traded', async () => {
    await importSplit('4');
    expect(await adjusted()).toEqual([100, 101, 101, 102, 103]);
    expect(await closes()).toEqual(raw.closes);
    expect(await changes()).toEqual([{ kind: 'restated', adj_closes: raw.closes, closes: null }]);
    // Once: the same file again finds nothing to restate, nor do the same prices.
    await importSplit('4');
    await saveCloses([{ ...raw, adjusted: [100, 101, 101, 102, 103] }]);
    expect(await adjusted()).toEqual([100, 101, 101, 102, 103]);
    expect(await changes()).toHaveLength(1);
  });

  it('restates prices that come after it too', async () => {
    await importSplit('4');
    await saveCloses([raw]);
    expect(await adjusted()).toEqual([100, 101, 101, 102, 103]);
  });

  it('leaves alone what has it already, and what a price does by itself', async () => {
    await saveCloses([{ ...raw, adjusted: [100, 101, 101, 102, 103] }]);
    await importSplit('4');
    await importSplit('1.25', '2026-01-09');
    expect(await adjusted()).toEqual([100, 101, 101, 102, 103]);
    expect(await changes()).toEqual([]);
  });

  it('two of them restate what lies before both by both', async () => {
    await saveCloses([{ symbol: 'ACME', dates, closes: [400, 404, 101, 102, 51.5] }]);
    await importSplit('4');
    await importSplit('2', '2026-01-09');
    expect(await adjusted()).toEqual([50, 50.5, 50.5, 51, 51.5]);
  });
});

describe('a split by a person’s word', () => {
  it('is taken, changed and taken back with what it did', async () => {
    await report(4);
    expect(await adjusted()).toEqual([100, 101, 101, 102, 103]);
    expect(await actions()).toEqual([{ date: '2026-01-07', split: 4, source: 'person' }]);
    await report(5);
    expect(await adjusted()).toEqual([80, 80.8, 101, 102, 103]);
    await report(1);
    expect(await adjusted()).toEqual(raw.closes);
    expect(await actions()).toEqual([]);
    expect((await changes()).length).toBeGreaterThan(0);
  });

  it('needs prices on both sides and a security', async () => {
    await expect(report(4, '2026-01-05')).rejects.toMatchObject({ name: 'Refused', code: 'no_close' });
    await expect(report(4, '2026-02-01')).rejects.toMatchObject({ name: 'Refused', code: 'no_close' });
    await expect(inTransaction((client) => reportSplit(client, 'NOBODY', '2026-01-07', 2))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('stays when the series comes from another source', async () => {
    await report(4);
    const { id } = (await securityBySymbol('ACME'))!;
    const bars = dates.map((date, i) => ({
      date,
      open: null,
      high: null,
      low: null,
      close: raw.closes[i],
      adjustedClose: [100, 101, 101, 102, 103][i],
      volume: null,
    }));
    await inTransaction((client) => saveHistory(client, id, 'fmp', { bars, actions: [] }, true));
    expect(await actions()).toEqual([{ date: '2026-01-07', split: 4, source: 'person' }]);
  });
});
