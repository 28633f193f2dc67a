import pg from 'pg';
import { disconnect, inTransaction, pool, type Queryable } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { type Recalculation, requestRecalculation } from '@/lib/db/recalculations';
import { closeSender, readyToSend, sendRecalculation } from '@/lib/jobs/queue';
import { recalculate } from '@/lib/jobs/recalculate';
import { log } from '@/lib/log';
import { withClient } from '../bin/with-client.mjs';
import { seedBook, seedPrices, sessionsUntil } from './engine-book';
import { forgetResults, storedNumbers } from './stored-numbers';

/** How often something was tried, and how often the outcome was not that of an undisturbed run. */
export type Survived = { readonly tried: number; readonly wrong: number };

export const asOf = '2024-07-09';
export const sessions = sessionsUntil(asOf, 400);
/** Two months, so that one is measured while the other is written. */
export const from = sessions.at(-9)!;

/** A portfolio, and what is stored of it after a recalculation that nothing disturbed. */
export type Scene = { readonly portfolioId: string; readonly expected: readonly string[] };

/** A small book with everything in it, measured once without disturbance, in the database DATABASE_URL names. */
export async function setScene(): Promise<Scene> {
  // Each cut would be told.
  log.level = 'silent';
  const portfolioId = await seedBook(await seedPrices(4, sessions), 6);
  await recalculateOnce(portfolioId);
  // Nobody works at night but whom this is about; and copies of the database have the queue's tables.
  await pool().query('INSERT INTO nights (trading_day) VALUES ($1)', [asOf]);
  await readyToSend();
  return { portfolioId, expected: await storedNumbers(portfolioId) };
}

const wanted = (portfolioId: string, fromDate = from, to = asOf) =>
  ({ portfolioId, fromDate, asOf: to, trigger: 'person' }) as const;

/** A recalculation without a job: whoever asks carries it out. */
export const ask = async (portfolioId: string, fromDate = from): Promise<Recalculation> =>
  (await requestRecalculation(pool(), localOwner, wanted(portfolioId, fromDate))).recalculation;

export async function recalculateOnce(portfolioId: string): Promise<void> {
  await recalculate((await ask(portfolioId)).id, new AbortController().signal);
}

/** The stored days have each all of its rows, or there is no such day: never a part of one. */
export async function countMixed(portfolioId: string, database: Queryable = pool()): Promise<number> {
  const { rows } = await database.query(
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

/** Where two sets of stored numbers differ, in words; null where they do not. */
export function difference(expected: readonly string[], found: readonly string[]): string | null {
  if (JSON.stringify(expected) === JSON.stringify(found)) return null;
  const line = found.find((one) => !expected.includes(one)) ?? 'lines are missing';
  return `${found.length} lines instead of ${expected.length}, ${line.slice(0, 400)}`;
}

/** A database like that of the scene, with connections of its own, so that several are worked on side by side. */
export type Lane = Scene & {
  readonly url: string;
  readonly db: pg.Pool;
  readonly close: () => Promise<void>;
};

let lanes = 0;

/** The copies are made one after another: nobody may be connected to what is copied. */
export async function openLanes(scene: Scene, count: number): Promise<Lane[]> {
  const source = process.env.DATABASE_URL!;
  // Whatever was done to it before.
  await begin('nothing');
  await recalculateOnce(scene.portfolioId);
  await closeSender();
  await disconnect();
  const server = source.replace(/\/[^/]*$/, '/postgres');
  const [template] = source.split('/').slice(-1);
  const opened: Lane[] = [];
  for (let i = 0; i < count; i++) {
    const name = `lane_${process.pid}_${++lanes}`;
    await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
    const url = source.replace(/\/[^/]*$/, `/${name}`);
    const db = new pg.Pool({ connectionString: url, max: 4 });
    db.on('error', () => {});
    opened.push({
      portfolioId: scene.portfolioId,
      // Read by these connections, which write a date in their own way.
      expected: await storedNumbers(scene.portfolioId, db),
      url,
      db,
      close: async () => {
        if (!db.ended) await db.end();
        await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      },
    });
  }
  return opened;
}

/** Puts a recalculation in line in a lane, as the API does. */
export async function enqueue({ db, portfolioId }: Lane, fromDate = from, to = asOf): Promise<string> {
  await readyToSend();
  const client = await db.connect();
  try {
    await client.query('BEGIN');
    const { recalculation, isNew } = await requestRecalculation(client, localOwner, wanted(portfolioId, fromDate, to));
    if (isNew) await sendRecalculation(client, recalculation.id, 'person');
    await client.query('COMMIT');
    return recalculation.id;
  } finally {
    client.release();
  }
}

/**
 * What is there before a recalculation: nothing; the securities' own numbers; or an older complete set, which has to stay
 * until the new one is there.
 */
export const beginnings = ['nothing', 'securities', 'older set'] as const;
export type Beginning = (typeof beginnings)[number];

/** Makes it so in a database that holds a complete set. */
export async function begin(beginning: Beginning, database: Queryable = pool()): Promise<void> {
  if (beginning !== 'older set') return forgetResults({ keepSymbols: beginning === 'securities' }, database);
  await database.query(`UPDATE portfolio_snapshots SET stale_since = now(), stale_reason = 'prices'`);
  await database.query(`UPDATE runs SET input_hash = book_hash`);
}

/** Takes things from a list, one at a time in each lane, until none is left. */
export async function inLanes<T>(
  all: readonly Lane[],
  tasks: readonly T[],
  act: (lane: Lane, task: T) => Promise<void>,
): Promise<void> {
  const left = [...tasks];
  await Promise.all(
    all.map(async (lane) => {
      for (let task = left.shift(); task !== undefined; task = left.shift()) await act(lane, task);
    }),
  );
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again and again until something is so; false when it is not after some seconds. */
export async function until(isSo: () => Promise<boolean> | boolean, seconds: number, everyMs = 25): Promise<boolean> {
  for (const end = Date.now() + seconds * 1_000; ; await pause(everyMs)) {
    if (await isSo()) return true;
    if (Date.now() > end) return false;
  }
}

export { closeSender, disconnect, inTransaction };
