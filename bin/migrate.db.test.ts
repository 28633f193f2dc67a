import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../test/fresh-database';
import { readCatalogue } from './catalogue.mjs';
import { checksums, migrateDown, migrateUp, migrationState, migrationsDirectory, readMigrations } from './migrate.mjs';
import { queryOf, withClient } from './with-client.mjs';

const migrations = readMigrations();
const names = migrations.map(({ name }) => name);

function migration(name: string, sql: string, downSql: string | null = null) {
  return { name, sql, downSql, checksum: createHash('sha256').update(sql).digest('hex') };
}

let database: { url: string; drop: () => Promise<void> };
beforeEach(async () => {
  database = await freshDatabase({ empty: true });
});
afterEach(() => database.drop());

const query = (sql: string) => withClient(database.url, async (client) => (await client.query(sql)).rows);
const tableExists = async (name: string) => (await query(`SELECT to_regclass('${name}') AS found`))[0].found !== null;
const catalogue = () => withClient(database.url, (client) => readCatalogue(queryOf(client)));

describe('migrateUp', () => {
  it('applies every migration once, in the order of their names', async () => {
    expect(await migrateUp(database.url)).toEqual(names);
    expect(await migrateUp(database.url)).toEqual([]);
    expect(await migrationState(database.url)).toMatchObject({ applied: names, pending: [] });
  });

  it("writes Prisma's ledger: the SHA-256 of each file as it lies on disk, finished, one step", async () => {
    await migrateUp(database.url);
    const rows = await query(
      `SELECT migration_name, checksum FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND applied_steps_count = 1 ORDER BY 1`,
    );
    const onDisk = names.map((name) => ({
      migration_name: name,
      checksum: createHash('sha256')
        .update(readFileSync(path.join(migrationsDirectory, name, 'migration.sql')))
        .digest('hex'),
    }));
    expect(rows).toEqual(onDisk);
  });

  it('leaves nothing of a file that fails half way: an index on a column that does not exist', async () => {
    const table = migration('001_table', 'CREATE TABLE snapshots (id INT, snapshot_date DATE);');
    const faulty = migration(
      '002_index_on_a_missing_column',
      `ALTER TABLE snapshots ADD COLUMN market_beta NUMERIC(10,4);
       CREATE TABLE added_before_the_fault (id INT);
       CREATE INDEX snapshots_beta_idx ON snapshots (calculation_date, market_beta);`,
    );
    await expect(migrateUp(database.url, [table, faulty])).rejects.toThrow(
      /002_index_on_a_missing_column failed and was rolled back: column "calculation_date" does not exist/,
    );
    expect(await tableExists('added_before_the_fault')).toBe(false);
    expect(Object.keys(await catalogue())).not.toContain('column snapshots.market_beta');
    expect(await migrationState(database.url, [table, faulty])).toMatchObject({
      applied: ['001_table'],
      pending: ['002_index_on_a_missing_column'],
    });

    const corrected = migration(faulty.name, faulty.sql.replace('calculation_date', 'snapshot_date'));
    expect(await migrateUp(database.url, [table, corrected])).toEqual([faulty.name]);
  });

  it('leaves nothing of a file in whose middle its connection is cut, and the next run completes it', async () => {
    const slow = migration(
      '001_slow',
      'CREATE TABLE first (id INT); SELECT pg_sleep(30); CREATE TABLE second (id INT);',
    );
    const run = migrateUp(database.url, [slow]);
    const outcome = expect(run).rejects.toThrow(/001_slow failed and was rolled back/);
    await until(async () => (await query("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'")).length > 0);
    await query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
    await outcome;
    expect(await tableExists('first')).toBe(false);

    const quick = migration('001_slow', slow.sql.replace('30', '0'));
    expect(await migrateUp(database.url, [quick])).toEqual(['001_slow']);
    expect(await tableExists('second')).toBe(true);
  });

  it('rolls back and names a file that would end its transaction', async () => {
    const bold = migration('001_bold', 'CREATE TABLE first (id INT); COMMIT; BEGIN;');
    await expect(migrateUp(database.url, [bold])).rejects.toThrow('001_bold');
    expect(await migrationState(database.url, [bold])).toMatchObject({ applied: [] });
  });

  it('refuses an applied file that was edited since, names it and changes nothing', async () => {
    const [first, second] = [
      migration('001_a', 'CREATE TABLE a (id INT)'),
      migration('002_b', 'CREATE TABLE b (id INT)'),
    ];
    await migrateUp(database.url, [first]);
    const edited = migration('001_a', 'CREATE TABLE a (id BIGINT)');
    await expect(migrateUp(database.url, [edited, second])).rejects.toThrow('Migration 001_a was edited');
    expect(await tableExists('b')).toBe(false);
  });

  it('refuses a database that a newer program has migrated', async () => {
    await migrateUp(database.url, [migration('001_a', 'SELECT 1'), migration('002_from_the_future', 'SELECT 2')]);
    const older = [migration('001_a', 'SELECT 1')];
    await expect(migrateUp(database.url, older)).rejects.toThrow(/002_from_the_future .* newer Ballast/);
    await expect(migrateDown(database.url, { migrations: older })).rejects.toThrow(/002_from_the_future/);
  });

  it('refuses a pending migration that belongs before an applied one', async () => {
    const [early, late] = [migration('001_early', 'SELECT 1'), migration('002_late', 'SELECT 2')];
    await migrateUp(database.url, [late]);
    await expect(migrateUp(database.url, [early, late])).rejects.toThrow('Migration 001_early is not applied');
  });

  it('refuses what another tool began and did not finish', async () => {
    const first = migration('001_a', 'CREATE TABLE a (id INT)');
    await migrateUp(database.url, [first]);
    await query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrateUp(database.url, [first])).rejects.toThrow('Migration 001_a was begun by another tool');
  });

  it('is applied once by eight runners that start together', async () => {
    const slow = migration('001_slow', 'CREATE TABLE a (id INT); SELECT pg_sleep(0.2);');
    const applied = await Promise.all(Array.from({ length: 8 }, () => migrateUp(database.url, [slow])));
    expect(applied.flat()).toEqual(['001_slow']);
    expect(await query('SELECT migration_name FROM _prisma_migrations')).toHaveLength(1);
  });
});

