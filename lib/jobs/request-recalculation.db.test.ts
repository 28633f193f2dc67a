import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newLot } from '@/test/new-lot';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';
import { NotFound, Refused } from '../db/absence';
import { disconnect, inOneTransaction, inTransaction, pool } from '../db/client';
import { saveLots } from '../db/holdings-import';
import { localOwner, type Owner } from '../db/owner';
import { createPortfolio, deletePortfolio, updatePortfolio } from '../db/portfolios';
import { cancelRecalculation, startRecalculation } from '../db/recalculations';
import { closeSender } from './queue';
import { requestRecalculation } from './request-recalculation';

const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;
// A Friday; the Monday before is left out, as a holiday is.
const today = '2024-03-08';
const dates = weekdays('2024-03-07', 60).filter((date) => date !== '2024-03-04');

let portfolioId: string;

beforeAll(async () => {
  process.env.BALLAST_TODAY = today;
  await saveCloses([madeCloses('SPY', dates, { seed: 1 }), madeCloses('ACME', [...dates, today], { seed: 2 })]);
});

beforeEach(async () => {
  portfolioId = await newPortfolio();
});

afterAll(async () => {
  await closeSender();
  await disconnect();
});

async function newPortfolio(marketIndex = 'SPY'): Promise<string> {
  const settings = { name: 'Mine', currency: 'USD', marketIndex, benchmarkCode: 'SP500' };
  return (await createPortfolio(localOwner, settings)).id;
}

const ask = (
  request: { asOf?: string; from?: string; stale?: true } = {},
  id = portfolioId,
  owner: Owner = localOwner,
) => requestRecalculation(owner, id, { ...request, trigger: 'api' });

const jobs = async (id = portfolioId) =>
  (
    await pool().query(
      `SELECT j.id, j.state::text, j.priority, r.from_date, r.as_of, r.state AS told FROM recalculations r
         LEFT JOIN pgboss.job j ON j.id = r.id WHERE r.portfolio_id = $1 ORDER BY r.as_of, r.from_date`,
      [id],
    )
  ).rows;

