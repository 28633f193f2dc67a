import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { localOwner } from '@/lib/db/owner';
import { savePrices } from '@/lib/db/prices-import';
import { type Recalculation, requestRecalculation, requireRecalculation } from '@/lib/db/recalculations';
import { closeSender, sendRecalculation } from '@/lib/jobs/queue';
import { recalculate } from '@/lib/jobs/recalculate';
import { requestRecalculation as request } from '@/lib/jobs/request-recalculation';
import { log } from '@/lib/log';
import { seedBook, seedPrices, sessionsUntil } from './engine-book';
import { fuseBefore } from './fuse';
import { newLot } from './new-lot';
import { forgetResults, storedNumbers } from './stored-numbers';

/**
 * What happens to recalculations and imports when whoever carries them out dies, hangs or is not alone. Each function
 * does it so many times and answers how often, and how often the numbers were not those of an undisturbed run.
 */
export type Survived = { readonly tried: number; readonly wrong: number };

const asOf = '2024-07-09';
const sessions = sessionsUntil(asOf, 400);
// Two months, so that one is measured while the other is written.
const from = sessions.at(-9)!;

export type Scene = { readonly portfolioId: string; readonly expected: readonly string[] };

/** A small book with everything in it, measured once without disturbance. */
export async function setScene(): Promise<Scene> {
  // Each cut would be told.
  log.level = 'silent';
  const portfolioId = await seedBook(await seedPrices(4, sessions), 6);
  await recalculateOnce(portfolioId);
  return { portfolioId, expected: await storedNumbers(portfolioId) };
}

async function ask(portfolioId: string): Promise<Recalculation> {
  const wanted = { portfolioId, fromDate: from, asOf, trigger: 'person' } as const;
  return (await requestRecalculation(pool(), localOwner, wanted)).recalculation;
}

async function recalculateOnce(portfolioId: string): Promise<void> {
  await recalculate((await ask(portfolioId)).id, new AbortController().signal);
}

const isAsExpected = async ({ portfolioId, expected }: Scene): Promise<boolean> =>
  JSON.stringify(await storedNumbers(portfolioId)) === JSON.stringify(expected);

/** The stored days have each all of its rows, or there is no such day: never a part of one. */
async function countMixed(portfolioId: string): Promise<number> {
  const { rows } = await pool().query(
    `SELECT count(*)::int AS mixed FROM portfolio_snapshots s
      WHERE s.portfolio_id = $1 AND (
        s.run_id IS NULL OR NOT EXISTS (SELECT FROM portfolio_estimates e WHERE e.run_id = s.run_id)
        OR NOT EXISTS (SELECT FROM run_positions r WHERE r.run_id = s.run_id)
        OR EXISTS (SELECT FROM position_market_betas b WHERE b.portfolio_id = s.portfolio_id
                      AND b.calc_date = s.snapshot_date AND b.run_id IS DISTINCT FROM s.run_id))`,
    [portfolioId],
  );
  return rows[0].mixed;
}

/**
 * Cuts a recalculation off before and after each of its statements, every `step`-th one, lets it recover and compares.
 * Half of the times there is an older complete set that must stay until the new one is there.
 */
export async function cutRecalculations(scene: Scene, step = 1): Promise<Survived> {
  const direct = process.env.DATABASE_URL!;
  const fuse = await fuseBefore(direct);
  let tried = 0;
  let wrong = 0;
  try {
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at += step) {
        await forgetResults({ keepSymbols: at % 3 === 0 });
        if (at % 2 === 0) {
          await recalculateOnce(scene.portfolioId);
          await pool().query(`UPDATE portfolio_snapshots SET stale_since = now(), stale_reason = 'prices'`);
          await pool().query(`UPDATE runs SET input_hash = book_hash`);
        }
        const { id } = await ask(scene.portfolioId);
        await disconnect();
        process.env.DATABASE_URL = fuse.url;
        fuse.arm({ at, when });
        await recalculate(id, new AbortController().signal).catch(() => {});
        const isCut = fuse.isCut();
        await disconnect();
        process.env.DATABASE_URL = direct;
        if (!isCut) break;
        tried++;
        await ended(direct);
        const mixed = await countMixed(scene.portfolioId);
        await recalculate(id, new AbortController().signal);
        const { state } = await requireRecalculation(localOwner, id);
        if (mixed > 0 || state !== 'completed' || !(await isAsExpected(scene))) wrong++;
      }
  } finally {
    process.env.DATABASE_URL = direct;
    await fuse.close();
  }
  return { tried, wrong };
}

