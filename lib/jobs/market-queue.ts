import 'server-only';
import type { PgBoss } from 'pg-boss';
import type { Queryable } from '../db/client';
import type { RefreshTrigger } from '../db/market-refreshes';
import { jobLeaseSeconds } from '../env';
import { asDatabase, readyToSend } from './queue';
import { refreshMarketData } from './refresh-market-data';

/** Refreshes of market data wait here; the job's id is the refresh's. One at a time a worker: vendors count calls. */
const marketQueue = 'market-refresh';

type MarketJob = { readonly refreshId: string };

const priorities: Record<RefreshTrigger, number> = { person: 100, command: 100, import: 95, api: 90, nightly: 10 };

/** Makes the queue where it does not exist. Idempotent, as pg-boss is about it. */
const ensureMarketQueue = (boss: PgBoss): Promise<void> =>
  boss.createQueue(marketQueue, {
    retryLimit: 2,
    retryDelay: 2,
    retryBackoff: true,
    expireInSeconds: 60 * 60,
    heartbeatSeconds: Math.max(10, jobLeaseSeconds()),
    deleteAfterSeconds: 7 * 24 * 60 * 60,
  });

/** Makes the queue before a transaction that sends into it. */
export async function readyToSendRefresh(): Promise<void> {
  await ensureMarketQueue(await readyToSend());
}

/** Puts a refresh in line, within the transaction that writes it. */
export async function sendRefresh(client: Queryable, refreshId: string, trigger: RefreshTrigger): Promise<void> {
  const boss = await readyToSend();
  const job: MarketJob = { refreshId };
  await boss.send(marketQueue, job, { id: refreshId, priority: priorities[trigger], db: asDatabase(client) });
}

/** The worker's side: takes refreshes until it is told to stop. */
export async function workMarketRefreshes(boss: PgBoss): Promise<void> {
  await ensureMarketQueue(boss);
  await boss.work<MarketJob>(
    marketQueue,
    {
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: 1,
      heartbeatRefreshSeconds: Math.max(1, jobLeaseSeconds() / 3),
    },
    async ([job]) => {
      await refreshMarketData(job.data.refreshId, job.signal);
    },
  );
}
