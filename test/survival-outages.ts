import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';
import { localOwner } from '@/lib/db/owner';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';
import { withClient } from '../bin/with-client.mjs';
import { storedNumbers } from './stored-numbers';
import { asOf, begin, countMixed, difference, from, pause, type Survived, sessions, until } from './survival-scene';
import { command, onDatabase, type Server, scratch, startServer } from './survival-servers';
import { type Answer, endWeb, startWeb, type Web } from './survival-web';
import { endWorker, startWorker } from './survival-workers';

const api = '/api/v1';
const smallFile = `date,symbol,close\n${sessions
  .slice(-20)
  .map((date, i) => `${date},LOAD,${10 + i}\n`)
  .join('')}`;

/** What was asked, what came back (null: nothing whole), and when it was sent. */
type Said = { readonly asked: string; readonly answer: Answer | null; readonly sentAt: number; readonly ms: number };

/**
 * So many clients that ask one thing after the other until they are told to stop: reads, imports, new portfolios and
 * recalculations. `said` has all of it.
 */
export function load({ ask }: Pick<Web, 'ask'>, portfolioId: string, clients: number, { onlyReads = false } = {}) {
  const said: Said[] = [];
  const created: string[] = [];
  let isOver = false;
  let count = 0;
  type Thing = readonly [method: string, path: string, body?: () => unknown];
  const reads: readonly Thing[] = [
    ['GET', `${api}/portfolios`],
    ['GET', `${api}/analytics/portfolio/${portfolioId}/volatility`],
    ['GET', `${api}/portfolios/${portfolioId}/positions`],
    ['GET', `${api}/portfolios/${portfolioId}/recalculations`],
  ];
  const writes: readonly Thing[] = [
    ['POST', `${api}/prices/import`, () => smallFile],
    ['POST', `${api}/portfolios`, () => ({ name: `load ${++count}` })],
    ['POST', `${api}/portfolios/${portfolioId}/recalculations`, () => ({ from, as_of: asOf })],
  ];
  const things = onlyReads ? reads : [...reads, ...writes];
  const client = async (first: number) => {
    for (let i = first; !isOver; i++) {
      const [method, at, body] = things[i % things.length];
      const sent = body?.();
      const sentAt = performance.now();
      const answer = await ask(method, at, sent === undefined ? {} : { body: sent }).catch(() => null);
      said.push({ asked: `${method} ${at}`, answer, sentAt, ms: performance.now() - sentAt });
      if (at === `${api}/portfolios` && method === 'POST' && answer?.status === 201)
        created.push((sent as { name: string }).name);
      // A client that hears nothing does not ask a thousand times a second.
      if (answer === null || answer.status === 503) await pause(20);
    }
  };
  const all = Array.from({ length: clients }, (_, i) => client(i));
  return {
    said,
    created,
    stop: async () => {
      isOver = true;
      await Promise.all(all);
    },
  };
}

const isGood = ({ answer }: Said): boolean => answer !== null && answer.status < 300;
/** Told to come again: the database is away, or too many files wait for it. */
const isUnavailable = ({ answer }: Said): boolean =>
  answer !== null &&
  (answer.status === 503 || (answer.status === 429 && /too_many_imports/.test(answer.body))) &&
  /^\d+$/.test(answer.headers['retry-after'] ?? '') &&
  answer.headers['content-type'] === 'application/problem+json';

/** What a person would see of an answer that should not have been. */
const told = ({ asked, answer }: Said): string =>
  `${asked}: ${answer === null ? 'no answer' : `${answer.status} ${answer.body.slice(0, 200)}`}`;

