/**
 * npm run bench -- engine [--full]: what a recalculation costs, always beside something else in the same run, medians.
 * `--full` adds what takes long: 252 dates of 10,000 lots, and ten million rows of history.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { GET as live } from '@/app/api/health/live/route';
import { POST as importPrices } from '@/app/api/v1/prices/import/route';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { requestRecalculation, requireRecalculation } from '@/lib/db/recalculations';
import { closeSender, sendRecalculation } from '@/lib/jobs/queue';
import { recalculate } from '@/lib/jobs/recalculate';
import { seedBook, sessionsUntil } from '@/test/engine-book';
import { forgetResults } from '@/test/stored-numbers';

const isFull = process.argv.includes('--full');
const asOf = '2024-07-09';
const sessions = sessionsUntil(asOf, 1_720);
const typescript = ['--conditions=react-server', '--import', 'tsx'];
const contract = ['portfolio_snapshots', 'position_market_betas', 'position_volatility'];

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1];
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];
const ms = (value: number): string => (value >= 1_000 ? `${(value / 1_000).toFixed(2)} s` : `${value.toFixed(1)} ms`);
const say = (what: string, figure: string): void => console.log(`${what.padEnd(62)} ${figure}`);
const held = (what: string, ratio: number, goal: number): void =>
  say(what, `${ratio.toFixed(2)}×   (goal ≤ ${goal}×: ${ratio <= goal ? 'reached' : 'not reached'})`);

async function timed(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

/** Closes of 1,000 companies and of the index, made inside the database. */
async function seedMarket(): Promise<string[]> {
  await pool().query(`SELECT setseed(0.5)`);
  await pool().query(
    `INSERT INTO securities (symbol) SELECT 'SPY' UNION ALL SELECT 'S' || i FROM generate_series(0, 999) i`,
  );
  const client = await pool().connect();
  await client.query(`SELECT setseed(0.5)`);
  await client.query(
    `INSERT INTO daily_prices (security_id, date, close, adj_close, source)
     SELECT id, date, close, close, 'bench' FROM (
       SELECT s.id, d.date, round((50 * exp(sum(0.012 * (random() + random() + random() - 1.5) * 2 + 0.4 * m.move)
                OVER (PARTITION BY s.id ORDER BY d.date)))::numeric, 8) AS close
         FROM securities s CROSS JOIN unnest($1::date[]) AS d (date)
         JOIN LATERAL (SELECT 0.02 * (('x' || substr(md5(d.date::text), 1, 7))::bit(28)::int / 268435456.0 - 0.5) AS move) m
              ON true) AS made`,
    [sessions],
  );
  client.release();
  await pool().query('ANALYZE');
  return Array.from({ length: 1_000 }, (_, i) => `S${i}`);
}

async function run(portfolioId: string, from: string, to: string): Promise<void> {
  const request = { portfolioId, fromDate: from, asOf: to, trigger: 'person' } as const;
  const { recalculation } = await requestRecalculation(pool(), localOwner, request);
  await recalculate(recalculation.id, new AbortController().signal);
  const { state, errorDetail } = await requireRecalculation(localOwner, recalculation.id);
  if (state !== 'completed') throw new Error(`the recalculation ended ${state}: ${errorDetail}`);
}

