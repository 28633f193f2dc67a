import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forecastsSchema } from '@/lib/api/forecasts';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { requestRecalculation } from '@/lib/db/recalculations';
import { recalculate } from '@/lib/jobs/recalculate';
import { lastTradingDays } from '@/lib/market/calendar';
import { call, documentOf, problemOf } from '@/test/api';
import { newLot } from '@/test/new-lot';
import { madeCloses, saveCloses } from '@/test/small-market';
import { GET as forecasts } from './portfolio/[portfolioId]/forecasts/route';

const to = '2024-07-09';
const sessions = [...lastTradingDays(to, 700)];
const days = sessions.slice(-60);
let id: string;

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-07-10';
  const market = madeCloses('SPY', sessions, { seed: 1, volatilityDaily: 0.01 });
  await saveCloses([market, madeCloses('ACME', sessions, { seed: 2, beta: 1.2, market })]);
  await pool().query(
    `INSERT INTO exchange_sessions (exchange, date, closes_at, calendar_version)
     SELECT 'NYSE', d::date, d::date + time '20:00', 'test' FROM unnest($1::text[]) AS d ON CONFLICT DO NOTHING`,
    [sessions],
  );
  const made = await createPortfolio(localOwner, {
    name: 'x',
    currency: 'USD',
    marketIndex: 'SPY',
    benchmarkCode: 'SP500',
  });
  id = made.id;
  await inTransaction((client) => saveLots(client, localOwner, id, [newLot('ACME', 10)], 'replace', '2020-01-02'));
  const { recalculation } = await requestRecalculation(pool(), localOwner, {
    portfolioId: id,
    fromDate: days[0],
    asOf: to,
    trigger: 'api',
  });
  await recalculate(recalculation.id, new AbortController().signal);
});

afterAll(disconnect);

const get = (search = '', portfolioId = id) =>
  call(forecasts, `/api/v1/analytics/portfolio/${portfolioId}/forecasts${search}`, { params: { portfolioId } });

describe('how the forecasts did', () => {
  it('is said of those that had come due, of every forecaster, with what came', async () => {
    const { available, data, metadata } = await documentOf(await get(), forecastsSchema);
    expect(available).toBe(true);
    expect([data!.observations, data!.first_date, data!.last_date]).toEqual([39, days[0], days[38]]);
    expect(data!.scores.map(({ forecaster }) => forecaster)).toEqual(['headline', 'last21Days', 'ewma', 'har']);
    expect(data!.best).toBe(data!.scores.toSorted((a, b) => a.qlike - b.qlike)[0].forecaster);
    // Thirty-nine overlapping forecasts are too few for a test.
    expect(data!.scores.every(({ diebold_mariano_p }) => diebold_mariano_p === null)).toBe(true);
    expect([metadata.excluded, metadata.excluded_other_book, metadata.outcomes.length]).toEqual([0, 0, 39]);
    expect(metadata.outcomes[0]).toMatchObject({ made: days[38], due: to });
  });

  it('knows on an earlier day what was known then', async () => {
    const { data } = await documentOf(await get(`?as_of=${days[30]}`), forecastsSchema);
    expect([data!.observations, data!.last_date]).toEqual([10, days[9]]);
  });

  it('is unavailable before the first has come due, and without a snapshot', async () => {
    const early = await documentOf(await get(`?as_of=${days[5]}`), forecastsSchema);
    expect([early.available, early.metadata.unavailable.data]).toEqual([
      false,
      { reason: 'short_history', observations: 0, required: 1 },
    ]);
    const none = await documentOf(await get('?as_of=2020-01-03'), forecastsSchema);
    expect(none.metadata.unavailable.data.reason).toBe('no_snapshot');
    await problemOf(await get('', '00000000-0000-7000-8000-00000000abcd'), 404);
  });
});
