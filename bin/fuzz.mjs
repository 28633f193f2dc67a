// npm run fuzz [-- --requests 100000] [--seed N]: requests made from the OpenAPI document against a product of its own.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, generate, install } from './bootstrap.mjs';
import { fail } from './fail.mjs';
import { freePort } from './free-port.mjs';
import { typescript } from './node-options.mjs';
import { inRoot, root } from './root.mjs';
import { run } from './run.mjs';
import { removeLeftovers } from './throw-away-postgres.mjs';

const longestStartMs = 300_000;

try {
  await install();
  await generate();
  await build();
  await removeLeftovers();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const directory = inRoot('.test', `fuzz-${process.pid}`);
  const { DATABASE_URL, HOST, FMP_API_KEY, ...env } = process.env;
  const product = spawn(process.execPath, [inRoot('bin', 'start.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...env,
      PORT: String(port),
      BALLAST_DATA_DIR: directory,
      BALLAST_TODAY: '2026-06-30',
      BALLAST_REQUESTS_PER_MINUTE: '99999999',
      BALLAST_LOG_LEVEL: 'error',
      // Nobody is asked for prices: where the vendors would be, nobody listens.
      BALLAST_PROVIDER_STUB: 'http://127.0.0.1:9',
    },
  });
  const ended = new Promise((resolve) => product.once('exit', resolve));
  try {
    await untilReady(address, product);
    process.exitCode = await run(
      process.execPath,
      [...typescript, inRoot('test/fuzz.ts'), '--at', address, ...process.argv.slice(2)],
      { env: { TZ: 'UTC' } },
    );
  } finally {
    product.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
} catch (error) {
  fail(error.message);
}

/** Waits until the product answers and its demonstration is there to be asked for. */
async function untilReady(address, product) {
  const deadline = Date.now() + longestStartMs;
  while (Date.now() < deadline) {
    if (product.exitCode !== null) throw new Error('The product ended before it was ready.');
    const isThere = await fetch(`${address}/api/v1/portfolios`)
      .then((response) => response.json())
      .then(({ data }) => data.length > 0 && data.every((one) => one.latest_snapshot_date !== null))
      .catch(() => false);
    if (isThere) return;
    await sleep(500);
  }
  throw new Error('The product was not ready in time.');
}