/** The contract's rows as they are now, as COPY's text; then taken away and put back by COPY, timed. */
async function copyOfSameRows(): Promise<{ time: number; rows: number }> {
  const client = await pool().connect();
  const texts: Buffer[] = [];
  let rows = 0;
  for (const table of contract) {
    const parts: Buffer[] = [];
    const copy = client.query(copyTo(`COPY (SELECT * FROM ${table}) TO STDOUT`));
    for await (const part of copy) parts.push(part);
    rows += copy.rowCount;
    texts.push(Buffer.concat(parts));
  }
  await client.query(`TRUNCATE ${contract.join(', ')}`);
  const time = await timed(async () => {
    await client.query('BEGIN');
    for (const [i, table] of contract.entries())
      await pipeline(Readable.from([texts[i]]), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
    await client.query('COMMIT');
  });
  client.release();
  return { time, rows };
}

/** The same rows one by one, as an object-relational mapper puts them: a look-up, an upsert and a commit each. */
async function rowByRow(most: number): Promise<{ perRow: number }> {
  const { rows } = await pool().query(`SELECT * FROM position_market_betas LIMIT ${most}`);
  const names = Object.keys(rows[0]);
  const upsert = `INSERT INTO position_market_betas (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})
    ON CONFLICT (portfolio_id, position_id, calc_date, method, window_days) DO UPDATE
       SET ${names
         .slice(3)
         .map((name) => `${name} = excluded.${name}`)
         .join(', ')}`;
  const time = await timed(async () => {
    for (const row of rows) {
      await pool().query('SELECT id FROM position_market_betas WHERE position_id = $1 AND calc_date = $2', [
        row.position_id,
        row.calc_date,
      ]);
      await pool().query(
        upsert,
        names.map((name) => row[name]),
      );
    }
  });
  return { perRow: time / rows.length };
}

async function oneDate(portfolioId: string, lots: number, commit: number): Promise<void> {
  const repeats = lots > 1_000 ? 3 : 5;
  const times: number[] = [];
  const copies: number[] = [];
  let rows = 0;
  for (let i = 0; i < repeats; i++) {
    await forgetResults();
    times.push(await timed(() => run(portfolioId, asOf, asOf)));
    const copy = await copyOfSameRows();
    copies.push(copy.time);
    rows = copy.rows;
  }
  const { perRow } = await rowByRow(Math.min(rows, 1_000));
  const [own, copied] = [median(times), median(copies)];
  say(`${lots} lots, one date, ${rows} rows of the contract`, ms(own));
  held('  beside COPY of the same rows into the same tables', own / copied, 1.8);
  say('  beside the same rows one by one', `${((perRow * rows) / own).toFixed(0)}× faster`);
  if (lots === 63) held('  beside a commit of one row', own / commit, 15);
}

async function backfill(portfolioId: string, lots: number): Promise<void> {
  const days = sessions.slice(-252);
  await forgetResults();
  const own = await timed(() => run(portfolioId, days[0], asOf));
  const again = await timed(() => run(portfolioId, days[0], asOf));
  const copy = await copyOfSameRows();
  say(`${lots} lots, 252 dates, ${copy.rows} rows of the contract`, `${ms(own)}, ${(own / 252).toFixed(1)} ms a date`);
  held('  beside COPY of the same rows into the same tables', own / copy.time, 1.25);
  say('  the same again, unchanged', ms(again));
  const { rows } = await pool().query(
    `SELECT sum(pg_total_relation_size(t::regclass))::float8 AS bytes, (SELECT count(*) FROM position_market_betas)
            + (SELECT count(*) FROM position_volatility) AS rows
       FROM unnest(ARRAY['position_market_betas', 'position_volatility']) AS t`,
  );
  say('  bytes a row of the contract’s position tables', (rows[0].bytes / Number(rows[0].rows)).toFixed(0));
}

/** What a date costs when the tables hold a history of so many rows of other days. */
async function withHistory(portfolioId: string, millions: number): Promise<number> {
  await pool().query(
    `INSERT INTO position_market_betas (portfolio_id, position_id, calc_date, beta, observations, window_days)
     SELECT portfolio_id, id, DATE '1990-01-01' + day, 1, 90, 90 + 162 * (day % 2)
       FROM (SELECT portfolio_id, id FROM positions WHERE portfolio_id = $1 AND asset_class = 'stock') AS lot
      CROSS JOIN generate_series(1, $2::int) AS day ON CONFLICT DO NOTHING`,
    [portfolioId, millions * 1_000],
  );
  await pool().query('VACUUM ANALYZE position_market_betas');
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    await pool().query(`DELETE FROM portfolio_snapshots`);
    await pool().query(`DELETE FROM position_market_betas WHERE run_id IS NOT NULL`);
    await pool().query(`DELETE FROM position_volatility`);
    times.push(await timed(() => run(portfolioId, asOf, asOf)));
  }
  return median(times);
}

