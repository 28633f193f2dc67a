import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findPostgres, startPostgres, throwAway } from './embedded-postgres.mjs';
import { inRoot } from './root.mjs';

const home = inRoot('.test');

/**
 * A PostgreSQL of its own for this process, in .test, that keeps nothing. `stop` removes it with its data. What an
 * earlier process left behind because it was killed is cleared away first.
 *
 * @param {string} name
 * @param {Record<string, string | number>} [settings]
 */
export async function startThrowAwayPostgres(name, settings = throwAway) {
  await removeLeftovers();
  const directory = path.join(home, `${name}-${process.pid}`);
  const server = await startPostgres({ directory, settings });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Stops and removes every directory of .test whose name ends in the number of a process that is gone. */
export async function removeLeftovers() {
  if (!existsSync(home)) return;
  for (const name of readdirSync(home)) {
    const pid = Number(/-(\d+)$/.exec(name)?.[1]);
    if (!pid || existsProcess(pid)) continue;
    const directory = path.join(home, name);
    const server = await findPostgres(directory).catch(() => null);
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function existsProcess(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
