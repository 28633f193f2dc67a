import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { findPostgres } from '../bin/embedded-postgres.mjs';
import { freePort } from '../bin/free-port.mjs';
import { withClient } from '../bin/with-client.mjs';
import { expect } from './test';

/** A Ballast of a journey's own, on data that go with it. */
export type OwnProduct = {
  readonly baseURL: string;
  readonly port: number;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
  readonly query: (sql: string) => Promise<Record<string, unknown>[]>;
  readonly databaseUrl: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Starts one, in `directory` under .test, and waits until it is ready or has ended. */
export async function startOwnProduct(directory: string, env: Record<string, string> = {}): Promise<OwnProduct> {
  const port = Number(env.PORT ?? (await freePort()));
  const data = path.resolve('.test', directory);
  const { DATABASE_URL, HOST, APP_HOSTS, ...inherited } = process.env;
  const launcher: ChildProcess = spawn(process.execPath, ['bin/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...inherited,
      BALLAST_DATA_DIR: data,
      BALLAST_TODAY: '2026-06-30',
      BALLAST_PROVIDER_STUB: 'http://127.0.0.1:9',
      PORT: String(port),
      ...env,
    },
  });
  let said = '';
  for (const stream of [launcher.stdout, launcher.stderr])
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  let isOver = false;
  const ended = new Promise<number | null>((resolve) =>
    launcher.once('exit', (code) => {
      isOver = true;
      resolve(code);
    }),
  );
  await expect.poll(() => isOver || said.includes('Ballast is ready at'), { timeout: 180_000 }).toBe(true);
  const databaseUrl = async () => {
    const server = await findPostgres(data);
    if (!server) throw new Error('the database does not run');
    return server.url;
  };
  return {
    baseURL: `http://127.0.0.1:${port}`,
    port,
    said: () => said,
    ended,
    databaseUrl,
    query: async (sql) => withClient(await databaseUrl(), async (client) => (await client.query(sql)).rows),
    stop: async () => {
      launcher.kill('SIGTERM');
      await ended;
    },
  };
}

/** Throws the data of an own product away. */
export async function removeOwnData(directory: string): Promise<void> {
  const data = path.resolve('.test', directory);
  await (await findPostgres(data))?.stop();
  rmSync(data, { recursive: true, force: true });
}
