import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pool } from '@/lib/db/client';
import { seedBook, seedPrices, sessionsUntil } from '@/test/engine-book';
import { nightOf, runNight } from './nightly';
import { closeSender } from './queue';
import { recalculate } from './recalculate';

const asOf = '2024-07-09';
const sessions = sessionsUntil(asOf, 120);
let portfolioId: string;

const queued = async () =>
  (
    await pool().query(
      `SELECT r.id, r.from_date AS from, r.as_of AS to, r.trigger, j.priority FROM recalculations r
         LEFT JOIN pgboss.job j ON j.id = r.id WHERE r.portfolio_id = $1 AND r.state = 'queued'`,
      [portfolioId],
    )
  ).rows;

const work = async () => {
  for (const { id } of await queued()) await recalculate(id, new AbortController().signal);
};

beforeAll(async () => {
  portfolioId = await seedBook(await seedPrices(3, sessions));
  return closeSender;
});

describe('the night of a trading day', () => {
  it.each([
    ['before its close in winter time', '2024-03-08T21:00:00Z', '2024-03-07'],
    ['half an hour after its close in winter time', '2024-03-08T21:30:00Z', '2024-03-08'],
    ['the weekend on which clocks go forward', '2024-03-10T12:00:00Z', '2024-03-08'],
    ['before its close in summer time', '2024-03-11T20:29:59Z', '2024-03-08'],
    ['half an hour after its close in summer time', '2024-03-11T20:30:00Z', '2024-03-11'],
    ['on the last day of summer time', '2024-11-01T20:30:00Z', '2024-11-01'],
    ['on the first day of winter time, an hour later', '2024-11-04T20:30:00Z', '2024-11-01'],
    ['and half an hour after its close', '2024-11-04T21:30:00Z', '2024-11-04'],
    ['after a half day', '2024-11-29T18:30:00Z', '2024-11-29'],
    ['on a holiday', '2024-07-04T23:00:00Z', '2024-07-03'],
  ])('%s', (_, instant, day) => {
    expect(nightOf(new Date(instant))).toBe(day);
  });
});

describe('runNight', () => {
  beforeEach(() => pool().query('DELETE FROM nights'));

  it('runs once, however many workers ask at once and again', async () => {
    const counts = await Promise.all(Array.from({ length: 8 }, () => runNight(new Date('2024-07-05T22:00:00Z'))));
    expect(counts.filter((count) => count !== null)).toEqual([1]);
    expect(await runNight(new Date('2024-07-06T09:00:00Z'))).toBeNull();
    expect(await queued()).toEqual([
      expect.objectContaining({ from: '2024-07-05', to: '2024-07-05', trigger: 'nightly', priority: 10 }),
    ]);
    await work();
  });

  it('after days asleep measures every day that was missed, and nothing where none was', async () => {
    expect(await runNight(new Date('2024-07-05T22:00:00Z'))).toBe(0);
    expect(await runNight(new Date('2024-07-09T22:00:00Z'))).toBe(1);
    expect(await queued()).toEqual([expect.objectContaining({ from: '2024-07-08', to: '2024-07-09' })]);
    await work();
  });

  it('measures again what history has changed under, once', async () => {
    await pool().query(`UPDATE daily_prices SET adj_close = adj_close * 1.1 WHERE date = '2024-07-08'`);
    expect(await runNight(new Date('2024-07-09T22:00:00Z'))).toBe(1);
    expect(await queued()).toEqual([expect.objectContaining({ from: '2024-07-08', to: '2024-07-09' })]);
    await work();
    expect(await runNight(new Date('2024-07-10T22:00:00Z'))).toBe(0);
  });
});
