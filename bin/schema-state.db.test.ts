import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../test/fresh-database';
import { catalogueDifferences } from './catalogue.mjs';
import { migrateDown } from './migrate.mjs';
import { schemaFaults } from './schema-state.mjs';
import { catalogueOfMigrations, snapshotFile } from './snapshot.mjs';
import { queryOf, withClient } from './with-client.mjs';

const expected = JSON.parse(readFileSync(snapshotFile, 'utf8'));
const faultsAt = (url: string) => withClient(url, (client) => schemaFaults(queryOf(client), expected));

/** The faults of a migrated database after some SQL. */
async function faultsAfter(sql: string) {
  const { url, drop } = await freshDatabase();
  await withClient(url, (client) => client.query(sql));
  const faults = await faultsAt(url);
  await drop();
  return faults;
}

describe('prisma/catalogue.json', () => {
  it('is what the migrations make (else: npm run db -- snapshot)', async () => {
    const { url, drop } = await freshDatabase({ empty: true });
    const made = await catalogueOfMigrations(url);
    await drop();
    expect(catalogueDifferences(expected.objects, made.objects)).toEqual([]);
    expect(made.migrations).toEqual(expected.migrations);
  });
});

describe('schemaFaults', () => {
  it('finds nothing on a migrated database, whatever else lives in other schemas', async () => {
    expect(await faultsAfter('CREATE SCHEMA queue CREATE TABLE job (id INT)')).toEqual([]);
  });

  it.each([
    [
      'a dropped CHECK',
      'ALTER TABLE securities DROP CONSTRAINT securities_symbol_check',
      /securities_symbol_check is missing/,
    ],
    [
      'a CHECK that was not proved for old rows',
      `ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT VALID`,
      /constraint users.named is not expected; found: CHECK .* not validated/,
    ],
    [
      'a changed type',
      'ALTER TABLE securities ALTER COLUMN name TYPE TEXT',
      /securities.name differs; .*varying\(200\); found: text/,
    ],
    [
      'a changed precision',
      'ALTER TABLE daily_prices ALTER COLUMN open TYPE NUMERIC(20,6)',
      /daily_prices.open differs.*20,6/,
    ],
    [
      'a lost default',
      'ALTER TABLE positions ALTER COLUMN currency DROP DEFAULT',
      /positions.currency differs.*USD.*; found/,
    ],
    [
      'a lost NOT NULL',
      'ALTER TABLE daily_prices ALTER COLUMN source DROP NOT NULL',
      /daily_prices.source differs.*not null/,
    ],
    ['a missing column', 'ALTER TABLE imports DROP COLUMN rows_read', /column imports.rows_read is missing/],
    [
      'a column too many',
      'ALTER TABLE imports ADD COLUMN note TEXT',
      /column imports.note is not expected; found: text/,
    ],
    ['a missing index', 'DROP INDEX positions_security_idx', /index positions.positions_security_idx is missing/],
    ['an index too many', 'CREATE INDEX extra ON users (name)', /index users.extra is not expected/],
    [
      'a partial index that became a whole one',
      `DROP INDEX positions_import_key; CREATE UNIQUE INDEX positions_import_key ON positions (portfolio_id, import_key)`,
      /positions_import_key differs; expected: .*WHERE/,
    ],
    [
      'a foreign key that no longer cascades',
      `ALTER TABLE positions DROP CONSTRAINT positions_portfolio_id_fkey,
        ADD CONSTRAINT positions_portfolio_id_fkey FOREIGN KEY (portfolio_id) REFERENCES portfolios (id)`,
      /positions_portfolio_id_fkey differs; expected: .*CASCADE; found/,
    ],
    ['a table too many', 'CREATE TABLE notes (id INT)', /table notes is not expected/],
    [
      'a trigger',
      `CREATE TRIGGER still BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION
      suppress_redundant_updates_trigger()`,
      /trigger users.still is not expected/,
    ],
  ])('names %s', async (_, sql, fault) => {
    const faults = await faultsAfter(sql);
    expect(faults).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('says of a database that is behind only which migrations it lacks', async () => {
    const names = Object.keys(expected.migrations);
    const { url, drop } = await freshDatabase();
    await migrateDown(url, { to: names.at(-3) });
    const faults = await faultsAt(url);
    await drop();
    expect(faults).toEqual(names.slice(-2).map((name) => `Migration ${name} is not applied yet.`));
  });

  it('says of a database that was never migrated that all are missing', async () => {
    const { url, drop } = await freshDatabase({ empty: true });
    const faults = await faultsAt(url);
    await drop();
    expect(faults).toHaveLength(Object.keys(expected.migrations).length);
  });

  it('says of a database that is ahead which migration it does not know', async () => {
    const faults = await faultsAfter(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
      VALUES ('x', 'x', '999_from_the_future', now())`);
    expect(faults).toEqual([expect.stringContaining('999_from_the_future is applied but not known here')]);
  });
});
