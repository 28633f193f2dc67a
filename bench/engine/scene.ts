import pg from 'pg';
import { pool } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { requestRecalculation, requireRecalculation } from '@/lib/db/recalculations';
import { recalculate } from '@/lib/jobs/recalculate';
import { sessionsUntil } from '@/test/engine-book';
import { type Took, took } from './processor-time';

export const asOf = '2024-07-09';
export const sessions = sessionsUntil(asOf, 1_720);

/** Closes of some companies and of the index, made inside the database. */
export async function seedMarket(count: number, dates: readonly string[] = sessions, name = 'S'): Promise<string[]> {
  const symbols = Array.from({ length: count }, (_, i) => `${name}${i}`);
  await pool().query(`INSERT INTO securities (symbol) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`, [
    ['SPY', ...symbols],
  ]);
  const client = await pool().connect();
  await client.query(`SELECT setseed(0.5)`);
  await client.query(
    `INSERT INTO daily_prices (security_id, date, close, adj_close, source)
     SELECT id, date, close, close, 'bench' FROM (
       SELECT s.id, d.date, round((50 * exp(sum(0.012 * (random() + random() + random() - 1.5) * 2 + 0.4 * m.move)
                OVER (PARTITION BY s.id ORDER BY d.date)))::numeric, 8) AS close
         FROM securities s CROSS JOIN unnest($1::date[]) AS d (date)
         JOIN LATERAL (SELECT 0.02 * (('x' || substr(md5(d.date::text), 1, 7))::bit(28)::int / 268435456.0 - 0.5) AS move) m
              ON true
        WHERE s.symbol = ANY($2)) AS made
     ON CONFLICT DO NOTHING`,
    [dates, ['SPY', ...symbols]],
  );
  client.release();
  await pool().query('VACUUM ANALYZE');
  return symbols;
}

/** What a recalculation took from its start to its last commit: reading, measuring and storing, not its request. */
export type Run = Took & { readonly writing: number };

export async function run(portfolioId: string, from: string, to: string): Promise<Run> {
  const request = { portfolioId, fromDate: from, asOf: to, trigger: 'person' } as const;
  const { recalculation } = await requestRecalculation(pool(), localOwner, request);
  let whole: Took | undefined;
  const writing = await writingTime(async () => {
    whole = await took(() => recalculate(recalculation.id, new AbortController().signal));
  });
  const { state, errorDetail } = await requireRecalculation(localOwner, recalculation.id);
  if (state !== 'completed') throw new Error(`the recalculation ended ${state}: ${errorDetail}`);
  return { ...whole!, writing };
}

/** The database's part of what `act` does: milliseconds within transactions that write, from their BEGIN to their COMMIT. */
async function writingTime(act: () => Promise<unknown>): Promise<number> {
  const own = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  const begun = new Map<unknown, number>();
  let sum = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const text = typeof args[0] === 'string' ? args[0] : '';
    if (text.startsWith('BEGIN')) begun.set(this, performance.now());
    const answer = own.apply(this, args);
    if (text === 'COMMIT')
      (answer as Promise<unknown>).then(() => {
        sum += performance.now() - begun.get(this)!;
      });
    return answer;
  } as typeof pg.Client.prototype.query;
  try {
    await act();
  } finally {
    pg.Client.prototype.query = own as typeof pg.Client.prototype.query;
  }
  return sum;
}