/** A recalculation from nothing, by whoever works there, comes to the numbers of the scene. */
async function faultsOfRecalculation(server: Server): Promise<string[]> {
  const { portfolioId, expected } = server.scene;
  return onDatabase(server.url, async () => {
    const numbers = () => storedNumbers(portfolioId);
    const mixed = await countMixed(portfolioId);
    await withClient(server.url, (client) =>
      until(async () => {
        const { rows } = await client.query(`SELECT FROM recalculations WHERE state IN ('queued', 'running')`);
        return rows.length === 0;
      }, 60),
    );
    await begin('nothing');
    const { id } = await requestRecalculation(localOwner, portfolioId, { from, asOf, trigger: 'person' });
    let state = '';
    await withClient(server.url, (client) =>
      until(async () => {
        ({ state } = (await client.query('SELECT state FROM recalculations WHERE id = $1', [id])).rows[0]);
        return state !== 'queued' && state !== 'running';
      }, 60),
    );
    const other = difference(expected, await numbers());
    return [
      mixed > 0 && `${mixed} days are a mix`,
      state !== 'completed' && `the recalculation is ${state}`,
      other !== null && `the numbers are others: ${other}`,
    ].filter((fault) => fault !== false);
  });
}

async function namesMissing({ url }: Server, names: readonly string[]): Promise<string[]> {
  const { rows } = await withClient(url, (client) => client.query('SELECT name FROM portfolios'));
  const there = new Set(rows.map(({ name }) => name));
  return names.filter((name) => !there.has(name));
}

/** Asks twenty times a second whether the web server lives, whatever else is the matter. */
function watchLiveness(web: Web, wrong: string[]) {
  let slowest = 0;
  let isOver = false;
  const all = (async () => {
    while (!isOver) {
      const begun = performance.now();
      const answer = await web.ask('GET', '/api/health/live').catch(() => null);
      if (answer?.status !== 200) wrong.push(`liveness: ${answer?.status}`);
      slowest = Math.max(slowest, performance.now() - begun);
      await pause(50);
    }
  })();
  return {
    slowest: () => slowest.toFixed(0),
    stop: async () => {
      isOver = true;
      await all;
    },
  };
}

/**
 * The database stands still for some seconds, as one that swaps or whose disk hangs: nobody is refused but with 503 and
 * Retry-After, liveness is answered, and afterwards everything goes on. Tried are the answers.
 */
export async function databaseStandsStill(times: number): Promise<Survived> {
  const server = await startServer('still', { max_connections: 120 });
  const web = await startWeb(server.url);
  const worker = await startWorker(server.url);
  const wrong: string[] = [];
  const { said, created, stop } = load(web, server.scene.portfolioId, 30);
  // Once the first requests have loaded what they need.
  await pause(3_000);
  const live = watchLiveness(web, wrong);
  try {
    for (let i = 0; i < times; i++) {
      await pause(1_500);
      server.freeze(true);
      await pause(8_000);
      server.freeze(false);
    }
    await pause(1_500);
    await stop();
    await live.stop();
    for (const one of said) if (!isGood(one) && !isUnavailable(one)) wrong.push(told(one));
    for (const name of await namesMissing(server, created)) wrong.push(`acknowledged and lost: ${name}`);
    wrong.push(...(await faultsOfRecalculation(server)));
  } finally {
    await Promise.all([stop(), live.stop()]);
    await endWeb(web);
    await endWorker(worker);
    await server.remove();
  }
  console.log(
    `  ${said.length} answers, ${said.filter(isUnavailable).length} of them to come again; liveness at most ${live.slowest()} ms`,
  );
  for (const fault of new Set(wrong)) console.error(`  still: ${fault}`);
  return { tried: said.length, wrong: wrong.length };
}

/**
 * The database is ended and started again under load, so many times in each way. The web server and the worker stay up:
 * every answer is a good one or 503 with Retry-After, what was acknowledged is there, liveness is answered throughout,
 * and the numbers are those of an undisturbed run. Tried are the answers.
 */
