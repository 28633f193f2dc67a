// What `npm start` is, on data of its own that are thrown away: the journeys walk through the very thing that is shipped.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { typescript } from '../bin/node-options.mjs';
import { inRoot, root } from '../bin/root.mjs';
import { removeLeftovers } from '../bin/throw-away-postgres.mjs';

await removeLeftovers();
const directory = inRoot('.test', `e2e-${process.pid}`);
const { DATABASE_URL, HOST, FMP_API_KEY, ...env } = process.env;
const today = process.env.BALLAST_TODAY ?? '2026-06-30';
// Where the vendors would be, a server of the tests listens; it ends when its channel closes.
const vendors = spawn(process.execPath, [...typescript, inRoot('e2e', 'stub-providers.ts')], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env: { ...env, BALLAST_TODAY: today },
});
const server = spawn(process.execPath, [inRoot('bin', 'start.mjs')], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...env,
    PORT: process.env.BALLAST_E2E_PORT,
    BALLAST_DATA_DIR: directory,
    BALLAST_PROVIDER_STUB: `http://127.0.0.1:${process.env.BALLAST_E2E_STUB_PORT}`,
    BALLAST_TODAY: today,
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.once('exit', (code) => {
  vendors.kill();
  rmSync(directory, { recursive: true, force: true });
  process.exit(code ?? 1);
});
