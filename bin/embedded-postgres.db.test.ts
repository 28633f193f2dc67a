import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPostgres, startPostgres } from './embedded-postgres.mjs';
import { withClient } from './with-client.mjs';

let directory: string;
beforeEach(() => {
  directory = path.join(mkdtempSync(path.join(os.tmpdir(), 'ballast-postgres-')), 'data');
});
afterEach(async () => {
  await (await findPostgres(directory).catch(() => null))?.stop();
  rmSync(path.dirname(directory), { recursive: true, force: true });
});

// A start writes everything to disk, as the product does; on a busy machine that takes its time.
describe('the embedded PostgreSQL', { timeout: 120_000 }, () => {
  it('is made, found by a second start, stopped, and started again with its data', async () => {
    expect(await findPostgres(directory)).toBeNull();
    const first = await startPostgres({ directory });
    expect(first.started).toBe(true);
    await withClient(first.url, (client) => client.query('CREATE TABLE kept AS SELECT 42 AS answer'));

    const second = await startPostgres({ directory });
    expect(second).toMatchObject({ started: false, pid: first.pid, url: first.url });
    expect(await findPostgres(directory)).toMatchObject({ pid: first.pid });

    await first.stop();
    expect(await findPostgres(directory)).toBeNull();
    const third = await startPostgres({ directory });
    expect(await answerAt(third.url)).toBe(42);
    expect(third.pid).not.toBe(first.pid);
  });

  it('recovers everything that was committed when it is killed, on the port it had', async () => {
    const first = await startPostgres({ directory });
    await withClient(first.url, (client) => client.query('CREATE TABLE kept AS SELECT 42 AS answer'));
    process.kill(first.pid, 'SIGKILL');
    const second = await startPostgres({ directory, port: first.port });
    expect(second).toMatchObject({ started: true, port: first.port });
    expect(await answerAt(second.url)).toBe(42);
  });

  it('starts although the number of a killed server now belongs to some other process', async () => {
    const first = await startPostgres({ directory });
    process.kill(first.pid, 'SIGKILL');
    await sleep(200);
    const pidFile = path.join(directory, `postgres-${first.version}`, 'data', 'postmaster.pid');
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.pid)));
    expect(await startPostgres({ directory })).toMatchObject({ started: true });
  });

  it('is one server when four starts come together on an empty directory', async () => {
    const servers = await Promise.all(Array.from({ length: 4 }, () => startPostgres({ directory })));
    expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
    expect(readdirSync(directory)).toEqual([`postgres-${servers[0].version}`]);
  });

  it('listens on loopback alone, asks for a password, and keeps it from other users and from the list of processes', async () => {
    const { url, port, pid, version } = await startPostgres({ directory });
    const { password } = new URL(url);
    const { rows } = await withClient(url, (client) => client.query('SHOW listen_addresses'));
    expect(rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await expect(withClient(`postgresql://ballast:guess@127.0.0.1:${port}/ballast`, async () => {})).rejects.toThrow(
      'password authentication failed',
    );
    const home = path.join(directory, `postgres-${version}`);
    expect(statSync(home).mode & 0o077).toBe(0);
    expect(statSync(path.join(home, 'password')).mode & 0o077).toBe(0);
    if (process.platform === 'linux') expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(password);
  });

  it('does not begin empty beside the data of another major version', async () => {
    const older = await startPostgres({ directory });
    await older.stop();
    renameSync(path.join(directory, `postgres-${older.version}`), path.join(directory, 'postgres-12'));
    await expect(startPostgres({ directory })).rejects.toThrow(/postgres-12 was written by another major version/);
    expect(existsSync(path.join(directory, `postgres-${older.version}`))).toBe(false);
  });
});

const answerAt = (url: string) =>
  withClient(url, async (client) => (await client.query('SELECT answer FROM kept')).rows[0].answer);