async function workers(portfolios: readonly string[], count: number): Promise<number> {
  await forgetResults();
  const started = Array.from({ length: count }, () =>
    spawn(process.execPath, [...typescript, 'lib/jobs/worker.ts', '--concurrency', '1'], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, LOG_LEVEL: 'error' },
    }),
  );
  await Promise.all(started.map((worker) => once(worker, 'message')));
  const days = sessions.slice(-126);
  const time = await timed(async () => {
    const ids = await inTransaction(async (client) => {
      const made: string[] = [];
      for (const portfolioId of portfolios) {
        const request = { portfolioId, fromDate: days[0], asOf, trigger: 'person' } as const;
        const { recalculation } = await requestRecalculation(client, localOwner, request);
        await sendRecalculation(client, recalculation.id, 'person');
        made.push(recalculation.id);
      }
      return made;
    });
    for (;;) {
      const { rows } = await pool().query(
        `SELECT count(*) FILTER (WHERE state = 'completed')::int AS done FROM recalculations WHERE id = ANY($1)`,
        [ids],
      );
      if (rows[0].done === ids.length) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  for (const worker of started) {
    worker.kill('SIGTERM');
    await once(worker, 'exit');
  }
  return time;
}

/** How long liveness takes to answer while `until` is not done, in milliseconds. */
async function liveness(address: string, until: Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  let isDone = false;
  until.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    times.push(await timed(async () => (await fetch(address)).text()));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return times;
}

async function livenessBeside(portfolioId: string): Promise<void> {
  const server = createServer(async (_, answer) => answer.end(await live().text())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const idle = await liveness(address, new Promise((resolve) => setTimeout(resolve, 3_000)));
  await forgetResults();
  const worker = spawn(process.execPath, [...typescript, 'lib/jobs/worker.ts', '--concurrency', '1'], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, LOG_LEVEL: 'error' },
  });
  await once(worker, 'message');
  const request = { portfolioId, fromDate: asOf, asOf, trigger: 'person' } as const;
  const id = await inTransaction(async (client) => {
    const { recalculation } = await requestRecalculation(client, localOwner, request);
    await sendRecalculation(client, recalculation.id, 'person');
    return recalculation.id;
  });
  const busy = await liveness(
    address,
    (async () => {
      while ((await requireRecalculation(localOwner, id)).state !== 'completed')
        await new Promise((resolve) => setTimeout(resolve, 50));
    })(),
  );
  worker.kill('SIGTERM');
  await once(worker, 'exit');
  server.close();
  say('liveness p99, idle', ms(quantile(idle, 0.99)));
  say(
    'liveness p99, during a recalculation of 10,000 lots elsewhere',
    `${ms(quantile(busy, 0.99))} (${busy.length} calls)`,
  );
}

/** A CSV of a million prices, as a stream that is never whole in memory. */
function priceFile(rows: number): ReadableStream<Uint8Array> {
  const days = sessionsUntil(asOf, 1_000);
  function* lines() {
    yield Buffer.from('symbol,date,close\n');
    for (let i = 0; i < rows / days.length; i++)
      yield Buffer.from(
        days.map((day, d) => `CSV${i},${day},${(10 + ((i * 7 + d * 13) % 977) / 10).toFixed(2)}\n`).join(''),
      );
  }
  return Readable.toWeb(Readable.from(lines())) as unknown as ReadableStream<Uint8Array>;
}

async function importTwice(): Promise<void> {
  const rows = 1_000_000;
  for (const time of ['first', 'second']) {
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 20);
    let document = { rows_added: -1 };
    const took = await timed(async () => {
      const request = new Request('http://127.0.0.1/api/v1/prices/import', {
        method: 'POST',
        headers: { host: '127.0.0.1', 'content-type': 'text/csv' },
        body: priceFile(rows),
        duplex: 'half',
      } as RequestInit);
      const response = await (importPrices as (...args: never[]) => Promise<Response>)(
        ...([request, { params: Promise.resolve({}) }] as never[]),
      );
      document = await response.json();
      if (response.status !== 200) throw new Error(JSON.stringify(document));
    });
    clearInterval(watch);
    say(
      `a CSV of ${rows.toLocaleString('en-US')} prices, the ${time} time`,
      `${ms(took)}, ${document.rows_added.toLocaleString('en-US')} added, ${((most - before) / 1e6).toFixed(0)} MB more at most`,
    );
  }
}

