import type { TestProject } from 'vitest/node';
import { throwAway } from '../bin/embedded-postgres.mjs';
import { migrateUp } from '../bin/migrate.mjs';
import { startThrowAwayPostgres } from '../bin/throw-away-postgres.mjs';
import { withClient } from '../bin/with-client.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    databaseServerUrl: string;
  }
}

/** One throw-away PostgreSQL for a run of tests, with a database `migrated` that every test file gets a copy of. */
export async function setup(project: TestProject) {
  const server = await startThrowAwayPostgres('vitest', { ...throwAway, max_connections: 200 });
  await withClient(server.url, (client) => client.query('CREATE DATABASE migrated'));
  await migrateUp(server.url.replace(/\/[^/]*$/, '/migrated'));
  project.provide('databaseServerUrl', server.url);
  return () => server.stop();
}
