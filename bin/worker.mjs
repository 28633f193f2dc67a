// npm run worker [-- --concurrency N --threads N]: one more worker, on this computer or on another that reaches the same database.
import { parseArgs } from 'node:util';
import { generate, install } from './bootstrap.mjs';
import { startChild, stopChild } from './children.mjs';
import { dataDirectory } from './data-directory.mjs';
import { fail } from './fail.mjs';
import { exitWithLauncher, measuring, typescript } from './node-options.mjs';
import { inRoot } from './root.mjs';

try {
  await main();
} catch (error) {
  fail(error.message);
}

async function main() {
  const { values } = parseArgs({
    options: { concurrency: { type: 'string', default: '1' }, threads: { type: 'string' } },
  });
  for (const [name, least] of [
    ['concurrency', 1],
    ['threads', 0],
  ]) {
    const value = values[name];
    if (value !== undefined && !(/^\d{1,2}$/.test(value) && Number(value) >= least))
      throw new Error(`--${name} needs a whole number from ${least} to 99, got ${JSON.stringify(value)}.`);
  }
  await install();
  await generate();
  const { findDatabase } = await import('./open-database.mjs');
  const { migrationState } = await import('./migrate.mjs');
  const { ledgerFaults } = await import('./ledger.mjs');

  const database = await findDatabase();
  if (!database) {
    throw new Error('There is no database to work on: start Ballast first (npm start), or set DATABASE_URL.');
  }
  const state = await migrationState(database.url);
  const faults = [...ledgerFaults(state), ...state.pending.map((name) => `Migration ${name} is not applied.`)];
  if (faults.length > 0) throw new Error(`This worker does not fit ${database.name}.\n${faults.join('\n')}`);

  console.log(`Worker on ${database.name}, ${values.concurrency} at a time. Ctrl-C stops it.`);
  const worker = startChild(
    [
      ...typescript,
      ...exitWithLauncher,
      ...measuring,
      inRoot('lib/jobs/worker.ts'),
      ...Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        TZ: 'UTC',
        DATABASE_URL: database.url,
        BALLAST_DATA_DIR: dataDirectory(),
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopChild(worker, 8000));
  const status = await worker.ended;
  process.exit(typeof status === 'number' ? status : 1);
}
