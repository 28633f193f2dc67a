import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inTransaction, pool } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { requestRecalculation } from '@/lib/db/recalculations';
import { sendRecalculation } from '@/lib/jobs/queue';
import { forgetResults } from '@/test/stored-numbers';
import { timed } from './say';
import { asOf, sessions } from './scene';

const typescript = ['--conditions=react-server', '--import', 'tsx'];

/** A worker as `npm run worker` starts one. */
export async function startWorker(threads: number) {
  const worker = spawn(
    process.execPath,
    [...typescript, 'lib/jobs/worker.ts', '--concurrency', '1', '--threads', String(threads)],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, LOG_LEVEL: 'error', BALLAST_PROVIDER_STUB: 'http://127.0.0.1:9' },
    },
  );
  await once(worker, 'message');
  return {
    stop: async () => {
      worker.kill('SIGTERM');
      await once(worker, 'exit');
    },
  };
}

/** Half a year of each of some portfolios through the queue, by so many workers of one thread each. */
export async function workers(portfolios: readonly string[], count: number): Promise<number> {
  await forgetResults();
  const started = await Promise.all(Array.from({ length: count }, () => startWorker(0)));
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
  await Promise.all(started.map(({ stop }) => stop()));
  return time;
}