/** Waits until the database has noticed that the connections are gone, as it would before a lease has run out. */
async function ended(url: string): Promise<void> {
  process.env.DATABASE_URL = url;
  for (;;) {
    const { rows } = await pool().query(
      `SELECT count(*)::int AS others FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND backend_type = 'client backend'`,
    );
    if (rows[0].others === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const priceRows = sessions.slice(-60).map((date, i) => ({
  symbol: 'CUT',
  date,
  open: null,
  high: null,
  low: null,
  close: String(10 + i),
  adjClose: null,
  volume: null,
}));

/** The same for an import of prices and of holdings: all of it is there, or nothing. */
export async function cutImports({ portfolioId }: Scene, step = 1): Promise<Survived> {
  const direct = process.env.DATABASE_URL!;
  const fuse = await fuseBefore(direct);
  const imports = {
    prices: {
      run: () => inTransaction((client) => savePrices(client, ['CUT'], [priceRows], 'CSV')),
      count: `SELECT count(*)::int AS n FROM daily_prices p JOIN securities s ON s.id = p.security_id WHERE s.symbol = 'CUT'`,
      undo: `DELETE FROM daily_prices WHERE security_id = (SELECT id FROM securities WHERE symbol = 'CUT')`,
      whole: priceRows.length,
    },
    holdings: {
      run: () =>
        inTransaction((client) =>
          saveLots(client, localOwner, portfolioId, [newLot('CUT', 1), newLot('CUT2', 2)], 'add', asOf),
        ),
      count: `SELECT count(*)::int AS n FROM positions WHERE symbol LIKE 'CUT%'`,
      undo: `DELETE FROM positions WHERE symbol LIKE 'CUT%'`,
      whole: 2,
    },
  };
  let tried = 0;
  let wrong = 0;
  try {
    for (const { run, count, undo, whole } of Object.values(imports))
      for (const when of ['before', 'after'] as const)
        for (let at = 1; ; at += step) {
          await pool().query(undo);
          await disconnect();
          process.env.DATABASE_URL = fuse.url;
          fuse.arm({ at, when });
          await run().catch(() => {});
          const isCut = fuse.isCut();
          await disconnect();
          process.env.DATABASE_URL = direct;
          if (!isCut) break;
          tried++;
          await ended(direct);
          const { n } = (await pool().query(count)).rows[0];
          await run();
          const again = (await pool().query(count)).rows[0].n;
          if ((n !== 0 && n !== whole) || again !== whole) wrong++;
        }
    await pool().query(imports.holdings.undo);
    await pool().query(imports.prices.undo);
  } finally {
    process.env.DATABASE_URL = direct;
    await fuse.close();
  }
  return { tried, wrong };
}

/** Two to eight recalculations and imports of one portfolio at the same time; afterwards one more makes good. */
export async function simultaneousRounds(scene: Scene, rounds: number): Promise<Survived> {
  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    await forgetResults({ keepSymbols: round % 2 === 0 });
    const { id } = await ask(scene.portfolioId);
    const many = 2 + (round % 7);
    const all = await Promise.allSettled(
      Array.from({ length: many }, (_, i) =>
        i % 3 === 2
          ? inTransaction((client) => savePrices(client, ['CUT'], [priceRows.slice(i)], 'CSV'))
          : recalculate(id, new AbortController().signal),
      ),
    );
    await recalculateOnce(scene.portfolioId);
    const failed = all.some(({ status }) => status === 'rejected');
    if (failed || !(await isAsExpected(scene))) wrong++;
  }
  await pool().query(`DELETE FROM daily_prices WHERE security_id = (SELECT id FROM securities WHERE symbol = 'CUT')`);
  return { tried: rounds, wrong };
}

const typescript = ['--conditions=react-server', '--import', 'tsx'];

function startWorker(): ChildProcess {
  return spawn(process.execPath, [...typescript, 'lib/jobs/worker.ts', '--concurrency', '1'], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', BALLAST_JOB_LEASE_SECONDS: '1' },
  });
}

async function untilEnded(id: string, seconds: number): Promise<Recalculation> {
  for (const end = Date.now() + seconds * 1_000; ; ) {
    const now = await requireRecalculation(localOwner, id);
    if ((now.state !== 'queued' && now.state !== 'running') || Date.now() > end) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The first line in which two sets of stored numbers differ. */
function difference(expected: readonly string[], found: readonly string[]): string {
  const line = found.find((one) => !expected.includes(one)) ?? 'lines are missing';
  return `${found.length} of ${expected.length} lines, ${line.slice(0, 400)}`;
}

/** Stops or kills real workers in the middle of their work; another takes it up, and the first one writes nothing more. */
export async function troubledWorkers(
  scene: Scene,
  signal: 'SIGKILL' | 'SIGSTOP' | 'SIGTERM',
  rounds: number,
): Promise<Survived> {
  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    await forgetResults();
    const first = startWorker();
    await once(first, 'message');
    const { id } = await inTransaction(async (client) => {
      const wanted = { portfolioId: scene.portfolioId, fromDate: from, asOf, trigger: 'person' } as const;
      const { recalculation } = await requestRecalculation(client, localOwner, wanted);
      await sendRecalculation(client, recalculation.id, 'person');
      return recalculation;
    });
    while ((await requireRecalculation(localOwner, id)).state === 'queued')
      await new Promise((resolve) => setTimeout(resolve, 2));
    await new Promise((resolve) => setTimeout(resolve, 40 * Math.random()));
    first.kill(signal);
    const second = startWorker();
    const { state } = await untilEnded(id, 60);
    const before = await storedNumbers(scene.portfolioId);
    if (signal === 'SIGSTOP') {
      first.kill('SIGCONT');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    const after = await storedNumbers(scene.portfolioId);
    const faults = [
      state !== 'completed' && `the recalculation is ${state}`,
      JSON.stringify(before) !== JSON.stringify(after) && 'the first worker wrote after it had lost its licence',
      !(await isAsExpected(scene)) && `the numbers are others: ${difference(scene.expected, after)}`,
    ];
    const stopped = [first, second].map((worker) => (worker.exitCode ?? worker.signalCode) || once(worker, 'exit'));
    first.kill('SIGKILL');
    const askedAt = Date.now();
    second.kill('SIGTERM');
    await Promise.all(stopped);
    const exitMs = Date.now() - askedAt;
    faults.push(exitMs > 10_000 && `${exitMs} ms to the exit`);
    const found = faults.filter(Boolean);
    if (found.length === 0) continue;
    wrong++;
    console.error(`${signal}: ${found.join('; ')}`);
  }
  return { tried: rounds, wrong };
}

/** So many requests at once; as many recalculations as there are portfolios. */
export async function manyRequests({ portfolioId }: Scene, count: number): Promise<Survived> {
  const all = await Promise.all(
    Array.from({ length: count }, () => request(localOwner, portfolioId, { asOf, trigger: 'api' })),
  );
  const ids = new Set(all.map(({ id }) => id));
  const { rows } = await pool().query(`SELECT count(*)::int AS jobs FROM pgboss.job WHERE id = ANY($1)`, [[...ids]]);
  for (const id of ids) await recalculate(id, new AbortController().signal);
  return { tried: count, wrong: ids.size - 1 + Math.abs(rows[0].jobs - 1) };
}

export { closeSender };
