import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pool } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { requestRecalculation } from '@/lib/db/recalculations';
import { recalculate } from '@/lib/jobs/recalculate';
import { seedBook, seedPrices, sessionsUntil } from '@/test/engine-book';
import { freshDatabase } from '@/test/fresh-database';
import { tablesInOrder, writeBackup } from './backup.mjs';
import { migrateUp, migrationState, readMigrations } from './migrate.mjs';
import { restoreBackup } from './restore.mjs';
import { inRoot } from './root.mjs';
import { withClient } from './with-client.mjs';

const own = process.env.DATABASE_URL!;
const directory = mkdtempSync(path.join(tmpdir(), 'backup-'));
const file = path.join(directory, 'all.backup');

type Digests = Record<string, { rows: string; digest: string }>;

/** How many rows each table has, and one digest of all that they say. */
const digests = (url: string): Promise<Digests> =>
  withClient(url, async (client) => {
    const found: Digests = {};
    for (const table of await tablesInOrder(client)) {
      // A transaction's number belongs to its server.
      const row = table === 'securities' ? `(to_jsonb(t) - 'history_changed')::text` : 't::text';
      const { rows } = await client.query(
        `SELECT count(*) AS rows, md5(coalesce(string_agg(${row}, E'\\n' ORDER BY ${row}), '')) AS digest FROM "${table}" t`,
      );
      found[table] = rows[0];
    }
    return found;
  });