export async function restartDatabase(times: number): Promise<Survived> {
  const server = await startServer('restart', { max_connections: 120 });
  const web = await startWeb(server.url);
  const worker = await startWorker(server.url);
  const wrong: string[] = [];
  const { said, created, stop } = load(web, server.scene.portfolioId, 12);
  const live = watchLiveness(web, wrong);
  let unavailable = 0;
  try {
    for (let i = 0; i < 2 * times; i++) {
      await pause(1_000);
      await server.end(i % 2 === 0 ? 'fast' : 'immediate');
      await pause(700);
      const ready = await web.ask('GET', '/api/health/ready');
      if (ready.status !== 503) wrong.push(`readiness without a database: ${ready.status}`);
      await server.start();
      const isBack = () => web.ask('GET', `${api}/portfolios`).then(({ status }) => status === 200);
      if (!(await until(isBack, 20))) wrong.push('not back after 20 s');
    }
    await pause(1_000);
    await stop();
    for (const one of said) {
      if (isUnavailable(one)) unavailable++;
      else if (!isGood(one)) wrong.push(told(one));
    }
    if (unavailable === 0) wrong.push('nobody has noticed anything');
    for (const name of await namesMissing(server, created)) wrong.push(`acknowledged and lost: ${name}`);
    wrong.push(...(await faultsOfRecalculation(server)));
    if (worker.child.exitCode !== null) wrong.push('the worker has ended');
    if (web.child.exitCode !== null) wrong.push('the web server has ended');
  } finally {
    await Promise.all([stop(), live.stop()]);
    await endWeb(web);
    await endWorker(worker);
    await server.remove();
  }
  console.log(
    `  ${said.length} answers, ${unavailable} of them 503; liveness at most ${live.slowest()} ms; ${created.length} acknowledged`,
  );
  for (const fault of new Set(wrong)) console.error(`  restart: ${fault}`);
  return { tried: said.length, wrong: wrong.length };
}

const manyDays = (rows: number): string => {
  const lines = ['date,symbol,close'];
  const perSymbol = sessions.slice(-200);
  for (let i = 0; lines.length <= rows; i++)
    for (const date of perSymbol) lines.push(`${date},FULL${i},${(10 + (i % 90)).toFixed(2)}`);
  return `${lines.join('\n')}\n`;
};

/** A file that takes all of a disk but so many bytes. */
function fill(directory: string, leaving: number): () => void {
  const file = path.join(directory, 'filler');
  const { bavail, bsize } = statfsSync(directory);
  const descriptor = openSync(file, 'w');
  const block = Buffer.alloc(65_536);
  for (let left = bavail * bsize - leaving; left > 0; left -= block.length)
    writeSync(descriptor, block, 0, Math.min(left, block.length));
  closeSync(descriptor);
  return () => rmSync(file);
}

/**
 * The database's disk (a tmpfs) is full but for a little, and a large file is imported: 507, nothing of it is there,
 * reads go on; with room again the same request succeeds. Where it is the log that finds no room the database itself
 * goes down, as it has to, and 503 is right. Tried are the rounds, each with another rest of room.
 */
