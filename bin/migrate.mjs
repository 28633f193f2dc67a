import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ledgerFaults, ledgerState, readLedger } from './ledger.mjs';
import { inRoot } from './root.mjs';
import { queryOf, withClient } from './with-client.mjs';

export const migrationsDirectory = inRoot('prisma', 'migrations');

// The number Prisma Migrate locks, so that its runs and these wait for each other.
const migrationLock = 72707369;

// Prisma's own table, column for column: either tool reads what the other has applied.
const ledgerTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * @typedef {object} Migration
 * @property {string} name
 * @property {string} sql
 * @property {string} checksum SHA-256 of the file
 * @property {string | null} downSql null where there is no way back
 */

/**
 * The migrations of a directory in the order of their names.
 *
 * @returns {Migration[]}
 */
export function readMigrations(directory = migrationsDirectory) {
  return readdirSync(directory)
    .filter((name) => existsSync(path.join(directory, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(directory, name, 'migration.sql'), 'utf8');
      const downFile = path.join(directory, name, 'down.sql');
      return {
        name,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
        downSql: existsSync(downFile) ? readFileSync(downFile, 'utf8') : null,
      };
    });
}

/**
 * Names of migrations and the SHA-256 of their files, as the ledger holds them.
 *
 * @param {Migration[]} migrations
 */
export const checksums = (migrations) => Object.fromEntries(migrations.map(({ name, checksum }) => [name, checksum]));

/** How far the database is, as `ledgerState` tells it. Changes nothing. */
export function migrationState(url, migrations = readMigrations()) {
  return withClient(url, async (client) => ledgerState(checksums(migrations), await readLedger(queryOf(client))));
}

/**
 * Applies the pending migrations and resolves with their names.
 *
 * Each file is one transaction together with its line in the ledger: it is applied whole or not at all, and a run that
 * was killed is completed by the next. Runs that start together wait for each other under an advisory lock. Throws,
 * before anything is changed, when an applied file was edited, when the database is ahead of these files, or when
 * another tool has left a migration half applied.
 *
 * @param {string} url
 * @param {Migration[]} migrations
 */
export function migrateUp(url, migrations = readMigrations()) {
  return locked(url, migrations, async (client, { pending }) => {
    const files = migrations.filter(({ name }) => pending.includes(name));
    for (const { name, sql, checksum } of files) {
      await inTransaction(client, name, sql, async () => {
        await client.query(
          `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
           VALUES ($1, $2, $3, clock_timestamp(), 1)`,
          [randomUUID(), checksum, name],
        );
      });
    }
    return files.map(({ name }) => name);
  });
}

/**
 * Takes migrations back by their `down.sql`, newest first, and resolves with their names: the newest alone, or all those
 * after the migration `to`, which stays. Each is one transaction; the ledger keeps its line and when it was taken back.
 *
 * @param {string} url
 * @param {{ to?: string, migrations?: Migration[] }} options
 */
export function migrateDown(url, { to, migrations = readMigrations() } = {}) {
  return locked(url, migrations, async (client, { applied }) => {
    if (to !== undefined && !applied.includes(to)) throw new Error(`Migration ${to} is not applied.`);
    const names = to === undefined ? applied.slice(-1) : applied.slice(applied.indexOf(to) + 1);
    const files = migrations.filter(({ name }) => names.includes(name)).reverse();
    const oneWay = files.find(({ downSql }) => downSql === null);
    if (oneWay) throw new Error(`Migration ${oneWay.name} has no down.sql.`);
    for (const { name, downSql } of files) {
      await inTransaction(client, name, downSql, async () => {
        await client.query(
          'UPDATE _prisma_migrations SET rolled_back_at = clock_timestamp() WHERE migration_name = $1 AND rolled_back_at IS NULL',
          [name],
        );
      });
    }
    return files.map(({ name }) => name);
  });
}

function locked(url, migrations, act) {
  return withClient(url, async (client) => {
    // What an administrator set for ordinary work must not cut a migration or move its days.
    await client.query("SET statement_timeout = 0; SET lock_timeout = 0; SET TIME ZONE 'UTC'");
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const state = ledgerState(checksums(migrations), await readLedger(queryOf(client)));
    const faults = ledgerFaults(state);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    await client.query(ledgerTable);
    return act(client, state);
  });
}

/** Runs a whole file as one simple query inside a transaction, then `after`, then commits. */
async function inTransaction(client, name, sql, after) {
  await client.query('BEGIN');
  try {
    const id = await transactionId(client);
    await client.query(sql);
    if ((await transactionId(client)) !== id) throw new Error('it ends the transaction it runs in');
    await after();
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    const line = cause.position ? ` (line ${sql.slice(0, Number(cause.position)).split('\n').length})` : '';
    throw new Error(`Migration ${name} failed and was rolled back: ${cause.message}${line}`, { cause });
  }
}

async function transactionId(client) {
  return (await client.query('SELECT pg_current_xact_id()::text AS id')).rows[0].id;
}
