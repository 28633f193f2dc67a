// npm run restore -- FILE: a backup into an empty database.
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { quoted, tableColumns } from './backup.mjs';
import { readBackup } from './backup-file.mjs';
import { install } from './bootstrap.mjs';
import { fail } from './fail.mjs';

const usage = `npm run restore -- FILE

Puts a backup into the database that DATABASE_URL names, or else into the embedded one. It has to be empty. A backup of
an earlier version is put in as it was and brought up to this version then. The file is read through and checked before
anything is touched.`;

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
  const { manifest } = await readBackup(file);
  const { readMigrations } = await import('./migrate.mjs');
  migrationsOf(manifest, readMigrations(), file);
  const { withDatabase } = await import('./open-database.mjs');
  await withDatabase(async ({ url, name }) => {
    const { tables } = await restoreBackup(url, file);
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
    console.log(`${name} holds the ${rows} rows of ${file}.`);
  });
}

/** Tables that the migrations themselves put a row into, which the backup brings along. */
const seeded = ['users', 'benchmarks'];

/**
 * The migrations a backup was made with, which have to be the first of those that are known here. Throws where it was
 * made by a newer program, or by one whose migrations differ.
 *
 * @param {any} manifest
 * @param {import('./migrate.mjs').Migration[]} known
 * @param {string} file
 */
export function migrationsOf(manifest, known, file) {
  const theirs = Object.keys(manifest.migrations).sort();
  const other = theirs.find((name, i) => known[i]?.name !== name || known[i].checksum !== manifest.migrations[name]);
  if (other === undefined && theirs.length > 0) return known.slice(0, theirs.length);
  const isKnown = known.some(({ name }) => name === other);
  const how = other === undefined ? 'it names none' : `${other} ${isKnown ? 'differs' : 'is not known here'}`;
  throw new Error(`${file} was made by another version of this program: migration ${how}. Nothing was changed.`);
}

/**
 * Puts a backup in place, in one transaction: all of it, or nothing. The migrations it was made with are applied before,
 * and those that came later afterwards. Throws before anything is changed where the file is damaged, was made by a newer
 * or another program, or where the database is not empty or ahead of the file.
 *
 * @param {string} url
 * @param {string} file
 * @param {import('./migrate.mjs').Migration[]} [known] all that there are
 */
export async function restoreBackup(url, file, known) {
  const { from: copyFrom } = await import('pg-copy-streams');
  const { withClient } = await import('./with-client.mjs');
  const { migrateUp, readMigrations } = await import('./migrate.mjs');
  const all = known ?? readMigrations();
  const { manifest, tables } = await readBackup(file);
  const theirs = migrationsOf(manifest, all, file);
  await withClient(url, (client) => requireEmpty(client, Object.keys(manifest.columns)));
  await migrateUp(url, theirs).catch((cause) => {
    throw new Error(`${file} does not fit this database, and nothing was changed: ${cause.message}`, { cause });
  });
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    await requireFit(client, manifest, file);
    // Whoever comes to work in the meantime waits, and finds the database full.
    await client.query(`LOCK TABLE ${manifest.tables.map(quoted).join(', ')} IN ACCESS EXCLUSIVE MODE`);
    await requireEmpty(client, manifest.tables);
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
    if (manifest.columns.securities?.includes('history_changed'))
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
  });
  await migrateUp(url, all);
  await withClient(url, (client) => client.query('ANALYZE'));
  return { manifest, tables };
}

/** Throws unless the database has exactly the columns that the backup was made with. */
async function requireFit(client, manifest, file) {
  const columns = await tableColumns(client);
  const described = [...Object.keys(columns), ...Object.keys(manifest.columns), ...manifest.tables];
  const table = described.find(
    (name) => columns[name]?.join() !== manifest.columns[name]?.join() || !manifest.tables.includes(name),
  );
  if (table) throw new Error(`${file} does not fit: table ${table} has other columns here.`);
}

/** Throws where one of the tables holds anything; those that are not there yet hold nothing. */
async function requireEmpty(client, names) {
  for (const table of names) {
    const [{ exists }] = (await client.query('SELECT to_regclass($1) IS NOT NULL AS exists', [quoted(table)])).rows;
    if (!exists) continue;
    const most = seeded.includes(table) ? 1 : 0;
    const { rows } = await client.query(`SELECT FROM ${quoted(table)} LIMIT ${most + 1}`);
    if (rows.length > most)
      throw new Error(
        `The database is not empty: there are rows in ${table}. Nothing was changed. A new one is made where ` +
          'BALLAST_DATA_DIR names a new directory, or DATABASE_URL a new database.',
      );
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
