import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, documentOf } from '@/test/api';
import { newLot } from '@/test/new-lot';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';
import { dayNumber, isoDate } from '../risk/day';
import { disconnect, inTransaction, pool } from './client';
import { latestCloseDate, loadCloses, loadSplits } from './closes';
import { saveLots } from './holdings-import';
import { listLots } from './lots';
import { localOwner, type Owner } from './owner';
import { createPortfolio } from './portfolios';
import { latestMeasurableDay, measurableDays } from './trading-days';

const zones = [
  'UTC',
  'Pacific/Kiritimati',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'America/New_York',
];
const ownZone = process.env.TZ;

/** Days on which clocks change somewhere, ends of months and years, and the days around the first of all. */
const awkward = [
  '1969-12-31',
  '1970-01-01',
  '1970-01-02',
  '1999-12-31',
  '2000-02-29',
  '2011-12-29',
  '2011-12-31',
  '2023-12-31',
  '2024-01-01',
  '2024-02-29',
  '2024-03-10',
  '2024-03-31',
  '2024-10-27',
  '2024-11-03',
  '2024-12-31',
  '2025-02-28',
];

const idOf = async (symbol: string): Promise<number> =>
  (await pool().query('SELECT id FROM securities WHERE symbol = $1', [symbol])).rows[0].id;

const portfolio = async (marketIndex: string, symbols: readonly string[] = []) => {
  const { id } = await createPortfolio(localOwner, { name: 'x', currency: 'USD', marketIndex, benchmarkCode: 'SP500' });
  await inTransaction((client) =>
    saveLots(
      client,
      localOwner,
      id,
      symbols.map((symbol) => newLot(symbol, 1)),
      'replace',
      '2024-01-01',
    ),
  );
  return id;
};

beforeAll(async () => {
  await saveCloses([
    {
      symbol: 'AWK',
      dates: awkward,
      closes: awkward.map((_, i) => i + 1),
      adjusted: awkward.map((_, i) => (i + 1) / 8),
    },
    madeCloses('LONG', weekdays('2024-12-31', 1_500), { seed: 1 }),
    { symbol: 'ONE', dates: ['2024-06-03'], closes: [7] },
  ]);
  await pool().query(`INSERT INTO securities (symbol) VALUES ('NONE')`);
});

afterEach(() => {
  process.env.TZ = ownZone;
});
afterAll(disconnect);

describe('loadCloses', () => {
  /** The same, row by row as PostgreSQL writes it. */
  async function rowByRow(ids: readonly number[], from: string, to: string) {
    const { rows } = await pool().query(
      `SELECT security_id AS id, date::text, close::float8 AS raw, adj_close::float8 AS adjusted FROM daily_prices
        WHERE security_id = ANY($1) AND date BETWEEN $2 AND $3 ORDER BY security_id, date`,
      [ids, from, to],
    );
    return rows;
  }

  it('reads in binary, in columns, what SQL reads row by row', async () => {
    const ids = await Promise.all(['AWK', 'LONG', 'ONE', 'NONE'].map(idOf));
    for (const [from, to] of [
      ['1900-01-01', '2100-01-01'],
      ['2024-01-01', '2024-03-10'],
      ['2024-06-03', '2024-06-03'],
      ['1970-01-01', '1970-01-01'],
    ]) {
      const loaded = await loadCloses(ids, from, to);
      const flat = [...loaded.values()]
        .sort((a, b) => a.securityId - b.securityId)
        .flatMap(({ securityId, days, closes, rawCloses }) =>
          [...days].map((day, i) => ({ id: securityId, date: isoDate(day), raw: rawCloses[i], adjusted: closes[i] })),
        );
      expect(flat).toEqual(await rowByRow(ids, from, to));
    }
  });

  it('keeps every bit of a double', async () => {
    const numbers = fc.array(
      fc.integer({ min: 1, max: 9_007_199_254_740_991 }).map((n) => n / 1e8),
      { minLength: 1, maxLength: 40 },
    );
    const id = await idOf('NONE');
    await fc.assert(
      fc.asyncProperty(numbers, async (closes) => {
        const dates = closes.map((_, i) => isoDate(dayNumber('2020-01-01') + i));
        await pool().query('DELETE FROM daily_prices WHERE security_id = $1', [id]);
        await pool().query(
          `INSERT INTO daily_prices (security_id, date, close, adj_close, source)
           SELECT $1, date, close, close * 2, 'x' FROM unnest($2::date[], $3::numeric[]) AS given (date, close)`,
          [id, dates, closes.map((close) => close.toFixed(8))],
        );
        const one = (await loadCloses([id], '2020-01-01', '2020-12-31')).get(id)!;
        expect([...one.rawCloses]).toEqual(closes.map((close) => Number(close.toFixed(8))));
      }),
      { numRuns: 1_000 },
    );
    await pool().query('DELETE FROM daily_prices WHERE security_id = $1', [id]);
  }, 60_000);

  it('answers nothing of what has nothing, and nothing for nobody', async () => {
    const [none, one] = await Promise.all([idOf('NONE'), idOf('ONE')]);
    expect([...(await loadCloses([none, one], '2024-06-04', '2025-01-01')).keys()]).toEqual([]);
    expect([...(await loadCloses([none, one], '2000-01-01', '2025-01-01')).keys()]).toEqual([one]);
    expect((await loadCloses([], '2000-01-01', '2025-01-01')).size).toBe(0);
    expect((await loadCloses([2_000_000_000], '2000-01-01', '2025-01-01')).size).toBe(0);
  });

  it('reads more securities than one statement takes', async () => {
    const { rows } = await pool().query(
      `WITH made AS (INSERT INTO securities (symbol) SELECT 'M' || n FROM generate_series(1, 1100) AS n RETURNING id)
       INSERT INTO daily_prices (security_id, date, close, adj_close, source)
       SELECT id, '2024-05-01', id + 0.5, id, 'x' FROM made RETURNING security_id AS id`,
    );
    const loaded = await loadCloses(
      rows.map(({ id }) => id),
      '2024-05-01',
      '2024-05-01',
    );
    expect(loaded.size).toBe(1_100);
    for (const [id, { rawCloses, closes }] of loaded) expect([rawCloses[0], closes[0]]).toEqual([id + 0.5, id]);
    await pool().query(`DELETE FROM securities WHERE symbol ~ '^M[0-9]'`);
  });
});