beforeAll(async () => {
  const sessions = sessionsUntil('2024-07-09', 300);
  const portfolioId = await seedBook(await seedPrices(4, sessions));
  await pool().query(`UPDATE portfolios SET name = E'tab\\there, line\\nthere, \\\\N and ünïcode'`);
  const request = { portfolioId, fromDate: '2024-07-01', asOf: '2024-07-09', trigger: 'person' } as const;
  const { recalculation } = await requestRecalculation(pool(), localOwner, request);
  await recalculate(recalculation.id, new AbortController().signal);
  await writeBackup(own, file);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a backup', () => {
  it('comes back whole in an empty database, where work goes on', async () => {
    const { url, drop } = await freshDatabase();
    const before = await digests(own);
    expect(Number(before.position_market_betas.rows)).toBeGreaterThan(0);
    await restoreBackup(url, file);
    expect(await digests(url)).toEqual(before);
    await withClient(url, async (client) => {
      const { rows } = await client.query(`INSERT INTO securities (symbol) VALUES ('NEXT') RETURNING id`);
      expect(rows[0].id).toBe(Number(before.securities.rows) + 1);
      await client.query(`UPDATE daily_prices SET adj_close = adj_close + 1 WHERE date = '2024-07-08'`);
      const stale = await client.query('SELECT FROM portfolio_snapshots WHERE stale_since IS NOT NULL');
      expect(stale.rowCount).toBe(2);
    });
    await drop();
  });

  it('of an earlier version is brought up to this one, with all that it holds', async () => {
    const all = readMigrations();
    const earlier = all.filter(({ name }) => name < '015');
    const [before, after] = [await freshDatabase({ empty: true }), await freshDatabase({ empty: true })];
    const target = path.join(directory, 'earlier.backup');
    await migrateUp(before.url, earlier);
    await withClient(before.url, (client) =>
      client.query(`WITH one AS (INSERT INTO securities (symbol) VALUES ('OLD') RETURNING id)
                    INSERT INTO daily_prices (security_id, date, close, adj_close, source)
                    SELECT id, '2024-07-08', 10, 9.5, 'CSV' FROM one;
                    INSERT INTO portfolios (owner_id, name) SELECT id, 'Kept' FROM users`),
    );
    await writeBackup(before.url, target);
    const old = await digests(before.url);

    await restoreBackup(after.url, target);
    expect((await migrationState(after.url)).pending).toEqual([]);
    const now = await digests(after.url);
    for (const [table, { rows }] of Object.entries(old)) expect(now[table].rows, table).toBe(rows);
    await withClient(after.url, async (client) => {
      const { rows } = await client.query(
        'SELECT symbol, date::text, close, adj_close FROM daily_prices JOIN securities ON id = security_id',
      );
      expect(rows).toEqual([{ symbol: 'OLD', date: '2024-07-08', close: '10.00000000', adj_close: '9.50000000' }]);
      // What this version keeps beside the prices was made from them.
      expect((await client.query('SELECT FROM close_quarters')).rowCount).toBe(1);
    });
    await Promise.all([before.drop(), after.drop()]);
  });

  it('of an earlier version is refused by a database that is ahead of it', async () => {
    const target = path.join(directory, 'behind.backup');
    const [behind, ahead] = [await freshDatabase({ empty: true }), await freshDatabase()];
    await migrateUp(
      behind.url,
      readMigrations().filter(({ name }) => name < '015'),
    );
    await writeBackup(behind.url, target);
    const before = await digests(ahead.url);
    await expect(restoreBackup(ahead.url, target)).rejects.toThrow(
      /does not fit this database, and nothing was changed/,
    );
    expect(await digests(ahead.url)).toEqual(before);
    await Promise.all([behind.drop(), ahead.drop()]);
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    const target = path.join(directory, 'moment.backup');
    let isWriting = true;
    const writing = (async () => {
      while (isWriting)
        await pool().query(`WITH one AS (INSERT INTO users (name) VALUES ('x') RETURNING id)
                            INSERT INTO portfolios (owner_id, name) SELECT '${localOwner}', 'y'`);
    })();
    const { tables } = await writeBackup(own, target);
    isWriting = false;
    await writing;
    // One user and one portfolio came with each other; one of each was there.
    expect(tables.users.rows).toBe(tables.portfolios.rows);
    await pool().query(`DELETE FROM users WHERE name = 'x'`);
    await pool().query(`DELETE FROM portfolios WHERE name = 'y'`);
  });

  it('replaces no file and leaves nothing unfinished', async () => {
    await expect(writeBackup(own, file)).rejects.toThrow('is there already');
    expect(readdirSync(directory).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });
});

describe('restore refuses, before anything is touched,', () => {
  let url: string;
  let drop: () => Promise<void>;
  let before: Digests;
  beforeAll(async () => {
    ({ url, drop } = await freshDatabase());
    before = await digests(url);
  });
  afterAll(() => drop());

  const whole = () => readFileSync(file);
  const plain = () => gunzipSync(whole()).toString('latin1');
  const packed = (text: string) => gzipSync(Buffer.from(text, 'latin1'));
  const cases: [string, () => Buffer, RegExp][] = [
    ['a file that is something else', () => Buffer.from('symbol,close\nA,1\n'), /damaged or no backup/],
    ['another program’s gzip', () => gzipSync('hello\n'), /not a backup of this program/],
    ['an empty file', () => Buffer.alloc(0), /cannot be used/],
    ['a file cut in half', () => whole().subarray(0, whole().length / 2), /cannot be used/],
    ['a file that lacks its last byte', () => whole().subarray(0, -1), /cannot be used/],
    [
      'a flipped bit',
      () => {
        const bytes = Buffer.from(whole());
        bytes[bytes.length >> 1] ^= 1;
        return bytes;
      },
      /cannot be used/,
    ],
    ['a digit that somebody changed', () => packed(plain().replace('2024-07-08\t', '2024-07-07\t')), /is damaged/],
    [
      'rows that somebody took out with their count',
      () => packed(plain().replace(/close daily_prices \d+/, 'close daily_prices 1')),
      /is damaged/,
    ],
    [
      'a later version’s',
      () => packed(plain().replace('"001_base":', '"999_later":"0","001_base":')),
      /999_later is not known here/,
    ],
    [
      'a version’s with an edited migration',
      () => packed(plain().replace(/"001_base":"./, '"001_base":"!')),
      /001_base differs/,
    ],
    [
      'one with other columns',
      () => packed(plain().replace('"columns":{', '"columns":{"more":["id"],')),
      /other columns/,
    ],
  ];
  it.each(cases)('%s', async (_, bytes, message) => {
    const bad = path.join(directory, 'bad.backup');
    writeFileSync(bad, bytes());
    await expect(restoreBackup(url, bad)).rejects.toThrow(message);
    expect(await digests(url)).toEqual(before);
  });

  it('a database that holds something', async () => {
    await expect(restoreBackup(own, file)).rejects.toThrow('not empty');
  });

  it('a later version’s, without even making a database', async () => {
    const bad = path.join(directory, 'later.backup');
    writeFileSync(bad, packed(plain().replace('"001_base":', '"999_later":"0","001_base":')));
    const data = path.join(directory, 'data');
    const { DATABASE_URL, ...env } = process.env;
    const { status, stderr } = spawnSync(process.execPath, [inRoot('bin/restore.mjs'), bad], {
      encoding: 'utf8',
      env: { ...env, BALLAST_DATA_DIR: data },
    });
    expect(status).toBe(1);
    expect(stderr).toContain('999_later is not known here');
    expect(existsSync(data)).toBe(false);
  });

  it('a file that is not there', async () => {
    await expect(restoreBackup(url, path.join(directory, 'none'))).rejects.toThrow('ENOENT');
  });
});
