// npm run restore -- FILE: a backup into an empty database.
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { quoted, tableColumns } from './backup.mjs';
import { readBackup } from './backup-file.mjs';
import { install } from './bootstrap.mjs';
import { fail } from './fail.mjs';

const usage = `npm run restore -- FILE

Puts a backup into the database that DATABASE_URL names, or else into the embedded one. It has to be empty: a new one,
to which the migrations are applied first. The file is read through and checked before anything is touched.`;

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await main();
  } catch (error) {
    fail(error.message);
  }
}

async function main() {
  const [file, ...rest] = process.argv.slice(2);
  if (!file || file.startsWith('-') || rest.length > 0) fail(usage);
  await install();
  // Before a server is even started.
  await readBackup(file);
  const { withDatabase } = await import('./open-database.mjs');
  await withDatabase(async ({ url, name }) => {
    const { migrateUp } = await import('./migrate.mjs');
    await migrateUp(url);
    const { tables } = await restoreBackup(url, file);
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
    console.log(`${name} holds the ${rows} rows of ${file}.`);
  });
}

/** Tables that the migrations themselves put a row into, which the backup brings along. */
const seeded = ['users', 'benchmarks'];

/**
 * Puts a backup in place, in one transaction: all of it, or nothing. Throws before that where the file is damaged, was
 * made by other migrations, or where the database is not empty.
 *
 * @param {string} url
 * @param {string} file
 */
export async function restoreBackup(url, file) {
  const { from: copyFrom } = await import('pg-copy-streams');
  const { withClient } = await import('./with-client.mjs');
  const { manifest, tables } = await readBackup(file);
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    await requireFit(client, manifest, file);
    // Whoever comes to work in the meantime waits, and finds the database full.
    await client.query(`LOCK TABLE ${manifest.tables.map(quoted).join(', ')} IN ACCESS EXCLUSIVE MODE`);
    await requireEmpty(client, manifest);
    // The rows are what they were: no trigger has anything to say about them.
    for (const table of manifest.tables) await client.query(`ALTER TABLE ${quoted(table)} DISABLE TRIGGER USER`);
    for (const table of seeded) await client.query(`DELETE FROM ${quoted(table)}`);

    let copy = null;
    const copyInto = (table) => {
      const columns = manifest.columns[table].map(quoted).join(', ');
      copy = client.query(copyFrom(`COPY ${quoted(table)} (${columns}) FROM STDIN`));
      // An error of the COPY is thrown where its end is waited for.
      copy.on('error', () => {});
    };
    await readBackup(file, {
      data: async (table, bytes) => {
        if (copy === null) copyInto(table);
        if (!copy.write(bytes)) await Promise.race([once(copy, 'drain'), once(copy, 'close')]);
      },
      close: async (table) => {
        if (copy === null) return;
        const [ended] = [copy];
        copy = null;
        await new Promise((resolve, reject) => {
          ended.on('finish', resolve).on('error', reject);
          ended.end();
        });
        if (ended.rowCount !== tables[table].rows) throw new Error(`Table ${table} did not take all of its rows.`);
      },
    });
    // Numbers of another server's transactions mean nothing here.
    await client.query('UPDATE securities SET history_changed = 0');
    for (const table of manifest.tables) {
      await client.query(`ALTER TABLE ${quoted(table)} ENABLE TRIGGER USER`);
      await continueIdentity(client, table);
    }
    // A recalculation that was under way has no job here.
    await client.query(
      `UPDATE recalculations SET state = 'cancelled', finished_at = coalesce(finished_at, now())
        WHERE state IN ('queued', 'running')`,
    );
    await client.query('COMMIT');
    await client.query('ANALYZE');
  });
  return { manifest, tables };
}

/** Throws unless the database has exactly the migrations and columns that the backup was made with. */
async function requireFit(client, manifest, file) {
  const { rows } = await client.query(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const here = Object.fromEntries(rows.map(({ name, checksum }) => [name, checksum]));
  const names = [...new Set([...Object.keys(here), ...Object.keys(manifest.migrations)])].sort();
  const other = names.find((name) => here[name] !== manifest.migrations[name]);
  if (other) {
    const how = !here[other] ? 'is not known here' : !manifest.migrations[other] ? 'is newer than it' : 'differs';
    throw new Error(`${file} was made by another version of this program: migration ${other} ${how}.`);
  }
  const columns = await tableColumns(client);
  const described = [...Object.keys(columns), ...Object.keys(manifest.columns), ...manifest.tables];
  const table = described.find(
    (name) => columns[name]?.join() !== manifest.columns[name]?.join() || !manifest.tables.includes(name),
  );
  if (table) throw new Error(`${file} does not fit: table ${table} has other columns here.`);
}

async function requireEmpty(client, manifest) {
  for (const table of manifest.tables) {
    const most = seeded.includes(table) ? 1 : 0;
    const { rows } = await client.query(`SELECT FROM ${quoted(table)} LIMIT ${most + 1}`);
    if (rows.length > most)
      throw new Error(`The database is not empty: there are rows in ${table}. Nothing was changed.`);
  }
}

/** New rows get numbers after those that were restored. */
async function continueIdentity(client, table) {
  const { rows } = await client.query(
    `SELECT attname::text AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attidentity <> ''`,
    [quoted(table)],
  );
  for (const { name } of rows)
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), coalesce((SELECT max(${quoted(name)}) FROM ${quoted(table)}), 0) + 1, false)`,
      [quoted(table), name],
    );
}
