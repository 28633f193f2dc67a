import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparisonSchema, historySchema } from '@/lib/api/history';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { localOwner, type Owner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { requestRecalculation } from '@/lib/db/recalculations';
import { snapshotOn } from '@/lib/db/snapshots';
import { closeMeasuring } from '@/lib/jobs/measure-in-thread';
import { recalculate } from '@/lib/jobs/recalculate';
import { lastTradingDays } from '@/lib/market/calendar';
import { portfolioFigure, portfolioMeasureNames } from '@/lib/risk/portfolio-measures';
import { call, documentOf, problemOf } from '@/test/api';
import { cashLot, newLot } from '@/test/new-lot';
import { madeCloses, saveCloses } from '@/test/small-market';
import { GET as comparison } from './[portfolioId]/comparison/route';
import { GET as history } from './[portfolioId]/history/route';

const to = '2024-07-09';
const sessions = [...lastTradingDays(to, 700)];
const days = sessions.slice(-30);
const from = days[0];
const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;
let id: string;
let foreign: string;

async function book(owner: Owner): Promise<string> {
  const made = await createPortfolio(owner, { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' });
  const lots = [newLot('ACME', 100), newLot('BETA', -50, { entryDate: days[10] }), cashLot(2_000)];
  await inTransaction((client) => saveLots(client, owner, made.id, lots, 'replace', '2020-01-02'));
  return made.id;
}

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-07-10';
  const market = madeCloses('SPY', sessions, { seed: 1, volatilityDaily: 0.01 });
  await saveCloses([
    market,
    madeCloses('ACME', sessions, { seed: 2, beta: 1.2, market }),
    madeCloses('BETA', sessions, { seed: 3, beta: 0.4, market }),
  ]);
  await pool().query(`INSERT INTO users (id, name) VALUES ($1, 'Somebody else')`, [stranger]);
  id = await book(localOwner);
  foreign = await book(stranger);
  const { recalculation } = await requestRecalculation(pool(), localOwner, {
    portfolioId: id,
    fromDate: from,
    asOf: to,
    trigger: 'api',
  });
  await recalculate(recalculation.id, new AbortController().signal);
});

afterAll(async () => {
  closeMeasuring();
  await disconnect();
});

const get = (handler: unknown, name: string, search: string, portfolioId = id) =>
  call(handler, `/api/v1/portfolios/${portfolioId}/${name}?${search}`, { params: { portfolioId } });

describe('the history of a figure', () => {
  it('has every stored day as it is stored, oldest first, for every figure there is', async () => {
    const newest = (await snapshotOn(localOwner, id))!;
    for (const measure of portfolioMeasureNames) {
      const { data, unit, currency } = await documentOf(
        await get(history, 'history', `measure=${measure}&limit=500`),
        historySchema,
      );
      expect([measure, data.length, currency]).toEqual([measure, days.length, 'USD']);
      expect(data.map(({ date }) => date)).toEqual(days);
      const figure = portfolioFigure(measure, newest.estimates);
      const last = data.at(-1)!;
      if (figure.status === 'measured') {
        const { value, low, high } = figure.value;
        const isMoney = measure === 'equity_value' || measure === 'gross_value';
        expect([measure, unit === 'money', last.value, last.low, last.high]).toEqual(
          isMoney
            ? [measure, true, expect.stringMatching(/^-?\d+(\.\d+)?$/), null, null]
            : [measure, false, value, low, high],
        );
        // The eighth place of an amount is where it is rounded.
        if (isMoney) expect(Number(last.value)).toBeCloseTo(value, 7);
        expect(last.unavailable).toBeNull();
      } else {
        expect([measure, last.value, last.unavailable?.reason]).toEqual([measure, null, figure.reason]);
      }
    }
  });

  it('goes from day to day, a page at a time', async () => {
    const search = `measure=hhi&from=${days[5]}&to=${days[9]}`;
    const first = await documentOf(await get(history, 'history', `${search}&limit=3`), historySchema);
    expect(first.data.map(({ date }) => date)).toEqual(days.slice(5, 8));
    const rest = await documentOf(
      await get(history, 'history', `${search}&limit=3&cursor=${first.page.next_cursor}`),
      historySchema,
    );
    expect(rest.data.map(({ date }) => date)).toEqual(days.slice(8, 10));
    expect(rest.page.next_cursor).toBeNull();
  });

  it('says which days are stale', async () => {
    await pool().query(
      `UPDATE portfolio_snapshots SET stale_since = now(), stale_reason = 'prices'
        WHERE portfolio_id = $1 AND snapshot_date = $2`,
      [id, days[3]],
    );
    const { data } = await documentOf(await get(history, 'history', 'measure=hhi'), historySchema);
    expect(data.filter(({ is_stale }) => is_stale).map(({ date }) => date)).toEqual([days[3]]);
    await pool().query(`UPDATE portfolio_snapshots SET stale_since = NULL, stale_reason = NULL`);
  });

  it('refuses a figure it does not know, impossible days and names nobody asked for', async () => {
    for (const search of ['measure=luck', '', 'measure=hhi&from=2024-02-30', 'measure=hhi&until=2024-01-01'])
      expect((await get(history, 'history', search)).status, search).toBe(400);
    await problemOf(await get(history, 'history', 'measure=hhi', foreign), 404);
  });
});

describe('two days compared', () => {
  it('come with what changed and why, in parts that add up', async () => {
    const { data, available, metadata } = await documentOf(
      await get(comparison, 'comparison', `from=${from}&to=${to}`),
      comparisonSchema,
    );
    expect(available).toBe(true);
    expect(metadata.market_index_before).toBe('SPY');
    expect(data!.changes.map(({ measure }) => measure)).toEqual([
      'market_beta_direct',
      'realized_volatility_21d',
      'expected_volatility_21d',
      'hhi',
    ]);
    for (const { measure, before, after, change, prices, holdings, revision, unavailable } of data!.changes) {
      expect([measure, unavailable]).toEqual([measure, {}]);
      expect(prices! + holdings! + revision!).toBe(change);
      expect(Math.abs(change! - (after! - before!))).toBeLessThan(1e-12 * (1 + Math.abs(after!)));
      // Half of the days between lie before the short was entered.
      expect([measure, holdings !== 0, revision]).toEqual([measure, true, 0]);
    }
  });

  it('are none where one of them is not stored, and say which', async () => {
    const { available, data, metadata } = await documentOf(
      await get(comparison, 'comparison', `from=2023-01-03&to=${to}`),
      comparisonSchema,
    );
    expect([available, data, metadata.unavailable]).toEqual([false, null, { '2023-01-03': { reason: 'no_snapshot' } }]);
  });

  it('are refused the wrong way round, with an impossible day, and of somebody else', async () => {
    const turned = await problemOf(await get(comparison, 'comparison', `from=${to}&to=${from}`), 422);
    expect([turned.code, turned.errors?.[0].pointer]).toEqual(['from_after_to', '/from']);
    await problemOf(await get(comparison, 'comparison', `from=2024-02-30&to=${to}`), 400);
    await problemOf(await get(comparison, 'comparison', `from=${from}&to=${to}`, foreign), 404);
  });
});
