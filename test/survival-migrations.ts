import { catalogueDifferences, readCatalogue } from '../bin/catalogue.mjs';
import { type Migration, migrateDown, migrateUp, readMigrations } from '../bin/migrate.mjs';
import { queryOf, withClient } from '../bin/with-client.mjs';
import { fuseBefore } from './fuse';
import type { Survived } from './survival-scene';

/** Where each statement of a file ends: at a semicolon outside of texts, names, comments and bodies of functions. */
function statementEnds(sql: string): number[] {
  const ends: number[] = [];
  const parts = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1|;/g;
  for (const part of sql.matchAll(parts)) if (part[0] === ';') ends.push(part.index + 1);
  return ends;
}

const endsHere = ' SELECT pg_terminate_backend(pg_backend_pid());';

/** The same file, with a server process that dies after the statement that ends there. */
const dyingAt = (migration: Migration, end: number): Migration => ({
  ...migration,
  sql: migration.sql.slice(0, end) + endsHere + migration.sql.slice(end),
});

/** The schema, which migrations are said to be applied, and how many rows each table has. */
const stateOf = (url: string) =>
  withClient(url, async (client) => {
    const catalogue: Record<string, string> = await readCatalogue(queryOf(client));
    if ((await client.query(`SELECT to_regclass('_prisma_migrations') AS ledger`)).rows[0].ledger) {
      const { rows } = await client.query(
        `SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations
          WHERE rolled_back_at IS NULL`,
      );
      for (const { name, finished } of rows) catalogue[`applied ${name}`] = String(finished);
    }
    const { rows: counts } = await client.query(
      `SELECT relname::text AS name,
              (xpath('//n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I', relname), false, true, '')))[1]::text AS n
         FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'`,
    );
    for (const { name, n } of counts) catalogue[`rows of ${name}`] = n;
    return catalogue;
  });

/** A database of a million prices, for a schema of the first migration on. */
const millionPrices = `
  INSERT INTO securities (symbol) SELECT 'M' || i FROM generate_series(1, 500) i;
  INSERT INTO daily_prices (security_id, date, close, adj_close, source)
  SELECT id, DATE '2016-01-04' + day, 100 + day % 50, 100 + day % 50, 'made'
    FROM securities, generate_series(0, 1999) day WHERE symbol LIKE 'M%'`;

/**
 * Each migration is applied with a server that dies after each of its statements, and with a runner that dies before and
 * after each of the statements around it: the schema and its rows are then those before the migration or those after it,
 * and the next run completes it. On an empty database, on one in use (`url`, all of whose tables have rows) and on one
 * with a million prices; `step` takes every so many points.
 */
export async function killMigrations(
  url: string,
  variants: readonly ('empty' | 'in use' | 'a million prices')[],
  step = 1,
): Promise<Survived> {
  const migrations = readMigrations();
  const server = url.replace(/\/[^/]*$/, '/postgres');
  const run = (sql: string) => withClient(server, (client) => client.query(sql));
  const urlOf = (name: string) => url.replace(/\/[^/]*$/, `/${name}`);
  let tried = 0;
  let wrong = 0;
  let point = 0;
  const name = (what: string) => `kill_${process.pid}_${what}`;

  for (const variant of variants)
    for (const [i, migration] of migrations.entries()) {
      if (variant === 'a million prices' && i === 0) continue;
      const before = name('before');
      await run(`DROP DATABASE IF EXISTS ${before} WITH (FORCE)`);
      if (variant === 'in use') {
        await run(`CREATE DATABASE ${before} TEMPLATE ${url.split('/').at(-1)}`);
        if (i === 0) await migrateDown(urlOf(before), { to: migrations[0].name });
        await migrateDown(urlOf(before), i === 0 ? {} : { to: migrations[i - 1].name });
      } else {
        await run(`CREATE DATABASE ${before} TEMPLATE template0`);
        await migrateUp(urlOf(before), migrations.slice(0, i && 1));
        if (variant === 'a million prices') await withClient(urlOf(before), (client) => client.query(millionPrices));
        await migrateUp(urlOf(before), migrations.slice(0, i));
      }
      const copy = urlOf(name('copy'));
      const fresh = async () => {
        await run(`DROP DATABASE IF EXISTS ${name('copy')} WITH (FORCE)`);
        await run(`CREATE DATABASE ${name('copy')} TEMPLATE ${before}`);
      };
      const upTo = migrations.slice(0, i + 1);
      await fresh();
      const old = await stateOf(copy);
      const fuse = await fuseBefore(copy);
      fuse.arm({ at: Number.POSITIVE_INFINITY, when: 'before' });
      await migrateUp(fuse.url, upTo);
      const around = fuse.statements();
      const now = await stateOf(copy);

      const attempts: [string, () => Promise<unknown>][] = statementEnds(migration.sql).map((end) => [
        `after "${migration.sql.slice(0, end).split('\n').at(-1)}"`,
        () => migrateUp(copy, [...upTo.slice(0, -1), dyingAt(migration, end)]),
      ]);
      for (let at = 1; at <= around; at++)
        for (const when of ['before', 'after'] as const)
          attempts.push([
            `${when} statement ${at} of the runner`,
            () => {
              fuse.arm({ at, when });
              return migrateUp(fuse.url, upTo);
            },
          ]);
      // What an attempt has left as it was is there for the next one.
      let isAsBefore = false;
      for (const [where, attempt] of attempts) {
        if (point++ % step !== 0) continue;
        if (!isAsBefore) await fresh();
        tried++;
        await attempt().catch(() => {});
        await whenAlone(copy);
        const left = await stateOf(copy);
        isAsBefore = catalogueDifferences(old, left).length === 0;
        if (isAsBefore || catalogueDifferences(now, left).length === 0) continue;
        wrong++;
        console.error(`${migration.name}, ${variant}, killed ${where}: ${catalogueDifferences(old, left)[0]}`);
      }
      await migrateUp(copy, upTo);
      for (const difference of catalogueDifferences(now, await stateOf(copy))) {
        wrong++;
        console.error(`${migration.name}, ${variant}, completed afterwards: ${difference}`);
      }
      await fuse.close();
    }
  for (const what of ['before', 'copy']) await run(`DROP DATABASE IF EXISTS ${name(what)} WITH (FORCE)`);
  return { tried, wrong };
}

/** Waits until whoever was cut off has been rolled back. */
async function whenAlone(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (;;) {
      const { rows } = await client.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND backend_type = 'client backend'`,
      );
      if (rows.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
}
