import { pool } from '@/lib/db/client';
import { withClient } from '../bin/with-client.mjs';
import { seedBook } from './engine-book';
import { asOf, from, pause, type Survived, until } from './survival-scene';
import { onDatabase, startServer } from './survival-servers';
import { askAt, endWeb, startWeb } from './survival-web';
import { endWorker, startWorker } from './survival-workers';

const atRank = (all: readonly number[], part: number): number =>
  [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(part * all.length))];

/**
 * A thousand requests to recalculate a few portfolios come at once at the web server. There is one recalculation and one
 * job a portfolio, every request is told which, and whoever reads meanwhile waits hardly longer than before.
 */
export async function crowdAtTheDoor(count: number): Promise<Survived> {
  const server = await startServer('crowd', { max_connections: 120 });
  const portfolios = [
    server.scene.portfolioId,
    ...(await onDatabase(server.url, async () => {
      const made: string[] = [];
      for (let i = 0; i < 3; i++) made.push(await seedBook(['S0', 'S1', 'S2', 'S3'], 6));
      await pool().query('SELECT 1');
      return made;
    })),
  ];
  const web = await startWeb(server.url);
  const wrong: string[] = [];
  const path = `/api/v1/analytics/portfolio/${portfolios[0]}/volatility`;
  /** How long a reader waits who comes every few milliseconds, one after the other. */
  const read = askAt(web.port);
  const readUntil = async (isOver: () => boolean): Promise<number[]> => {
    const waits: number[] = [];
    while (!isOver()) {
      const begun = performance.now();
      const { status, body } = await read('GET', path);
      if (status !== 200) wrong.push(`a read: ${status} ${body}`);
      waits.push(performance.now() - begun);
      await pause(5);
    }
    return waits;
  };
  try {
    let isOver = false;
    setTimeout(() => {
      isOver = true;
    }, 2_000);
    await readUntil(() => isOver);
    isOver = false;
    setTimeout(() => {
      isOver = true;
    }, 2_000);
    const quiet = await readUntil(() => isOver);

    isOver = false;
    const reading = readUntil(() => isOver);
    const begun = performance.now();
    const answers = await Promise.all(
      Array.from({ length: count }, (_, i) =>
        web.ask('POST', `/api/v1/portfolios/${portfolios[i % portfolios.length]}/recalculations`, {
          body: { from, as_of: asOf },
        }),
      ),
    );
    const tookMs = performance.now() - begun;
    isOver = true;
    const crowded = await reading;

    const ids = new Set<string>();
    for (const { status, body } of answers)
      if (status === 202) ids.add(JSON.parse(body).id);
      else wrong.push(`a request: ${status} ${body.slice(0, 200)}`);
    if (ids.size !== portfolios.length) wrong.push(`${ids.size} recalculations of ${portfolios.length} portfolios`);
    await withClient(server.url, async (client) => {
      const { rows } = await client.query(`SELECT count(*)::int AS jobs FROM pgboss.job WHERE name = 'recalculate'`);
      if (rows[0].jobs !== portfolios.length) wrong.push(`${rows[0].jobs} jobs of ${portfolios.length} portfolios`);
      const worker = await startWorker(server.url);
      const left = async () =>
        (await client.query(`SELECT FROM recalculations WHERE state <> 'completed'`)).rowCount ?? 0;
      if (!(await until(async () => (await left()) === 0, 60))) wrong.push(`${await left()} are not completed`);
      await endWorker(worker);
    });
    const p99 = (waits: readonly number[]) => `${atRank(waits, 0.99).toFixed(0)} ms`;
    console.log(
      `  ${count} requests in ${tookMs.toFixed(0)} ms; a read takes ${p99(quiet)} alone and ${p99(crowded)} among them (p99 of ${quiet.length} and ${crowded.length})`,
    );
    // Nobody who reads waits for the crowd to have gone; how long it takes is the machine's, and told.
    if (atRank(crowded, 0.99) > Math.max(1_000, tookMs / 4)) wrong.push(`reads take ${p99(crowded)}`);
  } finally {
    await endWeb(web);
    await server.remove();
  }
  for (const fault of new Set(wrong)) console.error(`  crowd: ${fault}`);
  return { tried: count, wrong: wrong.length };
}
