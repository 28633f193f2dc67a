// What `npm start` is, on data of its own that are thrown away: the journeys walk through the very thing that is shipped.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { inRoot, root } from '../bin/root.mjs';
import { removeLeftovers } from '../bin/throw-away-postgres.mjs';

await removeLeftovers();
const directory = inRoot('.test', `e2e-${process.pid}`);
const { DATABASE_URL, HOST, ...env } = process.env;
const server = spawn(process.execPath, [inRoot('bin', 'start.mjs')], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...env,
    PORT: process.env.BALLAST_E2E_PORT,
    BALLAST_DATA_DIR: directory,
    // Nobody is asked for prices: where the vendors would be, nobody listens.
    BALLAST_PROVIDER_STUB: 'http://127.0.0.1:9',
    BALLAST_TODAY: process.env.BALLAST_TODAY ?? '2026-06-30',
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.once('exit', (code) => {
  rmSync(directory, { recursive: true, force: true });
  process.exit(code ?? 1);
});
