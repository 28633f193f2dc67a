// npm run backup -- FILE: everything in the database, in one file.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { createGzip } from 'node:zlib';
import { format, readBackup } from './backup-file.mjs';
import { install } from './bootstrap.mjs';
import { fail } from './fail.mjs';

const usage = `npm run backup -- FILE

Writes all of the database that DATABASE_URL names, or else of the embedded one, to FILE: one moment of it, while
everything else goes on. What waits in the queue is not part of it.`;

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
  const { withDatabase } = await import('./open-database.mjs');
  await withDatabase(async ({ url, name }) => {
    const { tables } = await writeBackup(url, file);
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
    console.log(`${name}: ${rows} rows of ${Object.keys(tables).length} tables are in ${file}, read back and checked.`);
  });
}

/**
 * Writes the database to a file, under another name until it is whole and has been read back. Refuses to replace a file.
 *
 * @param {string} url
 * @param {string} file
 */
export async function writeBackup(url, file) {
  const { to: copyTo } = await import('pg-copy-streams');
  const { withClient } = await import('./with-client.mjs');
  if (existsSync(file)) throw new Error(`${file} is there already; a backup replaces nothing.`);
  const unfinished = `${file}.unfinished`;
  try {
    await withClient(url, async (client) => {
      // One snapshot for all tables.
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const manifest = await manifestOf(client);
      const packed = createGzip({ level: 6 });
      const target = createWriteStream(unfinished, { flags: 'w', mode: 0o600 });
      const written = new Promise((resolve, reject) => {
        target.on('finish', resolve).on('error', reject);
        packed.on('error', reject);
      });
      written.catch(() => {});
      packed.pipe(target);
      const write = async (data) => {
        if (!packed.write(data)) await Promise.race([once(packed, 'drain'), written]);
      };
      await write(`${format}\n${JSON.stringify(manifest)}\n`);
      const sums = {};
      for (const table of manifest.tables) {
        const hash = createHash('sha256');
        const columns = manifest.columns[table].map(quoted).join(', ');
        const copy = client.query(copyTo(`COPY (SELECT ${columns} FROM ${quoted(table)}) TO STDOUT`));
        for await (const bytes of copy) {
          hash.update(bytes);
          await write(`chunk ${table} ${bytes.length}\n`);
          await write(bytes);
        }
        sums[table] = { rows: copy.rowCount, sha256: hash.digest('hex') };
        await write(`close ${table} ${copy.rowCount}\n`);
      }
      await write(`sums\n${JSON.stringify(sums)}\nend\n`);
      packed.end();
      await written;
      await client.query('COMMIT');
    });
    const read = await readBackup(unfinished);
    await rename(unfinished, file);
    return read;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error.code === 'ENOSPC' ? new Error(`There is no room for ${file}.`, { cause: error }) : error;
  }
}

export const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

/** What there is to be backed up: the migrations, and the tables in an order in which they refer to each other. */
async function manifestOf(client) {
  const { rows: migrations } = await client.query(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const columns = await tableColumns(client);
  return {
    made: new Date().toISOString(),
    migrations: Object.fromEntries(migrations.map(({ name, checksum }) => [name, checksum])),
    tables: await tablesInOrder(client),
    columns,
  };
}

/** The columns of each table that can be written. */
export async function tableColumns(client) {
  const { rows } = await client.query(
    `SELECT c.relname::text AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attgenerated = ''
        AND c.relname <> '_prisma_migrations'
      GROUP BY c.relname`,
  );
  return Object.fromEntries(rows.map(({ table, columns }) => [table, columns]));
}

/** The tables, each after those it refers to. */
export async function tablesInOrder(client) {
  const { rows } = await client.query(
    `SELECT c.relname::text AS name, array(
              SELECT DISTINCT f.relname::text FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
               WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS needs
       FROM pg_class c
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
      ORDER BY 1`,
  );
  const order = [];
  const left = new Map(rows.map(({ name, needs }) => [name, needs]));
  while (left.size > 0) {
    const free = [...left].filter(([, needs]) => needs.every((need) => !left.has(need))).map(([name]) => name);
    if (free.length === 0) throw new Error('The tables refer to each other in a circle.');
    for (const name of free) left.delete(name);
    order.push(...free);
  }
  return order;
}