describe('days', () => {
  it.each(zones)('are the same under the clock of %s, going in and coming out', async (zone) => {
    process.env.TZ = zone;
    // The zone counts: local midnight of one of these is another day in UTC.
    if (zone !== 'UTC') expect(new Date(2024, 0, 1).toISOString()).not.toBe('2024-01-01T00:00:00.000Z');
    const id = await idOf('AWK');
    const loaded = (await loadCloses([id], '1900-01-01', '2100-01-01')).get(id)!;
    expect([...loaded.days].map(isoDate)).toEqual(awkward);
    const mine = await portfolio('AWK', ['LONG']);
    expect(await measurableDays(localOwner, mine, '1969-12-31', '2025-02-28')).toEqual(awkward);
    for (const date of awkward) {
      expect(await latestMeasurableDay(localOwner, mine, date)).toBe(date);
      expect(await latestCloseDate(id, date)).toBe(date);
      expect(await measurableDays(localOwner, mine, date, date)).toEqual([date]);
    }
    await inTransaction((client) =>
      saveLots(
        client,
        localOwner,
        mine,
        awkward.map((date, i) => newLot('LONG', i + 1, { entryDate: date, quantityAsOf: date })),
        'replace',
        '2024-01-01',
      ),
    );
    const lots = (await listLots(localOwner, mine)).sort((a, b) => Number(a.quantity) - Number(b.quantity));
    expect(lots.map(({ entryDate, quantityAsOf }) => [entryDate, quantityAsOf])).toEqual(
      awkward.map((date) => [date, date]),
    );
  });

  it.each(zones)('are the same through the API under the clock of %s', async (zone) => {
    process.env.TZ = zone;
    const { POST } = await import('@/app/api/v1/prices/import/route');
    const { importSchema } = await import('@/lib/api/import');
    const file = `date,symbol,close\n${awkward.map((date, i) => `${date},Z${zones.indexOf(zone)},${i + 1}`).join('\n')}\n`;
    const response = await call(POST, '/api/v1/prices/import', { body: file, headers: { 'content-type': 'text/csv' } });
    expect(await documentOf(response, importSchema)).toMatchObject({ rows_added: awkward.length });
    const { rows } = await pool().query(
      `SELECT date::text FROM daily_prices JOIN securities s ON s.id = security_id WHERE symbol = $1 ORDER BY 1`,
      [`Z${zones.indexOf(zone)}`],
    );
    expect(rows.map(({ date }) => date)).toEqual(awkward);
  });
});

describe('splits', () => {
  it('come by security and date; a dividend is none', async () => {
    const [awk, long] = await Promise.all([idOf('AWK'), idOf('LONG')]);
    await pool().query(
      `INSERT INTO corporate_actions (security_id, date, dividend, split, source)
       VALUES ($1, '2024-02-29', 0, 0.1, 'x'), ($1, '1970-01-01', 1, 4, 'x'), ($1, '2024-03-10', 5, 1, 'x'), ($2, '2024-02-29', 0, 2, 'x')`,
      [awk, long],
    );
    expect(await loadSplits([awk])).toEqual([
      { securityId: awk, date: '1970-01-01', ratio: 4 },
      { securityId: awk, date: '2024-02-29', ratio: 0.1 },
    ]);
    expect(await loadSplits([])).toEqual([]);
  });
});

describe('the days a portfolio can be measured on', () => {
  it('are those of its index, where the index has prices, whatever it holds', async () => {
    const id = await portfolio('AWK', ['LONG', 'ONE']);
    expect(await measurableDays(localOwner, id, '2024-01-01', '2024-03-31')).toEqual([
      '2024-01-01',
      '2024-02-29',
      '2024-03-10',
      '2024-03-31',
    ]);
    expect(await latestMeasurableDay(localOwner, id, '2024-02-28')).toBe('2024-01-01');
    expect(await latestMeasurableDay(localOwner, id, '1969-12-30')).toBeNull();
  });

  it('are those of what it holds where nobody has imported the index, each day once', async () => {
    for (const index of ['UNHEARD', 'NONE']) {
      const id = await portfolio(index, ['ONE', 'AWK', 'LONG']);
      const days = await measurableDays(localOwner, id, '2024-06-01', '2024-06-07');
      expect(days).toEqual(['2024-06-03', '2024-06-04', '2024-06-05', '2024-06-06', '2024-06-07']);
      expect(await latestMeasurableDay(localOwner, id, '2025-12-31')).toBe('2025-02-28');
    }
    expect(await measurableDays(localOwner, await portfolio('UNHEARD'), '2000-01-01', '2025-01-01')).toEqual([]);
  });

  it("are nobody else's business", async () => {
    const id = await portfolio('AWK');
    const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;
    await expect(measurableDays(stranger, id, '2024-01-01', '2024-03-31')).rejects.toThrow('no such portfolio');
    await expect(latestMeasurableDay(stranger, id, '2024-03-31')).rejects.toThrow('no such portfolio');
    await expect(latestMeasurableDay(localOwner, 'x', '2024-03-31')).rejects.toThrow('no such portfolio');
  });
});
