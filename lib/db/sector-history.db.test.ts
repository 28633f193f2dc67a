import { beforeEach, describe, expect, it } from 'vitest';
import { NotFound } from './absence';
import { pool } from './client';
import type { Owner } from './owner';
import { sectorHistory } from './sector-history';

let owner: Owner;
let stranger: Owner;
let portfolioId: string;

const newOwner = async (): Promise<Owner> =>
  (await pool().query(`INSERT INTO users (name) VALUES ('Somebody') RETURNING id`)).rows[0].id;

beforeEach(async () => {
  owner = await newOwner();
  stranger = await newOwner();
  const { rows } = await pool().query(
    `INSERT INTO portfolios (owner_id, name, currency, market_index, benchmark_code)
     VALUES ($1, 'Mine', 'USD', 'SPY', 'SP500') RETURNING id`,
    [owner],
  );
  portfolioId = rows[0].id;
});

describe('sectorHistory', () => {
  const dayOf = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
  const store = (days: number) =>
    pool().query(
      `INSERT INTO portfolio_snapshots (portfolio_id, snapshot_date, positions_total, positions_covered, sector_exposure)
       SELECT $1, date '2024-01-01' + i, 1, 1, json_build_object('Energy', i) FROM generate_series(0, $2 - 1) AS i`,
      [portfolioId, days],
    );

  it('gives every day up to the one asked for, oldest first, where there are few', async () => {
    await store(10);
    const days = await sectorHistory(owner, portfolioId, dayOf(6), 300);
    expect(days.map(({ date }) => date)).toEqual([0, 1, 2, 3, 4, 5, 6].map(dayOf));
    expect(days[6]).toEqual({ date: dayOf(6), net: { Energy: 6 }, active: null });
  });

  it.each([
    [301, 300],
    [700, 300],
    [299, 300],
    [7, 3],
  ])('thins %i days to at most %i, evenly and with the newest', async (stored, most) => {
    await store(stored);
    const days = await sectorHistory(owner, portfolioId, '2100-01-01', most);
    expect(days.length).toBeLessThanOrEqual(most);
    expect(days.length).toBeGreaterThan(most / 2 - 1);
    expect(days.at(-1)?.date).toBe(dayOf(stored - 1));
    const places = days.map(({ net }) => net.Energy);
    expect(new Set(places.slice(1).map((place, i) => place - places[i])).size).toBe(1);
  });

  it('shows a stranger nothing', async () => {
    await store(3);
    expect(await sectorHistory(stranger, portfolioId, '2100-01-01', 300)).toEqual([]);
    await expect(sectorHistory(owner, 'nobody', '2100-01-01', 300)).rejects.toThrow(NotFound);
  });
});