describe('requestRecalculation', () => {
  it('gives fifty requests that come at once, the first ever of the process, one recalculation and one job', async () => {
    await closeSender();
    const asked = await Promise.all(Array.from({ length: 50 }, () => ask()));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(asked[0]).toMatchObject({ state: 'queued', fromDate: '2024-03-07', asOf: '2024-03-07', trigger: 'api' });
    expect(await jobs()).toEqual([
      expect.objectContaining({ id: asked[0].id, state: 'created', told: 'queued', priority: 90 }),
    ]);
  });

  it('gives fifty requests for different days a recalculation and a job each', async () => {
    const asked = await Promise.all(dates.slice(-50).map((asOf) => ask({ asOf })));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(50);
    expect((await jobs()).map(({ as_of, state }) => [as_of, state])).toEqual(
      dates.slice(-50).map((asOf) => [asOf, 'created']),
    );
  });

  it('belongs to the transaction that it is asked within, also as the first ever of the process', async () => {
    for (const isKept of [false, true]) {
      await closeSender();
      const asked = inOneTransaction(async () => {
        await ask();
        if (!isKept) throw new Error('taken back');
      });
      await (isKept ? asked : expect(asked).rejects.toThrow('taken back'));
      expect(await jobs()).toHaveLength(isKept ? 1 : 0);
    }
  });

  it('measures the newest day with prices of the index where no day is named', async () => {
    // ACME has a close today and the index has none.
    expect(await ask()).toMatchObject({ fromDate: '2024-03-07', asOf: '2024-03-07' });
  });

  it('measures the days of what is held where nobody has imported the index', async () => {
    const id = await newPortfolio('NONE');
    await inTransaction((client) => saveLots(client, localOwner, id, [newLot('ACME', 1)], 'replace', today));
    expect(await ask({}, id)).toMatchObject({ asOf: today });
  });

  it('finds the days whose past has changed, from the oldest to the newest, and refuses where there are none', async () => {
    await expect(ask({ stale: true })).rejects.toMatchObject({ code: 'nothing_stale', field: '/stale' });
    await pool().query(
      `INSERT INTO portfolio_snapshots (portfolio_id, snapshot_date, positions_total, positions_covered, stale_since, stale_reason)
       SELECT $1, day, 0, 0, CASE WHEN is_stale THEN now() END, CASE WHEN is_stale THEN 'prices' END
         FROM (VALUES (DATE '2024-02-01', false), ('2024-02-05', true), ('2024-02-06', false), ('2024-02-20', true),
                      ('2024-03-07', false)) AS given (day, is_stale)`,
      [portfolioId],
    );
    expect(await ask({ stale: true })).toMatchObject({ fromDate: '2024-02-05', asOf: '2024-02-20' });
    await expect(ask({ stale: true }, portfolioId, stranger)).rejects.toThrow(NotFound);
  });

  it('begins with the first trading day of a range', async () => {
    expect(await ask({ from: '2024-03-02', asOf: '2024-03-07' })).toMatchObject({ fromDate: '2024-03-05' });
    expect(await ask({ from: '2010-01-01', asOf: '2024-03-07' })).toMatchObject({ fromDate: dates[0] });
  });

  it.each([
    ['tomorrow', { asOf: '2024-03-09' }, 'date_in_future', '/as_of'],
    ['a far day', { asOf: '9999-12-31' }, 'date_in_future', '/as_of'],
    ['today, on which the index has no price yet', { asOf: today }, 'no_trading_day', '/as_of'],
    ['a holiday', { asOf: '2024-03-04' }, 'no_trading_day', '/as_of'],
    ['a Sunday', { asOf: '2024-03-03' }, 'no_trading_day', '/as_of'],
    ['a day before the first price', { asOf: '2001-01-02' }, 'no_trading_day', '/as_of'],
    ['a range that ends before it begins', { from: '2024-03-07', asOf: '2024-03-06' }, 'range_reversed', '/from'],
    ['a range that begins after the newest day', { from: today }, 'range_reversed', '/from'],
    ['a range of more than twenty years', { from: '2004-03-01', asOf: '2024-03-07' }, 'range_too_long', '/from'],
  ])('refuses %s', async (_, request, code, field) => {
    await expect(ask(request)).rejects.toMatchObject({ constructor: Refused, code, field });
    expect(await jobs()).toEqual([]);
  });

  it('takes a range of just twenty years', async () => {
    expect(await ask({ from: '2004-03-07', asOf: '2024-03-07' })).toMatchObject({ state: 'queued' });
  });

  it('says of a holiday which trading day is nearest before it', async () => {
    await expect(ask({ asOf: '2024-03-04' })).rejects.toThrow(/2024-03-01/);
    await expect(ask({ asOf: '2001-01-02' })).rejects.toThrow(
      'there are no prices on 2001-01-02, nor on any day before it',
    );
  });

  it('refuses a portfolio without any price, of its index or of what it holds', async () => {
    const id = await newPortfolio('NONE');
    await expect(ask({}, id)).rejects.toMatchObject({ code: 'no_prices' });
    await inTransaction((client) => saveLots(client, localOwner, id, [newLot('NOPRICE', 1)], 'replace', today));
    await expect(ask({}, id)).rejects.toMatchObject({ code: 'no_prices' });
  });

  it.each([
    ['a stranger', () => [portfolioId, stranger] as const],
    ['an id that is nobody', () => ['00000000-0000-7000-8000-0000000000aa', localOwner] as const],
    ['no id', () => ["' OR true --", localOwner] as const],
  ])('finds nothing for %s', async (_, who) => {
    const [id, owner] = who();
    await expect(ask({}, id, owner)).rejects.toThrow(NotFound);
    expect(await jobs()).toEqual([]);
  });

  it('finds nothing of a portfolio that is deleted meanwhile, and leaves no job behind', async () => {
    for (let i = 0; i < 10; i++) {
      const id = await newPortfolio();
      const [asked] = await Promise.allSettled([ask({}, id), deletePortfolio(localOwner, id)]);
      if (asked.status === 'rejected') expect(asked.reason).toBeInstanceOf(NotFound);
    }
    const { rows } = await pool().query(
      `SELECT count(*)::int AS count FROM recalculations WHERE portfolio_id NOT IN (SELECT id FROM portfolios)`,
    );
    expect(rows).toEqual([{ count: 0 }]);
  });

  it('is a new recalculation once the one before has ended, and the same while it runs', async () => {
    const first = await ask();
    await startRecalculation(first.id);
    expect(await ask()).toMatchObject({ id: first.id, state: 'running' });
    await cancelRecalculation(localOwner, first.id);
    const second = await ask();
    expect(second.id).not.toBe(first.id);
    expect(second.state).toBe('queued');
  });

  it('puts a person before a script', async () => {
    await requestRecalculation(localOwner, portfolioId, { trigger: 'person' });
    expect(await jobs()).toEqual([expect.objectContaining({ priority: 100 })]);
  });

  it('keeps neither where the job cannot be sent', async () => {
    await ask();
    await pool().query('ALTER TABLE pgboss.job ADD CONSTRAINT no_more CHECK (false) NOT VALID');
    await expect(ask({ asOf: '2024-03-06' })).rejects.toThrow();
    await pool().query('ALTER TABLE pgboss.job DROP CONSTRAINT no_more');
    expect((await jobs()).map(({ as_of }) => as_of)).toEqual(['2024-03-07']);
    expect(await ask({ asOf: '2024-03-06' })).toMatchObject({ state: 'queued' });
  });

  it('follows the portfolio to another index', async () => {
    await updatePortfolio(localOwner, portfolioId, { marketIndex: 'ACME' });
    expect(await ask()).toMatchObject({ asOf: today });
  });
});
