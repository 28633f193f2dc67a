import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pool } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { requestRecalculation, requireRecalculation } from '@/lib/db/recalculations';
import { seedBook, seedPrices, sessionsUntil } from '@/test/engine-book';
import { forgetResults, storedNumbers } from '@/test/stored-numbers';
import { recalculate } from './recalculate';

const asOf = '2024-07-09';
const sessions = sessionsUntil(asOf, 1_500);
const days = sessions.slice(-45);

let portfolioId: string;

/** Recalculates as a worker does, but at once. */
async function run(from: string, to = from, portfolio = portfolioId) {
  const { recalculation } = await requestRecalculation(pool(), localOwner, {
    portfolioId: portfolio,
    fromDate: from,
    asOf: to,
    trigger: 'person',
  });
  await recalculate(recalculation.id, new AbortController().signal);
  return requireRecalculation(localOwner, recalculation.id);
}

const staleDays = async () =>
  (
    await pool().query(
      `SELECT snapshot_date AS date, stale_reason AS reason FROM portfolio_snapshots
        WHERE portfolio_id = $1 AND stale_since IS NOT NULL ORDER BY 1`,
      [portfolioId],
    )
  ).rows as { date: string; reason: string }[];

const countRuns = async () => Number((await pool().query('SELECT count(*) FROM runs')).rows[0].count);

beforeAll(async () => {
  const symbols = await seedPrices(9, sessions);
  const id = async (symbol: string) =>
    (await pool().query('SELECT id FROM securities WHERE symbol = $1', [symbol])).rows[0].id;
  // One company is two months old, one left three weeks ago, one was halted for a month, one lacks single days.
  await pool().query('DELETE FROM daily_prices WHERE security_id = $1 AND date < $2', [
    await id('S1'),
    sessions.at(-60),
  ]);
  await pool().query('DELETE FROM daily_prices WHERE security_id = $1 AND date > $2', [
    await id('S2'),
    sessions.at(-15),
  ]);
  await pool().query('DELETE FROM daily_prices WHERE security_id = $1 AND date BETWEEN $2 AND $3', [
    await id('S3'),
    sessions.at(-50),
    sessions.at(-30),
  ]);
  await pool().query('DELETE FROM daily_prices WHERE security_id = $1 AND extract(day FROM date) IN (1, 9, 10, 28)', [
    await id('S4'),
  ]);
  await pool().query(`INSERT INTO corporate_actions (security_id, date, split, source) VALUES ($1, $2, 4, 'test')`, [
    await id('S5'),
    sessions.at(-20),
  ]);
  portfolioId = await seedBook(symbols, 14);
});

describe('recalculate', () => {
  beforeEach(() => forgetResults());

  it('gives the same bits for a day by itself as among the days of a range, in whatever order', async () => {
    expect(await run(days[0], asOf)).toMatchObject({ state: 'completed', daysStored: 45, daysUnchanged: 0 });
    const inOnePass = await storedNumbers(portfolioId);
    expect(inOnePass.length).toBeGreaterThan(45 * 40);
    await forgetResults();
    const shuffled = [...days].sort((a, b) => (a.slice(-1) + a < b.slice(-1) + b ? 1 : -1));
    for (const day of shuffled) expect(await run(day)).toMatchObject({ state: 'completed', daysStored: 1 });
    expect(await storedNumbers(portfolioId)).toEqual(inOnePass);
  });

  it('gives the same bits from securities that were measured for somebody else before', async () => {
    await run(days[0], asOf);
    const measured = await storedNumbers(portfolioId);
    await forgetResults({ keepSymbols: true });
    await run(days[0], asOf);
    expect(await storedNumbers(portfolioId)).toEqual(measured);
  });

  it('gives the same bits where the rows of securities could not be written before the portfolio', async () => {
    await run(days[0], asOf);
    const measured = await storedNumbers(portfolioId);
    await forgetResults();
    const own = pool().query;
    let refused = 0;
    pool().query = ((...given: Parameters<typeof own>) => {
      const { name } = given[0] as { name?: string };
      if (!name?.startsWith('append ')) return own.apply(pool(), given);
      refused++;
      return Promise.reject(new Error('no room'));
    }) as typeof own;
    try {
      expect(await run(days[0], asOf)).toMatchObject({ state: 'completed' });
    } finally {
      pool().query = own;
    }
    expect(refused).toBeGreaterThan(0);
    expect(await storedNumbers(portfolioId)).toEqual(measured);
  });

  it('leaves days alone whose inputs are unchanged, without reading a close', async () => {
    await run(days[0], asOf);
    const before = await storedNumbers(portfolioId);
    const runs = await countRuns();
    expect(await run(days[0], asOf)).toMatchObject({ state: 'completed', daysStored: 0, daysUnchanged: 45 });
    expect(await countRuns()).toBe(runs);
    expect(await storedNumbers(portfolioId)).toEqual(before);
  });

  it('measures a security alike whatever else is loaded beside it', async () => {
    await run(asOf);
    const rows = async () =>
      (
        await pool().query(`SELECT v.* FROM symbol_volatilities v JOIN securities s ON s.id = v.security_id
                            WHERE s.symbol = 'S4'`)
      ).rows;
    const among = await rows();
    await forgetResults();
    const alone = await seedBook(['S4'], 1);
    await run(asOf, asOf, alone);
    await pool().query('DELETE FROM portfolios WHERE id = $1', [alone]);
    expect(await rows()).toEqual(among);
  });
});

