import 'server-only';
import { availableParallelism } from 'node:os';
import type { PgBoss } from 'pg-boss';
import { disconnect } from '../db/client';
import { failRecalculation } from '../db/recalculations';
import { jobLeaseSeconds, now } from '../env';
import { log } from '../log';
import { allowCrew } from './crew';
import { continueDemonstration } from './demonstration';
import { workMarketRefreshes } from './market-queue';
import { runNight } from './nightly';
import { openQueue, parkedQueue, type RecalculationJob, recalculationQueue } from './queue';
import { recalculate } from './recalculate';

/**
 * A worker process: takes recalculations from the queue until it is told to stop. Any number of them, on any machine
 * that reaches the database, share the work.
 */
function setting(name: string, least: number, otherwise: number): number {
  const at = process.argv.indexOf(name);
  const text = at < 0 ? String(otherwise) : (process.argv[at + 1] ?? '');
  if (!/^\d{1,2}$/.test(text) || Number(text) < least)
    throw new Error(`${name} needs a whole number from ${least} to 99, got "${text}"`);
  return Number(text);
}

/** How many recalculations at a time. */
const concurrency = setting('--concurrency', 1, 2);
/** One processor is for the database and the worker's own thread; more than four hardly have anything to do. */
const threads = setting('--threads', 0, Math.min(4, availableParallelism() - 1));

let stopping = false;
let boss: PgBoss | undefined;
const nightEnds = new AbortController();

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  nightEnds.abort();
  // What is under way is given up after a few seconds: the next worker takes it up from the last stored day. A statement
  // that does not end is not waited for either; the database takes it back when the connection closes.
  await boss
    ?.stop({ graceful: true, timeout: 4_000 })
    .catch((error) => log.warn({ err: error }, 'the queue was not left in order'));
  await Promise.race([disconnect(), new Promise((resolve) => setTimeout(resolve, 1_000))]);
  process.exit(0);
}
// Before anything else: whoever is told to stop while it starts stops in order too.
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, () => void stop());

allowCrew(threads);

// Every worker asks every minute; the database lets one of them have the night.
const nightIntervalMs = 60_000;
async function askForNight(): Promise<void> {
  const count = await runNight(now(), nightEnds.signal).catch((error) => log.error({ err: error }, 'night not run'));
  if (typeof count === 'number') log.info({ recalculations: count }, 'night');
}

// The simulated market goes on day by day, also when the computer was asleep over a close.
const demonstrationIntervalMs = 5 * 60_000;
const keepDemonstrationCurrent = () =>
  continueDemonstration().catch((error) => log.error({ err: error }, 'demonstration not continued'));

async function start(): Promise<void> {
  boss = await openQueue((error) => log.error({ err: error }, 'queue'));

  await boss.work<RecalculationJob>(
    recalculationQueue,
    {
      localConcurrency: concurrency,
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: 1,
      burstWhenReadyExceeds: 1,
      heartbeatRefreshSeconds: jobLeaseSeconds() / 3,
    },
    async ([job]) => recalculate(job.data.recalculationId, job.signal),
  );

  await boss.work<RecalculationJob>(parkedQueue, { pollingIntervalSeconds: 1 }, async ([job]) => {
    await failRecalculation(
      job.data.recalculationId,
      'worker_failed',
      'the worker failed on every attempt; its log has the reason, and the recalculation can be started again',
    );
  });

  void askForNight();
  setInterval(askForNight, nightIntervalMs).unref();

  await workMarketRefreshes(boss);

  await keepDemonstrationCurrent();
  setInterval(keepDemonstrationCurrent, demonstrationIntervalMs).unref();

  log.info({ concurrency, threads }, 'worker ready');
  process.send?.('ready');
}

await start().catch((error) => {
  // What is closed under a start that was told to stop is no fault.
  if (!stopping) throw error;
});
