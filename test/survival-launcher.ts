import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findPostgres } from '../bin/embedded-postgres.mjs';
import { freePort } from '../bin/free-port.mjs';
import { withClient } from '../bin/with-client.mjs';
import { load } from './survival-outages';
import { endWithUs } from './survival-program';
import { pause, type Survived, until } from './survival-scene';
import { scratch } from './survival-servers';
import { askAt } from './survival-web';

/** `npm start` as it is, on data of its own with the demonstration. */
async function launch(directory: string) {
  const port = await freePort();
  const { DATABASE_URL, ...inherited } = process.env;
  const child = spawn(process.execPath, ['bin/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...inherited,
      BALLAST_DATA_DIR: directory,
      BALLAST_TODAY: '2026-06-30',
      BALLAST_PROVIDER_STUB: 'http://127.0.0.1:9',
      BALLAST_REQUESTS_PER_MINUTE: '10000000',
      PORT: String(port),
      HOST: '127.0.0.1',
    },
  });
  endWithUs(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => {
      said += data;
    });
  const gone = new Promise<number | string | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  if (!(await until(() => said.includes('Ballast is ready') || child.exitCode !== null, 240)))
    throw new Error(`it does not start: ${said}`);
  return { child, gone, port, ask: askAt(port), said: () => said };
}

/**
 * The whole product is told to stop under load, while the year of the demonstration is being measured: it is gone within
 * ten seconds with status 0, with its database shut down in order, and whoever had asked has got an answer. Started again
 * it goes on where it was, to the end.
 */
export async function stopEverything(rounds: number): Promise<Survived> {
  const directory = scratch('launched');
  const wrong: string[] = [];
  let tried = 0;
  let slowest = 0;
  try {
    for (let round = 0; round <= rounds; round++) {
      const running = await launch(directory);
      const server = await findPostgres(directory);
      if (!server) throw new Error('the database does not run');
      const log = readFileSync(path.join(directory, `postgres-${server.version}`, 'server.log'), 'utf8');
      if (/not properly shut down|recovery/.test(log)) wrong.push('the database was not shut down in order');
      const portfolioId = JSON.parse((await running.ask('GET', '/api/v1/portfolios')).body).data[0].id;
      if (round === rounds) {
        const states = async () =>
          (
            await withClient(server.url, (client) =>
              client.query('SELECT state, count(*)::int FROM recalculations GROUP BY state'),
            )
          ).rows;
        const isDone = async () => (await states()).every(({ state }) => state === 'completed');
        if (!(await until(isDone, 180, 500))) wrong.push(`in the end: ${JSON.stringify(await states())}`);
        running.child.kill('SIGTERM');
        await running.gone;
        break;
      }
      // Nothing that writes: another demonstration would be another end.
      const { said, stop } = load({ ask: running.ask }, portfolioId, 16, { onlyReads: true });
      const recalculations = JSON.parse(
        (await running.ask('GET', `/api/v1/portfolios/${portfolioId}/recalculations`)).body,
      ).data;
      const events = running.ask('GET', `/api/v1/recalculations/${recalculations[0].id}/events`).catch(() => null);
      await pause(300 + 1_500 * Math.random());
      const toldAt = performance.now();
      running.child.kill('SIGTERM');
      const status = await running.gone;
      const ms = performance.now() - toldAt;
      slowest = Math.max(slowest, ms);
      await stop();
      await events;
      const onTheWay = said.filter((one) => one.sentAt < toldAt && one.sentAt + one.ms > toldAt);
      tried += onTheWay.length;
      for (const { asked, answer } of onTheWay)
        if (answer === null || answer.status >= 300) wrong.push(`${asked}: ${answer?.status ?? 'no answer'}`);
      if (status !== 0 || ms > 10_000)
        wrong.push(`it ended with ${status} after ${ms.toFixed(0)} ms: ${running.said()}`);
      if (await findPostgres(directory)) wrong.push('it left its database running');
    }
  } finally {
    await (await findPostgres(directory).catch(() => null))?.stop();
    rmSync(directory, { recursive: true, force: true });
  }
  console.log(`  gone after ${slowest.toFixed(0)} ms at most`);
  for (const fault of new Set(wrong)) console.error(`  npm start told to stop: ${fault}`);
  return { tried, wrong: wrong.length };
}
