// npm run bench -- NAME [arguments]: the figures of the README, each from a file bench/NAME.ts or bench/NAME-*.ts.
import { readdirSync } from 'node:fs';
import { build, generate, install } from './bootstrap.mjs';
import { fail } from './fail.mjs';
import { measuring, typescript } from './node-options.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

try {
  await main();
} catch (error) {
  fail(error.message);
}

async function main() {
  const [name, ...rest] = process.argv.slice(2);
  const all = readdirSync(inRoot('bench'))
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
    .sort();
  const names = [...new Set(all.map((file) => file.replace(/(-.*)?\.ts$/, '')))];
  const files = all.filter((file) => file === `${name}.ts` || file.startsWith(`${name}-`));
  if (files.length === 0) throw new Error(`npm run bench -- ${names.join(' | ') || '(no bench files)'}`);

  await install();
  await generate();
  if (name === 'web') await build();
  // The arithmetic needs no database; everything else gets one of its own, set as a laptop's is and empty of data.
  const database = name === 'risk' ? null : await benchDatabase();
  try {
    for (const file of files) {
      const status = await run(
        process.execPath,
        ['--expose-gc', ...measuring, ...typescript, inRoot('bench', file), ...rest],
        {
          env: { TZ: 'UTC', NODE_ENV: 'production', ...(database && { DATABASE_URL: database.url }) },
        },
      );
      if (status !== 0) process.exitCode = 1;
    }
  } finally {
    await database?.stop();
  }
}

async function benchDatabase() {
  const { startThrowAwayPostgres } = await import('./throw-away-postgres.mjs');
  const { migrateUp } = await import('./migrate.mjs');
  const server = await startThrowAwayPostgres('bench', {});
  await migrateUp(server.url);
  return server;
}
