import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, generate, install } from './bootstrap.mjs';
import { keepRunning, startChild, stopChild } from './children.mjs';
import { dataDirectory } from './data-directory.mjs';
import { hostNames, hostRefusal, ownUrl } from './listen-address.mjs';
import { exitWithLauncher, measuring, soundRequests, stopInOrder, typescript, visitors } from './node-options.mjs';
import { inRoot, root } from './root.mjs';
import { runQuietly } from './run.mjs';
import { step } from './step.mjs';

/**
 * A running Ballast at an `address`, as `start` and `stop`. `onFatal` is called with a message when it cannot go on by
 * itself.
 *
 * `start` goes from a bare clone to a page that answers: packages, build, database, migrations, data, one web server and
 * one worker. It resolves with `problem`, null when all is ready and otherwise what the readiness check complains of; it
 * throws an Error with a message for the person at the terminal when it does not get that far. `stop` ends whatever is
 * running, in order and within ten seconds, at any moment, also in the middle of `start`.
 */
export function ballast({ address, withDemonstration, onFatal }) {
  let opening;
  let database;
  let lock;
  let web;
  let worker;
  let isUp = false;
  let isStopping = false;

  async function start() {
    await install();
    await generate();
    const server = await build();
    // These use packages, which may not have been there when this file was loaded.
    const { openDatabase } = await import('./open-database.mjs');
    const { holdInstance, InstanceHeld } = await import('./instance-lock.mjs');
    const { migrateUp } = await import('./migrate.mjs');
    const { hasAccounts } = await import('./has-accounts.mjs');

    opening = step('opening the database', async () => {
      const opened = await openDatabase();
      lock = await holdInstance(opened.url).catch(async (error) => {
        // Whoever holds the lock uses the server; otherwise it would be left running for nobody.
        if (opened.started && !(error instanceof InstanceHeld)) await opened.stop();
        throw error;
      });
      database = opened;
      return database.name;
    });
    await opening;
    keepLock({ openDatabase, holdInstance, InstanceHeld });
    await step('applying migrations', async () => {
      const names = await migrateUp(database.url);
      return names.length === 0 ? 'none pending' : `${names.length} applied`;
    });
    const refusal = hostRefusal(address.host, { hasAccounts: await hasAccounts(database.url) });
    if (refusal) throw new Error(refusal);

    if (isStopping) return { problem: null };
    const env = childEnvironment();
    await step('preparing the data', () => seed(env));
    let problem = null;
    if (isStopping) return { problem };
    // Whoever hears that it is ready finds the demonstration there.
    startWeb(path.join(server, 'server.js'), env);
    startWorker(env);
    await step('waiting for the web server', async () => {
      problem = await readiness();
      isUp = true;
    });
    return { problem };
  }

  /** What the children see: no setting of this computer changes how they reckon, and secrets travel here alone. */
  const childEnvironment = () => ({
    ...process.env,
    NODE_ENV: 'production',
    TZ: 'UTC',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: database.url,
    BALLAST_DATA_DIR: dataDirectory(),
    BALLAST_ROOT: root,
    HOSTNAME: address.host,
    APP_HOSTS: hostNames(address.host).join(','),
    PORT: String(address.port),
  });

  function startWeb(file, env) {
    // A connection that is closed just as its client sends the next request is an error there; a minute of quiet is rare.
    const patient = { ...env, KEEP_ALIVE_TIMEOUT: '65000', NEXT_MANUAL_SIG_HANDLE: 'true' };
    const before = [...exitWithLauncher, ...soundRequests, ...visitors, ...stopInOrder];
    web = startChild([...before, file], { env: patient, stdout: 'pipe' });
    // Next greets with its name and address, which is ours to tell; what is said after that is passed on.
    const greeting = [];
    web.stdout.on('data', (chunk) => (isUp ? process.stdout.write(chunk) : greeting.push(chunk)));
    web.ended.then((status) => {
      if (isStopping) return;
      if (!isUp) console.error(Buffer.concat(greeting).toString());
      onFatal(`The web server ended by itself (${status}).`);
    });
  }

  /** Calendar and sector weights always; the demonstration on a database of somebody's own only when asked for. */
  async function seed(env) {
    const file = inRoot('lib/jobs/seed-demonstration.ts');
    const wish = database.embedded || withDemonstration ? ['--demo'] : [];
    const said = await runQuietly(process.execPath, [...typescript, file, ...wish], { env });
    return said.trim().split('\n').at(-1);
  }

  function startWorker(env) {
    worker = keepRunning(
      () => startChild([...typescript, ...exitWithLauncher, ...measuring, inRoot('lib/jobs/worker.ts')], { env }),
      (status, pause) => console.error(`The worker ended (${status}); it starts again in ${pause} s.`),
    );
  }

  /**
   * Waits until the readiness check says yes. A server that answers and goes on saying no for ten seconds is up and has
   * something to tell.
   */
  async function readiness() {
    let answeredSince = null;
    let problem = 'the web server does not answer';
    const begun = Date.now();
    while (!isStopping) {
      try {
        const response = await fetch(`${ownUrl(address)}/api/health/ready`, { signal: AbortSignal.timeout(5000) });
        if (response.ok) return null;
        answeredSince ??= Date.now();
        problem = complaint(await response.text());
      } catch {
        // Nobody listens yet.
      }
      if (answeredSince !== null && Date.now() - answeredSince > 10_000) return problem;
      if (Date.now() - begun > 60_000) throw new Error(`The web server is not ready after a minute: ${problem}`);
      await sleep(40);
    }
    return null;
  }

  /**
   * The connection that carries the lock also tells when the database goes away. It is opened again, on the same port
   * where the server is ours, until it stands; meanwhile the web server answers 503 and the worker waits.
   */
  async function keepLock({ openDatabase, holdInstance, InstanceHeld }) {
    for (;;) {
      await lock.lost;
      if (isStopping) return;
      console.error('The connection to the database was lost; opening it again.');
      for (let pauseMs = 200; !isStopping; pauseMs = Math.min(2 * pauseMs, 10_000)) {
        try {
          database = await openDatabase({ port: database.port });
          if (isStopping) return database.stop();
          lock = await holdInstance(database.url);
          console.error('The database is back.');
          break;
        } catch (error) {
          if (error instanceof InstanceHeld) return onFatal(error.message);
          await sleep(pauseMs);
        }
      }
    }
  }

  async function stop() {
    isStopping = true;
    await opening?.catch(() => {});
    await Promise.all([stopChild(web, 7000), worker?.stop(7000)]);
    await database?.stop();
    await lock?.release().catch(() => {});
  }

  return { start, stop };
}

/** What a problem document says, or the whole text of anything else. */
function complaint(text) {
  try {
    return JSON.parse(text).detail ?? text;
  } catch {
    return text;
  }
}
