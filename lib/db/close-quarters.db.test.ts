import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disconnect, inTransaction, pool } from './client';
import { loadCloses } from './closes';
import { ensureSecurities } from './securities';

let ids: number[];

beforeAll(async () => {
  const made = await inTransaction((client) => ensureSecurities(client, [{ symbol: 'ONE' }, { symbol: 'TWO' }]));
  ids = [made.get('ONE')!, made.get('TWO')!];
});

afterAll(disconnect);

/** What the quarters ought to hold, told from the rows themselves in the same bytes. */
async function differences(): Promise<number> {
  const { rows } = await pool().query(
    `SELECT count(*)::int AS n FROM (
       SELECT security_id, date_trunc('quarter', date)::date AS quarter,
              string_agg(int4send(date - DATE '1970-01-01'), ''::bytea ORDER BY date) AS days,
              string_agg(float8send(adj_close::float8), ''::bytea ORDER BY date) AS adj_closes,
              string_agg(float8send(close::float8), ''::bytea ORDER BY date) AS closes
         FROM daily_prices GROUP BY 1, 2) AS rows
       FULL JOIN close_quarters q USING (security_id, quarter)
      WHERE (rows.days, rows.adj_closes, rows.closes) IS DISTINCT FROM (q.days, q.adj_closes, q.closes)`,
  );
  return rows[0].n;
}

const put = (from: string, to: string, close: number, id = ids[0]) =>
  pool().query(
    `INSERT INTO daily_prices (security_id, date, close, adj_close, source)
     SELECT $1, d, $4::numeric + extract(day FROM d), $4, 'test' FROM generate_series($2::date, $3::date, '1 day') AS d
     ON CONFLICT (security_id, date) DO UPDATE SET close = excluded.close, adj_close = excluded.adj_close`,
    [id, from, to, close],
  );

const quarters = async (): Promise<string[]> =>
  (
    await pool().query(`SELECT s.symbol || ' ' || quarter || ' ' || length(days) / 4 AS line FROM close_quarters q
                          JOIN securities s ON s.id = q.security_id ORDER BY s.symbol, quarter`)
  ).rows.map(({ line }) => line);

describe('the closes by quarter', () => {
  it('follow rows that come, also before and between those that are there', async () => {
    await put('2024-03-30', '2024-04-02', 10);
    await put('2024-01-05', '2024-01-05', 11);
    await put('2024-03-30', '2024-03-30', 12, ids[1]);
    expect(await quarters()).toEqual(['ONE 2024-01-01 3', 'ONE 2024-04-01 2', 'TWO 2024-01-01 1']);
    expect(await differences()).toBe(0);
  });

  it('follow a correction, a correction of adjusted closes alone, and a key that moves to another quarter', async () => {
    await put('2024-03-31', '2024-04-01', 20.12345678);
    await pool().query(`UPDATE daily_prices SET adj_close = 0.00000001 WHERE date = '2024-03-31'`);
    await pool().query(`UPDATE daily_prices SET volume = 5 WHERE date = '2024-04-01'`);
    await pool().query(`UPDATE daily_prices SET date = '2023-12-31' WHERE date = '2024-01-05'`);
    expect(await quarters()).toEqual(['ONE 2023-10-01 1', 'ONE 2024-01-01 2', 'ONE 2024-04-01 2', 'TWO 2024-01-01 1']);
    expect(await differences()).toBe(0);
  });

  it('go with the rows, with a security and with all of them', async () => {
    await pool().query(`DELETE FROM daily_prices WHERE date = '2023-12-31'`);
    expect(await quarters()).toEqual(['ONE 2024-01-01 2', 'ONE 2024-04-01 2', 'TWO 2024-01-01 1']);
    await pool().query(`DELETE FROM securities WHERE id = $1`, [ids[1]]);
    expect(await quarters()).toEqual(['ONE 2024-01-01 2', 'ONE 2024-04-01 2']);
    expect(await differences()).toBe(0);
    await pool().query('TRUNCATE daily_prices');
    expect(await quarters()).toEqual([]);
  });

  it('hold what two writers of one security and quarter have put there at the same time', async () => {
    const days = Array.from({ length: 12 }, (_, i) => `2024-05-${String(i + 1).padStart(2, '0')}`);
    await Promise.all(days.map((day) => put(day, day, 30)));
    expect(await quarters()).toEqual(['ONE 2024-04-01 12']);
    expect(await differences()).toBe(0);
  });

  it('are taken back with the transaction that changed the rows', async () => {
    await inTransaction(async (client) => {
      await client.query(`UPDATE daily_prices SET close = 99, adj_close = 99`);
      throw new Error('taken back');
    }).catch(() => {});
    expect((await loadCloses(ids, '2024-05-01', '2024-05-02')).get(ids[0])!.closes).toEqual(Float64Array.of(30, 30));
    expect(await differences()).toBe(0);
  });
});

describe('loadCloses', () => {
  it('refuses what is neither an id nor a day', async () => {
    await expect(loadCloses([1.5], '2024-01-01', '2024-01-02')).rejects.toThrow(RangeError);
    await expect(loadCloses([1], `2024-01-01'`, '2024-01-02')).rejects.toThrow(RangeError);
  });
});
