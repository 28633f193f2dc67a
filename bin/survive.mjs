// npm run survive [-- --short]: recalculations and imports under kills, cuts and crowds, on a database of its own.
import { build, generate, install } from './bootstrap.mjs';
import { fail } from './fail.mjs';
import { typescript } from './node-options.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

try {
  await install();
  await generate();
  const web = await build();
  const { startThrowAwayPostgres } = await import('./throw-away-postgres.mjs');
  const { throwAway } = await import('./embedded-postgres.mjs');
  const { migrateUp } = await import('./migrate.mjs');
  const server = await startThrowAwayPostgres('survive', { ...throwAway, max_connections: 400 });
  try {
    await migrateUp(server.url);
    process.exitCode = await run(
      process.execPath,
      [...typescript, inRoot('test/survive.ts'), ...process.argv.slice(2)],
      {
        env: { TZ: 'UTC', NODE_ENV: 'production', DATABASE_URL: server.url, BALLAST_SURVIVE_WEB: web },
      },
    );
  } finally {
    await server.stop();
  }
} catch (error) {
  fail(error.message);
}
