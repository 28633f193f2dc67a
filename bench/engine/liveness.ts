import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { GET as live } from '@/app/api/health/live/route';
import { inTransaction } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { requestRecalculation, requireRecalculation } from '@/lib/db/recalculations';
import { sendRecalculation } from '@/lib/jobs/queue';
import { forgetResults } from '@/test/stored-numbers';
import { ms, quantile, say, timed } from './say';
import { asOf } from './scene';
import { startWorker } from './workers';

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

/** Liveness while nothing happens, and while a worker recalculates a large book. */
export async function livenessBeside(portfolioId: string): Promise<void> {
  const server = createServer(async (_, answer) => answer.end(await live().text())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const idle = await liveness(address, new Promise((resolve) => setTimeout(resolve, 3_000)));
  await forgetResults();
  const worker = await startWorker(Math.max(1, availableParallelism() - 1));
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
  await worker.stop();
  server.close();
  say('liveness p99, idle', ms(quantile(idle, 0.99)));
  say(
    'liveness p99, during a recalculation of 10,000 lots elsewhere',
    `${ms(quantile(busy, 0.99))} (${busy.length} calls)`,
  );
}
