import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { newLot } from '@/test/new-lot';
import { type ProviderStub, send, startProviderStub } from '@/test/provider-stub';
import { stubMarket } from '@/test/stub-market';
import { inTransaction, pool } from '../db/client';
import { saveLots } from '../db/holdings-import';
import { localOwner } from '../db/owner';
import { createPortfolio } from '../db/portfolios';
import { log } from '../log';
import { runNight } from './nightly';
import { closeSender } from './queue';
import * as benchmark from './refresh-benchmark';

let stub: ProviderStub;
let portfolioId: string;

beforeAll(async () => {
  stub = await startProviderStub(stubMarket());
  process.env.BALLAST_PROVIDER_STUB = stub.url;
  for (const level of ['info', 'warn', 'error'] as const) vi.spyOn(log, level).mockImplementation(() => {});
});
afterAll(async () => {
  for (const name of ['BALLAST_PROVIDER_STUB', 'BALLAST_TODAY']) delete process.env[name];
  await closeSender();
  await stub.close();
});
beforeEach(async () => {
  stub.state.fault = null;
  await pool().query('TRUNCATE securities, portfolios, market_refreshes, settings, nights CASCADE');
  const settings = { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
  portfolioId = (await createPortfolio(localOwner, settings)).id;
  await inTransaction((client) =>
    saveLots(client, localOwner, portfolioId, [newLot('ACME', 10)], 'replace', '2026-01-02'),
  );
});

const night = (day: string) => {
  process.env.BALLAST_TODAY = day;
  return runNight(new Date(`${day}T23:00:00Z`));
};
const newest = async () =>
  (await pool().query('SELECT max(date) AS date, count(DISTINCT security_id)::int AS securities FROM daily_prices'))
    .rows[0];

it('gets the new day of everything in use, and then measures it', async () => {
  expect(await night('2026-01-29')).toBe(1);
  expect(await newest()).toEqual({ date: '2026-01-29', securities: 2 });
  const { rows } = await pool().query('SELECT as_of, trigger FROM recalculations');
  expect(rows).toEqual([{ as_of: '2026-01-29', trigger: 'nightly' }]);
  await night('2026-01-30');
  expect(await newest()).toMatchObject({ date: '2026-01-30' });
});

it('measures with the prices there are where no provider answers', async () => {
  await night('2026-01-28');
  stub.state.fault = (_request, response) => {
    send(response, 503, 'down');
    return true;
  };
  expect(await night('2026-01-30')).not.toBeNull();
  expect(await newest()).toMatchObject({ date: '2026-01-28' });
}, 60_000);

it('asks for the sector weights of a benchmark in use once a week', async () => {
  const asked = vi.spyOn(benchmark, 'refreshBenchmark');
  for (const day of ['2026-01-05', '2026-01-06', '2026-01-09', '2026-01-12', '2026-01-13']) await night(day);
  expect(asked.mock.calls.map(([code]) => code)).toEqual(['SP500', 'SP500']);
  const { rows } = await pool().query('SELECT DISTINCT asof_date AS date FROM benchmarks_sector_weights');
  expect(rows).toEqual([{ date: '2025-11-24' }]);
  asked.mockRestore();
});