/** The origin's way to a beta: one statsmodels regression a position. */
function besideOrigin(own: number): void {
  const probe = spawnSync('python3', ['-c', 'import numpy, statsmodels'], { encoding: 'utf8' });
  if (probe.status !== 0) {
    say('the origin’s loop of statsmodels.OLS', 'skipped: python3 with statsmodels is not here');
    return;
  }
  const code = `
import numpy as np, time, statsmodels.api as sm
rng = np.random.default_rng(1); m = rng.normal(0, .01, 90); n = 200; t = time.perf_counter()
for i in range(n):
    sm.OLS(m * 1.1 + rng.normal(0, .01, 90), sm.add_constant(m)).fit().params
print((time.perf_counter() - t) / n * 1000)`;
  const perPosition = Number(spawnSync('python3', ['-c', code], { encoding: 'utf8' }).stdout);
  say(
    'the origin’s loop of statsmodels.OLS, 10,000 positions',
    `${ms(perPosition * 10_000)}, ${((perPosition * 10_000) / own).toFixed(1)}× all of ours (beta alone, nothing stored)`,
  );
}

const symbols = await seedMarket();
const book63 = await seedBook(symbols, 63);
const book1000 = await seedBook(symbols, 1_000);
const book10000 = await seedBook(symbols, 10_000);

await pool().query(`INSERT INTO settings VALUES ('bench', '0')`);
const commits: number[] = [];
for (let i = 0; i < 200; i++)
  commits.push(
    await timed(() => pool().query(`UPDATE settings SET value = to_jsonb($1::int) WHERE key = 'bench'`, [i])),
  );
say('a commit of one row', ms(median(commits)));

await run(book63, asOf, asOf);
for (const [lots, book] of [
  [63, book63],
  [1_000, book1000],
  [10_000, book10000],
] as const)
  await oneDate(book, lots, median(commits));
await forgetResults();
const own = await timed(() => run(book10000, asOf, asOf));
besideOrigin(own);
await backfill(book63, 63);
await backfill(book1000, 1_000);
if (isFull) await backfill(book10000, 10_000);
else say('10,000 lots, 252 dates', 'skipped: --full runs it');
await livenessBeside(book10000);
const several = [];
for (let i = 0; i < 8; i++) several.push(await seedBook(symbols.slice(i * 60, i * 60 + 60), 60));
const one = await workers(several, 1);
const four = await workers(several, 4);
say(
  'eight portfolios of 60 lots, 126 dates each: 1 worker, 4 workers',
  `${ms(one)}, ${ms(four)}: ${(one / four).toFixed(2)}×`,
);
await importTwice();
await forgetResults();
await withHistory(book1000, 0);
const million = await withHistory(book1000, 1);
say('1,000 lots, one date, on 1 million rows of history', ms(million));
if (isFull) {
  const ten = await withHistory(book1000, 10);
  say('1,000 lots, one date, on 10 million rows of history', ms(ten));
  held('  beside 1 million', ten / million, 1.3);
} else say('1,000 lots, one date, on 10 million rows of history', 'skipped: --full runs it');
await closeSender();
await disconnect();