describe('a change of history', () => {
  beforeAll(async () => {
    await forgetResults();
    await run(days[0], asOf);
  });
  beforeEach(async () => {
    await run(days[0], asOf);
    expect(await staleDays()).toEqual([]);
  });

  it('of a close marks the days from it on, keeps the runs before, and is mended by the next recalculation', async () => {
    const runs = await countRuns();
    const change = (close: string) =>
      pool().query(
        `UPDATE daily_prices SET close = $1, adj_close = $1 WHERE date = $2
            AND security_id = (SELECT id FROM securities WHERE symbol = 'S0')`,
        [close, days[40]],
      );
    await change('33.25');
    expect(await staleDays()).toEqual(days.slice(40).map((date) => ({ date, reason: 'prices' })));
    expect(await run(days[0], asOf)).toMatchObject({ daysStored: 5, daysUnchanged: 40 });
    expect(await countRuns()).toBe(runs + 5);
  });

  it('of a price that says the same, or of its volume, marks nothing', async () => {
    await pool().query(`UPDATE daily_prices SET volume = 5, close = close WHERE date = $1`, [days[40]]);
    expect(await staleDays()).toEqual([]);
  });

  it('of a security nobody holds marks nothing', async () => {
    await pool().query(`WITH made AS (INSERT INTO securities (symbol) VALUES ('OTHER') RETURNING id)
       INSERT INTO daily_prices (security_id, date, close, adj_close, source) SELECT id, '2024-07-01', 1, 1, 'test' FROM made`);
    expect(await staleDays()).toEqual([]);
  });

  it('of a close older than every window marks nothing, of the index all days from it on', async () => {
    await pool().query(`INSERT INTO daily_prices (security_id, date, close, adj_close, source)
                        SELECT id, '2018-05-04', 5, 5, 'test' FROM securities WHERE symbol = 'SPY'`);
    expect(await staleDays()).toEqual([]);
    await pool().query(
      `UPDATE daily_prices SET adj_close = adj_close * 1.01 WHERE date = $1
                          AND security_id = (SELECT id FROM securities WHERE symbol = 'SPY')`,
      [days[43]],
    );
    expect((await staleDays()).map(({ date }) => date)).toEqual(days.slice(43));
  });

  it('of a split marks the days on the other side of it from where the quantity was stated', async () => {
    await pool().query(
      `INSERT INTO corporate_actions (security_id, date, split, source)
                        SELECT id, $1, 2, 'test' FROM securities WHERE symbol = 'S0'`,
      [days[30]],
    );
    expect(await staleDays()).toEqual(days.slice(30).map((date) => ({ date, reason: 'actions' })));
  });

  it('of when a lot was sold marks the days on which it is no longer held', async () => {
    await pool().query(`UPDATE positions SET exit_date = $2 WHERE portfolio_id = $1 AND lot_id = 'L6'`, [
      portfolioId,
      days[42],
    ]);
    expect(await staleDays()).toEqual(days.slice(42).map((date) => ({ date, reason: 'holdings' })));
  });

  it('of a quantity marks the days on which it is held, of a sector or the index every day', async () => {
    await pool().query(`UPDATE positions SET quantity = quantity + 1 WHERE portfolio_id = $1 AND lot_id = 'L6'`, [
      portfolioId,
    ]);
    expect((await staleDays()).length).toBe(42);
    await run(days[0], asOf);
    await pool().query(`UPDATE securities SET sector = 'Energy' WHERE symbol = 'S7'`);
    expect(await staleDays()).toEqual(days.map((date) => ({ date, reason: 'securities' })));
    await run(days[0], asOf);
    await pool().query(`UPDATE portfolios SET market_index = 'S8' WHERE id = $1`, [portfolioId]);
    expect(await staleDays()).toEqual(days.map((date) => ({ date, reason: 'settings' })));
    await pool().query(`UPDATE portfolios SET market_index = 'SPY' WHERE id = $1`, [portfolioId]);
  });

  it('of benchmark weights marks the days that take them', async () => {
    const insert = (asOfDate: string) =>
      pool().query(
        `INSERT INTO benchmarks_sector_weights (benchmark_code, asof_date, sector, weight, data_source)
         SELECT 'SP500', $1, sector, weight, 'test' FROM (VALUES ('Energy', 0.1), ('Financials', 0.1),
           ('Communication Services', 0.1), ('Consumer Discretionary', 0.1), ('Consumer Staples', 0.1),
           ('Health Care', 0.1), ('Industrials', 0.1), ('Information Technology', 0.1), ('Materials', 0.1),
           ('Real Estate', 0.05), ('Utilities', 0.05)) AS w (sector, weight)`,
        [asOfDate],
      );
    await insert(days[30]);
    expect(await staleDays()).toEqual(days.slice(30).map((date) => ({ date, reason: 'sector_weights' })));
    await run(days[0], asOf);
    await insert(days[20]);
    expect((await staleDays()).map(({ date }) => date)).toEqual(days.slice(20, 30));
  });

  it('that comes while it is being measured is read before anything is stored', async () => {
    await pool().query(`UPDATE positions SET quantity = quantity + 1 WHERE portfolio_id = $1 AND lot_id = 'L5'`, [
      portfolioId,
    ]);
    const client = await pool().connect();
    await client.query('BEGIN');
    await client.query(
      `UPDATE daily_prices SET adj_close = adj_close * 1.5 WHERE date = $1
                          AND security_id = (SELECT id FROM securities WHERE symbol = 'S6')`,
      [days[10]],
    );
    const running = run(days[0], asOf);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await client.query('COMMIT');
    client.release();
    expect(await running).toMatchObject({ state: 'completed' });
    expect(await staleDays()).toEqual([]);
    const mended = await storedNumbers(portfolioId);
    await forgetResults();
    await run(days[0], asOf);
    // The first lines are the snapshots, one a day.
    expect((await storedNumbers(portfolioId)).slice(0, days.length)).toEqual(mended.slice(0, days.length));
  });
});