describe('migrateDown', () => {
  it('takes the newest migration back and nothing else', async () => {
    await migrateUp(database.url);
    expect(await migrateDown(database.url)).toEqual(names.slice(-1));
    expect(await migrationState(database.url)).toMatchObject({ applied: names.slice(0, -1), pending: names.slice(-1) });
  });

  it('takes everything after a named migration back, newest first', async () => {
    await migrateUp(database.url);
    expect(await migrateDown(database.url, { to: names[0] })).toEqual(names.slice(1).reverse());
    expect(await migrationState(database.url)).toMatchObject({ applied: [names[0]] });
  });

  it('returns each migration to exactly the schema before it, and up again to the same one', async () => {
    const before: Record<string, string>[] = [];
    for (let applied = 0; applied < migrations.length; applied++) {
      before.push(await catalogue());
      await migrateUp(database.url, migrations.slice(0, applied + 1));
    }
    const complete = await catalogue();
    for (let applied = migrations.length - 1; applied >= 0; applied--) {
      await migrateDown(database.url);
      expect(await catalogue(), `after taking back ${names[applied]}`).toEqual(before[applied]);
    }
    await migrateUp(database.url);
    expect(await catalogue()).toEqual(complete);
  });

  it('keeps the rows of what stays: down to the base and up again with data in place', async () => {
    await migrateUp(database.url);
    const rowCount = async () => Number((await query('SELECT count(*) AS n FROM daily_prices'))[0].n);
    await query(`INSERT INTO securities (symbol) VALUES ('AAPL')`);
    await query(`INSERT INTO daily_prices (security_id, date, close, adj_close, source)
      SELECT id, DATE '2024-01-01' + day, 100 + day, 100 + day, 'test' FROM securities, generate_series(0, 499) day`);
    await query(`INSERT INTO portfolios (owner_id, name) SELECT id, 'Kept' FROM users`);
    await query(`INSERT INTO portfolio_snapshots (portfolio_id, snapshot_date, positions_total, positions_covered)
      SELECT id, DATE '2024-05-01', 3, 2 FROM portfolios`);
    const snapshot = 'SELECT portfolio_id, snapshot_date, positions_total, positions_covered FROM portfolio_snapshots';
    const before = await query(snapshot);

    await migrateDown(database.url, { to: names[0] });
    expect(await query(snapshot)).toEqual(before);
    await migrateUp(database.url);
    expect(await query(snapshot)).toEqual(before);
    expect(await rowCount()).toBe(500);
  });

  it('refuses a name that is not applied, and a migration without a way back, before it changes anything', async () => {
    const oneWay = [migration('001_a', 'CREATE TABLE a (id INT)'), migration('002_b', 'SELECT 1', 'SELECT 1')];
    await migrateUp(database.url, oneWay);
    await expect(migrateDown(database.url, { to: '000_none', migrations: oneWay })).rejects.toThrow('000_none');
    await migrateDown(database.url, { migrations: oneWay });
    await expect(migrateDown(database.url, { migrations: oneWay })).rejects.toThrow('001_a has no down.sql');
    expect(await tableExists('a')).toBe(true);
  });
});

describe('readMigrations', () => {
  it('gives every migration of this project a way back', () => {
    expect(migrations.filter(({ downSql }) => downSql === null)).toEqual([]);
    expect(Object.keys(checksums(migrations))).toEqual(names);
  });
});

async function until(condition: () => Promise<boolean>) {
  while (!(await condition())) await sleep(20);
}
