import { inTransaction, pool } from '@/lib/db/client';
import { databaseProblem } from '@/lib/db/database-problem';
import { saveLots } from '@/lib/db/holdings-import';
import { localOwner } from '@/lib/db/owner';
import { savePrices } from '@/lib/db/prices-import';
import { recalculate } from '@/lib/jobs/recalculate';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';
import { newLot } from './new-lot';
import { storedNumbers } from './stored-numbers';
import {
  ask,
  asOf,
  begin,
  beginnings,
  countMixed,
  difference,
  from,
  recalculateOnce,
  type Scene,
  type Survived,
  sessions,
} from './survival-scene';

const never = new AbortController().signal;

/** Two histories of a security that is held, which differ on each of the last sixty days. */
const history = (version: number) =>
  sessions.slice(-60).map((date, i) => ({
    symbol: 'S0',
    date,
    open: null,
    high: null,
    low: null,
    close: String(30 + version + ((i * 7) % 11) / 4),
    adjClose: null,
    volume: null,
  }));
const importPrices = (version: number) =>
  inTransaction((client) => savePrices(client, ['S0'], [history(version)], 'test'));

/** Two states of a lot that is there from the first day on. */
const importHoldings = (portfolioId: string, version: number) =>
  inTransaction((client) =>
    saveLots(
      client,
      localOwner,
      portfolioId,
      [newLot('S1', 100 + version, { lotId: 'ROUND', quantityAsOf: '2020-01-02' })],
      'add',
      '2020-01-02',
    ),
  );

const numbersOf = (portfolioId: string) => storedNumbers(portfolioId, pool(), { withSymbols: false });

/** Which of the two versions of history and book are stored; a mix of two is none of them. */
async function stored(): Promise<string> {
  const { rows } = await pool().query(
    `SELECT (SELECT string_agg(DISTINCT trunc(p.close - mod((n - 1) * 7, 11) / 4.0 - 30)::text, '+')
               FROM (SELECT close, row_number() OVER (ORDER BY date) AS n FROM daily_prices d
                       JOIN securities s ON s.id = d.security_id
                      WHERE s.symbol = 'S0' AND date >= $1) p) AS prices,
            (SELECT string_agg(trunc(quantity)::text, '+') FROM positions
              WHERE lot_id = 'ROUND' AND removed_at IS NULL) AS holdings`,
    [sessions.at(-60)],
  );
  return `${rows[0].prices}/${rows[0].holdings}`;
}

/**
 * Two to eight recalculations, imports of prices and imports of holdings of one portfolio at the same time, and one more
 * recalculation after them: the numbers are those of one history and one book, whichever came last, and nobody has seen
 * an error but that others were in the way.
 */
export async function simultaneousRounds({ portfolioId }: Scene, rounds: number): Promise<Survived> {
  const expected = new Map<string, readonly string[]>();
  for (const prices of [1, 2])
    for (const holdings of [1, 2]) {
      await importPrices(prices);
      await importHoldings(portfolioId, holdings);
      await recalculateOnce(portfolioId);
      expected.set(await stored(), await numbersOf(portfolioId));
    }
  if (expected.size !== 4) throw new Error(`the versions are not told apart: ${[...expected.keys()]}`);

  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    await begin(beginnings[round % beginnings.length]);
    const { id } = await ask(portfolioId);
    const other = await ask(portfolioId, sessions.at(-4 - (round % 3)));
    const version = () => 1 + Math.floor(2 * Math.random());
    const kinds = [
      () => recalculate(id, never),
      () => recalculate(other.id, never),
      () => importPrices(version()),
      () => importHoldings(portfolioId, version()),
    ];
    const all = await Promise.allSettled(
      Array.from({ length: 2 + (round % 7) }, (_, i) =>
        // The first two are a recalculation and an import, whatever the others are.
        i === 0 ? kinds[0]() : i === 1 ? kinds[2 + (round % 2)]() : kinds[Math.floor(4 * Math.random())](),
      ),
    );
    const mixed = await countMixed(portfolioId);
    for (let attempts = 0; attempts < 3; attempts++)
      if (
        await recalculateOnce(portfolioId).then(
          () => true,
          () => false,
        )
      )
        break;
    const is = await stored();
    const differs = difference(expected.get(is) ?? [], await numbersOf(portfolioId));
    const errors = all.flatMap((one) => (one.status === 'rejected' && !isInTheWay(one.reason) ? [one.reason] : []));
    if (mixed === 0 && differs === null && errors.length === 0) continue;
    wrong++;
    console.error(`round ${round}: ${is}, ${mixed} mixed, ${differs}, ${errors.join('; ')}`);
  }
  return { tried: rounds, wrong };
}

/** What an attempt may end with while others are in the way: the queue tries again, and a client is told to (503). */
const isInTheWay = (error: unknown): boolean =>
  (error instanceof Error && ['InputsChanged', 'Busy'].includes(error.constructor.name)) ||
  databaseProblem(error)?.status === 503;

/** So many requests at once in one process; as many recalculations as there are portfolios. */
export async function manyRequests({ portfolioId }: Scene, count: number): Promise<Survived> {
  const all = await Promise.all(
    Array.from({ length: count }, () => requestRecalculation(localOwner, portfolioId, { from, asOf, trigger: 'api' })),
  );
  const ids = new Set(all.map(({ id }) => id));
  const { rows } = await pool().query(`SELECT count(*)::int AS jobs FROM pgboss.job WHERE id = ANY($1)`, [[...ids]]);
  for (const id of ids) await recalculate(id, never);
  await pool().query('DELETE FROM pgboss.job WHERE id = ANY($1)', [[...ids]]);
  return { tried: count, wrong: ids.size - 1 + Math.abs(rows[0].jobs - 1) };
}
