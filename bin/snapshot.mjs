import { readCatalogue } from './catalogue.mjs';
import { checksums, migrateUp, readMigrations } from './migrate.mjs';
import { inRoot } from './root.mjs';
import { startThrowAwayPostgres } from './throw-away-postgres.mjs';
import { queryOf, withClient } from './with-client.mjs';

/** The committed account of what the migrations make; the web server's readiness check and `db verify` read it. */
export const snapshotFile = inRoot('prisma', 'catalogue.json');

/** That account made anew, `{ migrations, objects }`, by applying all migrations to the empty database at `url`. */
export async function catalogueOfMigrations(url) {
  const migrations = readMigrations();
  await migrateUp(url, migrations);
  const objects = await withClient(url, (client) => readCatalogue(queryOf(client)));
  return { migrations: checksums(migrations), objects };
}

/** The same on a server that is there for nothing else. */
export async function makeSnapshot() {
  const server = await startThrowAwayPostgres('snapshot');
  try {
    return await catalogueOfMigrations(server.url);
  } finally {
    await server.stop();
  }
}
