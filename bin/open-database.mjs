import { dataDirectory } from './data-directory.mjs';
import { findPostgres, startPostgres } from './embedded-postgres.mjs';
import { holdInstance, InstanceHeld } from './instance-lock.mjs';

/**
 * The database Ballast works on: the one DATABASE_URL names, or the embedded server, which is started unless it runs.
 * Returns its `url`, a `name` without secrets for messages, whether it is `embedded`, and `stop`, which ends an embedded
 * server. `port` asks for the port an embedded server had before.
 */
export async function openDatabase({ port } = {}) {
  if (process.env.DATABASE_URL) return external(process.env.DATABASE_URL);
  const server = await startPostgres({ directory: dataDirectory(), port });
  return { ...server, name: `PostgreSQL ${server.version} in ${dataDirectory()}`, embedded: true };
}

/** As `openDatabase`, but null where the embedded server would have to be started. */
export async function findDatabase() {
  if (process.env.DATABASE_URL) return external(process.env.DATABASE_URL);
  const server = await findPostgres(dataDirectory());
  return server && { ...server, name: `PostgreSQL ${server.version} in ${dataDirectory()}`, embedded: true };
}

/**
 * Calls `act` with the database and leaves an embedded server as it was found: running when it ran before, or when
 * Ballast was started on it in the meantime; stopped otherwise.
 */
export async function withDatabase(act) {
  const database = await openDatabase();
  try {
    return await act(database);
  } finally {
    if (database.embedded && database.started) await stopUnlessHeld(database);
  }
}

async function stopUnlessHeld(database) {
  try {
    await holdInstance(database.url, 'a database command that ends');
  } catch (error) {
    if (error instanceof InstanceHeld) return;
    throw error;
  }
  await database.stop();
}

function external(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    throw new Error('DATABASE_URL is not an address of the form postgresql://user:password@host:port/database.');
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new Error(`DATABASE_URL needs the scheme postgresql://, got ${parsed.protocol}//.`);
  }
  const name = `${parsed.pathname.slice(1) || 'the database'} on ${parsed.host || 'localhost'}`;
  return { url, name, embedded: false, started: false, stop: async () => {} };
}
