import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newLot } from '@/test/new-lot';
import { saveCloses } from '@/test/small-market';
import { disconnect, inTransaction, pool } from '../db/client';
import { demonstrationState, removeDemonstration } from '../db/demonstration';
import { saveLots } from '../db/holdings-import';
import { listLots } from '../db/lots';
import { localOwner, type Owner } from '../db/owner';
import { createPortfolio, listPortfolios, updatePortfolio } from '../db/portfolios';
import { completeRecalculation, startRecalculation } from '../db/recalculations';
import { snapshotPositions } from '../db/snapshot-positions';
import { snapshotOn } from '../db/snapshots';
import { lastTradingDays, nextTradingDay, tradingDays } from '../market/calendar';
import { demonstration } from '../market/demonstration';
import { shippedSectorWeights } from '../market/shipped';
import { simulatedActions, simulatedBars, simulatedStart } from '../market/simulated';
import { continueDemonstration, seedDemonstration } from './demonstration';
import { closeSender } from './queue';
import { recalculate } from './recalculate';

const today = '2026-03-13';
const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;

const count = async (sql: string, values: unknown[] = []) =>
  Number((await pool().query(`SELECT count(*) FROM ${sql}`, values)).rows[0].count);
const recalculations = async () =>
  (
    await pool().query(
      'SELECT id, portfolio_id, from_date, as_of, trigger, state FROM recalculations ORDER BY requested_at, as_of, from_date, id',
    )
  ).rows;

/** Takes what is in line as done, as a worker would have. */
async function finishAll(): Promise<void> {
  for (const { id, state } of await recalculations()) {
    if (state !== 'queued') continue;
    const attempt = await startRecalculation(id);
    await inTransaction((client) => completeRecalculation(client, id, attempt!.attempts));
  }
}

beforeAll(async () => {
  process.env.BALLAST_TODAY = today;
  await pool().query(`INSERT INTO users (id, name) VALUES ($1, 'Somebody else')`, [stranger]);
});

afterAll(async () => {
  await closeSender();
  await disconnect();
});

