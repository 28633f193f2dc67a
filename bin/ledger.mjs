/**
 * @typedef {(sql: string, values?: unknown[]) => Promise<any[]>} Query takes SQL and resolves with rows
 * @typedef {{ name: string, checksum: string, finished: boolean, rolledBack: boolean }} LedgerRow
 */

/**
 * How far a database is, held against the migrations a program knows.
 *
 * `expected` maps migration names to the SHA-256 of their files, in the order they are applied. `rows` are those of
 * Prisma's ledger `_prisma_migrations`, as `{ name, checksum, finished, rolledBack }`. Returns the names that are
 * `applied` and `pending` in order, and what should not be:
 * - `edited`: applied, and the file has changed since;
 * - `unknown`: applied by a newer program, which is what a database that is ahead looks like;
 * - `unfinished`: begun by another tool and left half applied;
 * - `skipped`: pending although a later one is applied.
 *
 * @param {Record<string, string>} expected
 * @param {LedgerRow[]} rows
 */
export function ledgerState(expected, rows) {
  const standing = rows.filter((row) => !row.rolledBack);
  const byName = new Map(standing.map((row) => [row.name, row]));
  const names = Object.keys(expected).sort();
  const applied = names.filter((name) => byName.get(name)?.finished);
  const pending = names.filter((name) => !byName.has(name));
  const last = applied.at(-1) ?? '';
  return {
    applied,
    pending,
    edited: applied.filter((name) => byName.get(name).checksum !== expected[name]),
    unknown: standing.filter((row) => !(row.name in expected)).map((row) => row.name),
    unfinished: standing.filter((row) => row.name in expected && !row.finished).map((row) => row.name),
    skipped: pending.filter((name) => name < last),
  };
}

/**
 * The ledger's rows in the form `ledgerState` takes; none when nothing was ever applied.
 *
 * @param {Query} query
 * @returns {Promise<LedgerRow[]>}
 */
export async function readLedger(query) {
  const [{ exists }] = await query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "exists"`);
  if (!exists) return [];
  return query(
    `SELECT migration_name::text AS name, checksum::text AS checksum, finished_at IS NOT NULL AS finished,
      rolled_back_at IS NOT NULL AS "rolledBack" FROM _prisma_migrations ORDER BY migration_name, started_at`,
  );
}

/**
 * What forbids to touch the database, one sentence each; empty when migrations may be applied or taken back.
 *
 * @param {ReturnType<typeof ledgerState>} state
 */
export function ledgerFaults({ edited, unknown, unfinished, skipped }) {
  return [
    ...unknown.map((name) => `Migration ${name} is applied but not known here: a newer Ballast made this database.`),
    ...edited.map((name) => `Migration ${name} was edited after it was applied; put its file back as it was.`),
    ...unfinished.map((name) => `Migration ${name} was begun by another tool and not finished.`),
    ...skipped.map((name) => `Migration ${name} is not applied although a later one is.`),
  ];
}
