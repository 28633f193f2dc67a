import { describe, expect, it } from 'vitest';
import { humanBytes, tableSizes } from './table-sizes.mjs';
import { queryOf, withClient } from './with-client.mjs';

const url = process.env.DATABASE_URL as string;

describe('tableSizes', () => {
  it('counts rows, days and bytes, and reckons 252 trading days to the year', async () => {
    const sizes = await withClient(url, async (client) => {
      await client.query("INSERT INTO securities (symbol) VALUES ('AAA'), ('BBB')");
      await client.query(`INSERT INTO daily_prices (security_id, date, close, adj_close, source)
        SELECT id, DATE '2024-01-01' + day, 10, 10, 'test' FROM securities, generate_series(0, 199) day`);
      return tableSizes(queryOf(client));
    });
    const prices = sizes.find(({ table }) => table === 'daily_prices');
    const { rows } = await withClient(url, (client) =>
      client.query(`SELECT (pg_table_size('daily_prices') + pg_indexes_size('daily_prices'))::int AS bytes`),
    );
    expect(prices).toEqual({
      table: 'daily_prices',
      rows: 400,
      bytes: rows[0].bytes,
      days: 200,
      bytesPerDay: rows[0].bytes / 200,
      bytesPerYear: (252 * rows[0].bytes) / 200,
    });
    // A row of it is a quarter of a security, of which there were three.
    expect(sizes.find(({ table }) => table === 'close_quarters')).toMatchObject({ rows: 6, days: 200 });
    expect(sizes.find(({ table }) => table === 'securities')).toMatchObject({ rows: 2, days: null, bytesPerDay: null });
  });

  it('gives a table without a row no bytes a day', async () => {
    const sizes = await withClient(url, (client) => tableSizes(queryOf(client)));
    expect(sizes.find(({ table }) => table === 'position_volatility')).toMatchObject({ rows: 0, bytesPerDay: null });
  });
});

describe('humanBytes', () => {
  it.each([
    [0, '0 B'],
    [417, '417 B'],
    [15 * 1024, '15.0 kB'],
    [5.5 * 1024 ** 2, '5.50 MB'],
    [730 * 1024, '730 kB'],
    [3 * 1024 ** 4, '3.00 TB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(humanBytes(bytes)).toBe(text);
  });
});