// One story, told in order: each part begins where the one before ended.
describe.sequential('the demonstration', () => {
  afterEach(() => {
    process.env.BALLAST_TODAY = today;
  });

  it('is not put into a database where nobody asked for it; the facts are', async () => {
    expect(await seedDemonstration(false)).toBe('never');
    expect([await count('portfolios'), await count('securities')]).toEqual([0, 0]);
    expect(await count('benchmarks_sector_weights')).toBe(11 * shippedSectorWeights.length);
    expect(await count('exchange_sessions')).toBe(tradingDays('1990-01-01', '2035-12-31').length);
    expect(await demonstrationState()).toBe('never');
  });

  it('is three portfolios of 63 lots on a market that is simulated throughout', async () => {
    expect(await seedDemonstration(true)).toBe('seeded');
    const portfolios = await listPortfolios(localOwner);
    expect(
      portfolios.map(({ name, isDemonstration, marketIndex, positions }) => [
        name,
        isDemonstration,
        marketIndex,
        positions,
      ]),
    ).toEqual([
      ['Individual investor', true, 'SIM500', 16],
      ['Wealthy household', true, 'SIM500', 17],
      ['Long/short fund', true, 'SIM500', 30],
    ]);
    expect(await count('positions')).toBe(63);
    expect(await count('securities WHERE NOT is_simulated')).toBe(0);
    expect(await count(`securities WHERE symbol !~ '\\.SIM$' AND symbol <> 'SIM500'`)).toBe(0);
    expect(await count(`daily_prices WHERE source <> 'simulated'`)).toBe(0);
    const { rows } = await pool().query(
      `SELECT min(date), max(date) FROM daily_prices JOIN securities s ON s.id = security_id WHERE symbol = 'SIM500'`,
    );
    expect(rows).toEqual([{ min: expect.stringMatching(/^20(19|20)/), max: today }]);
    expect(rows[0].min <= '2020-03-13').toBe(true);
  });

  it('holds the prices and actions that the simulated market has, to the last digit', async () => {
    const { securities } = demonstration(today);
    expect(await count('securities')).toBe(securities.length);
    for (const { symbol } of securities) {
      const { rows } = await pool().query(
        `SELECT date, close::float8 AS close, adj_close::float8 AS adjusted, volume FROM daily_prices
           JOIN securities s ON s.id = security_id WHERE symbol = $1 ORDER BY date`,
        [symbol],
      );
      expect(rows).toEqual(
        simulatedBars(symbol, simulatedStart, today).map(({ date, close, adjustedClose, volume }) => ({
          date,
          close,
          adjusted: adjustedClose,
          volume,
        })),
      );
      const { rows: actions } = await pool().query(
        `SELECT date, dividend::float8 AS dividend, split::float8 AS split FROM corporate_actions
           JOIN securities s ON s.id = security_id WHERE symbol = $1 ORDER BY date`,
        [symbol],
      );
      expect(actions).toEqual(
        simulatedActions(symbol, simulatedStart, today).map(({ date, dividend, split }) => ({ date, dividend, split })),
      );
    }
  });

  it('asks for the newest day of each portfolio first, and then for the year behind it', async () => {
    const asked = await recalculations();
    expect(asked.map(({ from_date, as_of }) => [from_date, as_of]).sort()).toEqual(
      [...Array(3).fill([lastTradingDays(today, 252)[0], today]), ...Array(3).fill([today, today])].sort(),
    );
    expect(asked.every(({ trigger, state }) => trigger === 'demonstration' && state === 'queued')).toBe(true);
    const { rows: jobs } = await pool().query(
      `SELECT id FROM pgboss.job WHERE name = 'recalculate' ORDER BY created_on, id`,
    );
    expect(jobs).toHaveLength(6);
    const single = new Set(asked.filter(({ from_date }) => from_date === today).map(({ id }) => id));
    expect(new Set(jobs.slice(0, 3).map(({ id }) => id))).toEqual(single);
  });

  it('is measured: every portfolio has its numbers, and every state of a number is to be seen', async () => {
    const reasons = new Set<string>();
    for (const { id, from_date } of await recalculations())
      if (from_date === today) await recalculate(id, new AbortController().signal);
    for (const { id, positions } of await listPortfolios(localOwner)) {
      const snapshot = (await snapshotOn(localOwner, id))!;
      expect(snapshot.date).toBe(today);
      const { beta, volatility, sectors, concentration } = snapshot.estimates;
      expect([
        beta.weighted.status,
        beta.direct90.status,
        volatility.realized21d.status,
        volatility.forecast.status,
        sectors.status,
        concentration.status,
      ]).toEqual(Array(6).fill('measured'));
      const lots = await snapshotPositions(snapshot);
      expect(lots).toHaveLength(positions);
      for (const lot of lots) for (const reason of [lot.reason, lot.beta?.reason]) if (reason) reasons.add(reason);
    }
    expect([...reasons].sort()).toEqual(
      expect.arrayContaining(['no_delta', 'private_asset', 'short_history', 'stale_prices']),
    );
  });

  it('is put in once ever: a second start changes nothing', async () => {
    const tables = [
      'portfolios',
      'positions',
      'securities',
      'daily_prices',
      'corporate_actions',
      'recalculations',
      'benchmarks_sector_weights',
      'exchange_sessions',
    ];
    const state = async () =>
      Promise.all(
        tables.map(
          async (table) =>
            (await pool().query(`SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) AS sum FROM ${table} t`)).rows[0]
              .sum,
        ),
      );
    const before = await state();
    expect(await seedDemonstration(true)).toBe('present');
    expect(await Promise.all([seedDemonstration(true), seedDemonstration(true), seedDemonstration(false)])).toEqual([
      'present',
      'present',
      'present',
    ]);
    expect(await state()).toEqual(before);
  });

  it('leaves weights that somebody corrected as they are, at every start', async () => {
    const [{ asOf }] = shippedSectorWeights;
    const weights = async () =>
      (
        await pool().query(
          'SELECT sector, weight::float8, data_source FROM benchmarks_sector_weights WHERE asof_date = $1 ORDER BY 1',
          [asOf],
        )
      ).rows;
    await pool().query(`UPDATE benchmarks_sector_weights SET data_source = 'mine' WHERE asof_date = $1`, [asOf]);
    const corrected = await weights();
    expect(await seedDemonstration(true)).toBe('present');
    expect(await weights()).toEqual(corrected);
  });

  it('stays as it is while the day is the same', async () => {
    await finishAll();
    const before = [await count('daily_prices'), await count('recalculations')];
    await continueDemonstration();
    await Promise.all([continueDemonstration(), continueDemonstration()]);
    expect([await count('daily_prices'), await count('recalculations')]).toEqual(before);
  });

  it('goes on with the days that came, as if it had been made today', async () => {
    const later = lastTradingDays('2026-07-10', 1)[0];
    process.env.BALLAST_TODAY = later;
    await finishAll();
    await Promise.all([continueDemonstration(), continueDemonstration(), continueDemonstration()]);
    const asked = (await recalculations()).filter(({ state }) => state === 'queued');
    expect(asked.map(({ from_date, as_of }) => [from_date, as_of])).toEqual(
      Array(3).fill([nextTradingDay(today), later]),
    );
    const { securities } = demonstration(later);
    for (const { symbol } of securities) {
      const { rows } = await pool().query(
        `SELECT date, close::float8 AS close, adj_close::float8 AS adjusted FROM daily_prices
           JOIN securities s ON s.id = security_id WHERE symbol = $1 ORDER BY date`,
        [symbol],
      );
      expect([symbol, rows]).toEqual([
        symbol,
        simulatedBars(symbol, simulatedStart, later).map(({ date, close, adjustedClose }) => ({
          date,
          close,
          adjusted: adjustedClose,
        })),
      ]);
    }
    const { rows: splits } = await pool().query(
      'SELECT symbol, date, dividend::float8 AS dividend, split::float8 AS split FROM corporate_actions JOIN securities s ON s.id = security_id ORDER BY symbol COLLATE "C", date',
    );
    const all = securities.flatMap(({ symbol }) =>
      simulatedActions(symbol, simulatedStart, later).map(({ date, dividend, split }) => ({
        symbol,
        date,
        dividend,
        split,
      })),
    );
    expect(splits).toEqual(
      all.sort((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : a.date < b.date ? -1 : 1)),
    );
    await finishAll();
  });

  it('does not run after a portfolio that was set against an index of its owner', async () => {
    const later = lastTradingDays('2026-07-13', 1)[0];
    process.env.BALLAST_TODAY = later;
    const [first] = await listPortfolios(localOwner);
    await saveCloses([{ symbol: 'SPY', dates: ['2021-03-30', '2021-03-31'], closes: [390, 396] }]);
    await updatePortfolio(localOwner, first.id, { marketIndex: 'SPY' });
    await continueDemonstration();
    const asked = (await recalculations()).filter(({ state }) => state === 'queued');
    expect(asked.map(({ from_date }) => from_date)).toEqual([later, later]);
    await finishAll();
    await continueDemonstration();
    expect((await recalculations()).filter(({ state }) => state === 'queued')).toEqual([]);
    await updatePortfolio(localOwner, first.id, { marketIndex: 'SIM500' });
    await finishAll();
  });

  it('goes on also where a person has put prices of their own in the place of some', async () => {
    const later = lastTradingDays('2026-07-14', 1)[0];
    process.env.BALLAST_TODAY = later;
    await pool().query(`UPDATE securities SET price_source = 'CSV' WHERE symbol = 'FRSH.SIM'`);
    await pool().query(
      `UPDATE daily_prices SET source = 'CSV', close = 1, adj_close = 1 WHERE security_id = (SELECT id FROM securities WHERE symbol = 'FRSH.SIM')`,
    );
    await continueDemonstration();
    expect(await count(`daily_prices WHERE date = $1`, [later])).toBeGreaterThan(50);
    expect(
      await count(
        `daily_prices WHERE date = $1 AND security_id = (SELECT id FROM securities WHERE symbol = 'FRSH.SIM')`,
        [later],
      ),
    ).toBe(0);
    await finishAll();
  });

  it('is removed for good, all of it but what somebody else holds, and no start puts it back', async () => {
    const settings = { name: 'My own', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
    const { id: own } = await createPortfolio(localOwner, settings);
    const { id: foreign } = await createPortfolio(stranger, { ...settings, marketIndex: 'SIM500' });
    await inTransaction((client) =>
      saveLots(client, localOwner, own, [newLot('HDGB.SIM', 5), newLot('TCKW.SIM', 5)], 'replace', today),
    );
    await inTransaction((client) => saveLots(client, localOwner, own, [newLot('HDGB.SIM', 5)], 'replace', today));
    await inTransaction((client) => saveLots(client, stranger, foreign, [newLot('LMFG.SIM', 5)], 'replace', today));

    await removeDemonstration(localOwner);
    expect((await listPortfolios(localOwner)).map(({ name }) => name)).toEqual(['My own']);
    const { rows } = await pool().query(`SELECT symbol FROM securities WHERE is_simulated ORDER BY symbol`);
    // What is held, what was held (its results stay readable), and the index of somebody's portfolio.
    expect(rows.map(({ symbol }) => symbol)).toEqual(['HDGB.SIM', 'LMFG.SIM', 'SIM500', 'TCKW.SIM']);
    expect(
      await count(`daily_prices JOIN securities s ON s.id = security_id WHERE s.symbol = 'HDGB.SIM'`),
    ).toBeGreaterThan(1_000);
    expect((await listLots(localOwner, own)).map(({ symbol, quantity }) => [symbol, quantity])).toEqual([
      ['HDGB.SIM', '5'],
    ]);
    expect(await demonstrationState()).toBe('removed');

    const before = await count('daily_prices');
    expect(await seedDemonstration(true)).toBe('removed');
    process.env.BALLAST_TODAY = '2026-09-30';
    await continueDemonstration();
    expect([await count('daily_prices'), await count('portfolios')]).toEqual([before, 2]);
    await removeDemonstration(localOwner);
    expect(await demonstrationState()).toBe('removed');
  });

  it('keeps the index that somebody was measured against, also once they are measured against another', async () => {
    const {
      rows: [foreign],
    } = await pool().query('SELECT id FROM portfolios WHERE owner_id = $1', [stranger]);
    await pool().query(
      `INSERT INTO runs (portfolio_id, snapshot_date, market_index, benchmark_code, holdings_version, method_version, input_hash)
       VALUES ($1, '2026-03-13', 'SIM500', 'SP500', 1, 1, '00000000-0000-0000-0000-000000000000')`,
      [foreign.id],
    );
    await updatePortfolio(stranger, foreign.id, { marketIndex: 'SPY' });
    await removeDemonstration(localOwner);
    expect(await count(`securities WHERE symbol = 'SIM500'`)).toBe(1);
  });
});
