import 'server-only';
import { PgBoss } from 'pg-boss';
import { outsideTransactions, pool, type Queryable } from '../db/client';
import { setJobLease } from '../db/job-lease';
import { databaseUrl, jobLeaseSeconds } from '../env';

/** Recalculations wait here; the job's id is the recalculation's. */
export const recalculationQueue = 'recalculate';
/** Where a job ends that failed on every attempt, so that its recalculation can be told. */
export const parkedQueue = 'recalculate-parked';

/** A person waits, the night does not. */
export const priorities = { person: 100, api: 90, demonstration: 20, nightly: 10 } as const;

export type RecalculationJob = { readonly recalculationId: string };

async function ensureQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(parkedQueue, { retryLimit: 20, retryDelay: 5 });
  await boss.createQueue(recalculationQueue, {
    retryLimit: 3,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 30,
    expireInSeconds: 4 * 60 * 60,
    heartbeatSeconds: 10,
    deleteAfterSeconds: 7 * 24 * 60 * 60,
    deadLetter: parkedQueue,
  });
}

/** The worker's end of the queue: it also keeps the queue's house (expired leases, old jobs). */
export async function openQueue(onError: (error: Error) => void): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: databaseUrl(),
    application_name: 'ballast worker',
    max: 4,
    useListenNotify: true,
    superviseIntervalSeconds: 1,
    // A lease that has run out is noticed within as much again.
    monitorIntervalSeconds: Math.min(5, jobLeaseSeconds()),
    schedule: false,
  });
  boss.on('error', onError);
  await boss.start({ attempts: 5 });
  await ensureQueues(boss);
  await setJobLease(recalculationQueue, jobLeaseSeconds());
  return boss;
}

/** A connection of ours as pg-boss takes one. */
export const asDatabase = (client: Queryable) => ({
  executeSql: (text: string, values?: unknown[]) => client.query(text, values),
});

const kept = globalThis as { ballastSender?: Promise<PgBoss> };

async function openSender(): Promise<PgBoss> {
  const boss = new PgBoss({ db: asDatabase(pool()), supervise: false, schedule: false, useListenNotify: true });
  boss.on('error', () => {});
  try {
    await boss.start();
    await ensureQueues(boss);
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  }
  return boss;
}

/**
 * Opens the sending end, once a process. To be awaited before a transaction rather than within one: opening takes
 * connections of its own, and of a pool whose every connection waits for it none would be left.
 */
export async function readyToSend(): Promise<PgBoss> {
  kept.ballastSender ??= outsideTransactions(openSender);
  // A failed start is not kept: the next request tries again.
  return kept.ballastSender.catch((error) => {
    kept.ballastSender = undefined;
    throw error;
  });
}

/** Puts a recalculation in line, within the transaction that writes it: both are there, or neither. */
export async function sendRecalculation(
  client: Queryable,
  recalculationId: string,
  trigger: keyof typeof priorities,
): Promise<void> {
  const boss = await readyToSend();
  const job: RecalculationJob = { recalculationId };
  await boss.send(recalculationQueue, job, {
    id: recalculationId,
    priority: priorities[trigger],
    db: asDatabase(client),
  });
}

/** Closes the sending end; a program that ends has to, a server keeps it. */
export async function closeSender(): Promise<void> {
  const sender = kept.ballastSender;
  kept.ballastSender = undefined;
  await (await sender)?.stop({ graceful: false });
}