export async function fillDisk(rounds: number): Promise<Survived> {
  const disk = scratch('disk');
  mkdirSync(disk, { recursive: true });
  command('mount', '-t', 'tmpfs', '-o', 'size=320m,mode=755', 'tmpfs', disk);
  const wrong: string[] = [];
  let full = 0;
  try {
    const server = await startServer(
      'disk',
      { shared_buffers: '32MB', max_wal_size: '96MB', min_wal_size: '64MB', max_connections: 60, autovacuum: 'off' },
      path.join(disk, 'data'),
    );
    const web = await startWeb(server.url);
    const worker = await startWorker(server.url);
    const { portfolioId } = server.scene;
    const file = manyDays(200_000);
    const count = () =>
      withClient(server.url, async (client) => {
        const { rows } = await client.query(
          `SELECT (SELECT count(*) FROM daily_prices)::int + (SELECT count(*) FROM securities)::int AS n,
                  (SELECT count(*) FROM imports)::int AS imports`,
        );
        return `${rows[0].n} rows, ${rows[0].imports} imports`;
      });
    try {
      for (let round = 0; round < rounds; round++) {
        const before = await count();
        const free = fill(disk, [0, 300_000, 1_500_000, 4_000_000, 9_000_000, 14_000_000][round % 6]);
        const headers = { 'idempotency-key': `full-${round}` };
        const [answer, asked] = await Promise.all([
          web.ask('POST', `${api}/prices/import`, { body: file, headers }),
          web.ask('POST', `${api}/portfolios/${portfolioId}/recalculations`, { body: { from, as_of: asOf } }),
        ]);
        if (answer.status === 507 && answer.headers['retry-after'] && /storage_full/.test(answer.body)) full++;
        else if (answer.status !== 503) wrong.push(`round ${round}: ${answer.status} ${answer.body.slice(0, 300)}`);
        if (![202, 503, 507].includes(asked.status)) wrong.push(`round ${round}: ${asked.status} ${asked.body}`);
        const read = await web.ask('GET', `${api}/portfolios`);
        if (read.status !== (answer.status === 507 ? 200 : read.status)) wrong.push(`a read: ${read.status}`);
        free();
        // Where the log had no room the server has ended for good.
        const isUp = () => web.ask('GET', `${api}/portfolios`).then(({ status }) => status === 200);
        if (!(await until(isUp, 5))) await server.start();
        if (!(await until(isUp, 20))) wrong.push(`round ${round}: not back with room`);
        const after = await count();
        if (after !== before) wrong.push(`round ${round}: ${before} before, ${after} after`);
        const again = await web.ask('POST', `${api}/prices/import`, { body: file, headers });
        if (again.status !== 200) wrong.push(`round ${round}, with room: ${again.status} ${again.body.slice(0, 300)}`);
        await withClient(server.url, async (client) => {
          await client.query(
            `DELETE FROM daily_prices WHERE security_id IN (SELECT id FROM securities WHERE symbol LIKE 'FULL%')`,
          );
          await client.query(`DELETE FROM securities WHERE symbol LIKE 'FULL%'`);
          await client.query('VACUUM FULL daily_prices');
          await client.query('CHECKPOINT');
        });
      }
      if (full === 0) wrong.push('never was the answer 507');
      wrong.push(...(await faultsOfRecalculation(server)));
    } finally {
      await endWeb(web);
      await endWorker(worker);
      await server.remove();
    }
  } finally {
    command('umount', '-l', disk);
    rmSync(disk, { recursive: true, force: true });
  }
  console.log(`  ${full} of ${rounds} times 507`);
  for (const fault of wrong) console.error(`  full disk: ${fault}`);
  return { tried: rounds, wrong: wrong.length };
}

/**
 * The web server is told to stop under load: whoever had asked by then gets a whole answer, streams of events end, and
 * it is gone within ten seconds with status 0. Tried are the requests that were on their way.
 */
export async function stopWeb(rounds: number): Promise<Survived> {
  const server = await startServer('stop', { max_connections: 120 });
  const worker = await startWorker(server.url);
  const wrong: string[] = [];
  let tried = 0;
  try {
    for (let round = 0; round < rounds; round++) {
      const web = await startWeb(server.url);
      const { said, created, stop } = load(web, server.scene.portfolioId, 24);
      await pause(600 + 400 * Math.random());
      const { body } = await web.ask('POST', `${api}/portfolios/${server.scene.portfolioId}/recalculations`, {
        body: { from: sessions[300], as_of: asOf },
      });
      const events = web.ask('GET', `${api}/recalculations/${JSON.parse(body).id}/events`).catch(() => null);
      await pause(100 * Math.random());
      const toldAt = performance.now();
      web.child.kill('SIGTERM');
      const status = await web.gone;
      const ms = performance.now() - toldAt;
      await stop();
      await events;
      const onTheWay = said.filter((one) => one.sentAt < toldAt && one.sentAt + one.ms > toldAt);
      tried += onTheWay.length;
      for (const one of onTheWay) if (!isGood(one)) wrong.push(told(one));
      if (status !== 0 || ms > 10_000) wrong.push(`it ended with ${status} after ${ms.toFixed(0)} ms`);
      for (const name of await namesMissing(server, created)) wrong.push(`acknowledged and lost: ${name}`);
    }
    wrong.push(...(await faultsOfRecalculation(server)));
  } finally {
    await endWorker(worker);
    await server.remove();
  }
  for (const fault of new Set(wrong)) console.error(`  SIGTERM: ${fault}`);
  return { tried, wrong: wrong.length };
}
