import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findPostgres } from '../bin/embedded-postgres.mjs';
import { freePort } from '../bin/free-port.mjs';
import { withClient } from '../bin/with-client.mjs';
import { expect, test } from './test';

// A Ballast of its own, whose parts are killed one after another.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.skip(process.platform !== 'linux', 'the parts of a running Ballast are found in /proc');

const directory = path.resolve('.test', `launcher-${process.pid}`);
const patience = { timeout: 120_000 };
let port: number;
let running: Launched;

type Launched = { process: ChildProcess; said: () => string; ended: Promise<number | null> };

function launch(env: Record<string, string> = {}): Launched {
  const { DATABASE_URL, HOST, ...inherited } = process.env;
  const launcher = spawn(process.execPath, ['bin/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, BALLAST_DATA_DIR: directory, BALLAST_TODAY: '2026-06-30', PORT: String(port), ...env },
  });
  let said = '';
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => launcher.once('exit', resolve));
  return { process: launcher, said: () => said, ended };
}

/** The process among the launcher's children whose command line has a part, or null. */
function childWith(part: string): number | null {
  const { pid } = running.process;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  const found = children.find((child) => commandLine(Number(child)).includes(part));
  return found ? Number(found) : null;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

const readiness = () =>
  fetch(`http://127.0.0.1:${port}/api/health/ready`).then(
    ({ status }) => status,
    () => null,
  );

async function postgres() {
  const server = await findPostgres(directory);
  if (!server) throw new Error('the database does not run');
  return server;
}

async function portfolioNames(): Promise<string[]> {
  const { url } = await postgres();
  const { rows } = await withClient(url, (client) => client.query('SELECT name FROM portfolios ORDER BY name'));
  return rows.map(({ name }) => name);
}

const addPortfolio = async (name: string) => {
  const { url } = await postgres();
  await withClient(url, (client) =>
    client.query('INSERT INTO portfolios (owner_id, name) SELECT id, $1 FROM users', [name]),
  );
};

test.beforeAll(async () => {
  port = await freePort();
});

test.afterAll(async () => {
  running?.process.kill('SIGKILL');
  await (await findPostgres(directory))?.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('starts on an empty directory and says where it is', async () => {
  running = launch();
  await expect.poll(running.said, patience).toContain(`Ballast is ready at http://127.0.0.1:${port}`);
  expect(await readiness()).toBe(200);
});

test('refuses a second start on the same data and says who holds it', async () => {
  const second = launch({ PORT: String(await freePort()) });
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`Ballast runs on this data already: npm start, process ${running.process.pid}`);
  expect(await readiness()).toBe(200);
});

test('never shows the password of the database, neither on the terminal nor in the list of processes', async () => {
  const { password } = new URL((await postgres()).url);
  expect(running.said()).not.toContain(password);
  const { pid } = running.process;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  expect(children.length).toBeGreaterThanOrEqual(3);
  for (const child of children) expect(commandLine(Number(child))).not.toContain(password);
});

test('starts a killed worker again', async () => {
  const worker = childWith('worker.ts');
  process.kill(worker as number, 'SIGKILL');
  await expect.poll(() => ![null, worker].includes(childWith('worker.ts')), patience).toBe(true);
});

test('brings a killed database back under the running web server, with everything that was committed', async () => {
  await addPortfolio('Committed before the kill');
  process.kill((await postgres()).pid, 'SIGKILL');
  await expect.poll(running.said, patience).toContain('The database is back.');
  await expect.poll(readiness, patience).toBe(200);
  expect(await portfolioNames()).toContain('Committed before the kill');
});

test('leaves nothing but the database when it is killed, and takes that over at the next start', async () => {
  const before = await postgres();
  const [web, worker] = [childWith('next-server'), childWith('worker.ts')];
  running.process.kill('SIGKILL');
  await running.ended;
  await expect.poll(readiness, patience).toBeNull();
  await expect.poll(() => [web, worker].map((pid) => commandLine(pid as number)), patience).toEqual(['', '']);

  running = launch();
  await expect.poll(running.said, patience).toContain('Ballast is ready at');
  expect(await postgres()).toMatchObject({ pid: before.pid });
  expect(await portfolioNames()).toContain('Committed before the kill');
});

test('ends as a whole, with status 1, when the web server is killed', async () => {
  process.kill(childWith('next-server') as number, 'SIGKILL');
  expect(await running.ended).toBe(1);
  expect(running.said()).toContain('The web server ended by itself (SIGKILL).');
  expect(await findPostgres(directory)).toBeNull();
});

test('ends in order within ten seconds when it is asked to, and keeps its data', async () => {
  running = launch();
  await expect.poll(running.said, patience).toContain('Ballast is ready at');
  const asked = Date.now();
  running.process.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  expect(Date.now() - asked).toBeLessThan(10_000);
  expect(await readiness()).toBeNull();
  expect(await findPostgres(directory)).toBeNull();

  running = launch();
  await expect.poll(running.said, patience).toContain('Ballast is ready at');
  expect(await portfolioNames()).toContain('Committed before the kill');
  running.process.kill('SIGINT');
  expect(await running.ended).toBe(0);
});
