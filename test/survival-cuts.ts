import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { localOwner } from '@/lib/db/owner';
import { savePrices } from '@/lib/db/prices-import';
import { requireRecalculation } from '@/lib/db/recalculations';
import { recalculate } from '@/lib/jobs/recalculate';
import { type Fuse, fuseBefore } from './fuse';
import { newLot } from './new-lot';
import { storedNumbers } from './stored-numbers';
import {
  ask,
  asOf,
  begin,
  beginnings,
  countMixed,
  difference,
  recalculateOnce,
  type Scene,
  type Survived,
  sessions,
  until,
} from './survival-scene';

/**
 * The connections of a recalculation or an import are cut at a statement, in this process: to the database that is a
 * process that was killed. It takes a fraction of the time that real processes take (survival-workers.ts).
 */
async function withFuse(act: (fuse: Fuse, cutOff: (work: () => Promise<unknown>) => Promise<void>) => Promise<void>) {
  const direct = process.env.DATABASE_URL!;
  const fuse = await fuseBefore(direct);
  const cutOff = async (work: () => Promise<unknown>) => {
    await disconnect();
    process.env.DATABASE_URL = fuse.url;
    await work().catch(() => {});
    await disconnect();
    process.env.DATABASE_URL = direct;
    await ended();
  };
  try {
    await act(fuse, cutOff);
  } finally {
    process.env.DATABASE_URL = direct;
    await fuse.close();
  }
}

/** Waits until the database has noticed that the connections are gone, as it would before a lease has run out. */
const ended = (): Promise<boolean> =>
  until(
    async () => {
      const { rows } = await pool().query(
        `SELECT count(*)::int AS others FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
            AND backend_type = 'client backend'`,
      );
      return rows[0].others === 0;
    },
    30,
    10,
  );

/**
 * Cuts a recalculation off before and after each of its statements, every `step`-th one, lets it recover and compares.
 * One time in three there is an older complete set that must stay until the new one is there.
 */
export async function cutRecalculations({ portfolioId, expected }: Scene, step = 1): Promise<Survived> {
  let tried = 0;
  let wrong = 0;
  await withFuse(async (fuse, cutOff) => {
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at += step) {
        const beginning = beginnings[at % beginnings.length];
        if (beginning === 'older set') await recalculateOnce(portfolioId);
        await begin(beginning);
        const { id } = await ask(portfolioId);
        fuse.arm({ at, when });
        await cutOff(() => recalculate(id, new AbortController().signal));
        const cutAt = fuse.tripped();
        if (cutAt === null) break;
        tried++;
        const mixed = await countMixed(portfolioId);
        await recalculate(id, new AbortController().signal);
        const { state } = await requireRecalculation(localOwner, id);
        const other = difference(expected, await storedNumbers(portfolioId));
        if (mixed === 0 && state === 'completed' && other === null) continue;
        wrong++;
        console.error(`cut ${when} "${cutAt.slice(0, 80)}": ${mixed} mixed, ${state}, ${other}`);
      }
  });
  return { tried, wrong };
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
  await withFuse(async (fuse, cutOff) => {
    for (const { run, count, undo, whole } of Object.values(imports)) {
      for (const when of ['before', 'after'] as const)
        for (let at = 1; ; at += step) {
          await pool().query(undo);
          fuse.arm({ at, when });
          await cutOff(run);
          if (fuse.tripped() === null) break;
          tried++;
          const { n } = (await pool().query(count)).rows[0];
          await run();
          const again = (await pool().query(count)).rows[0].n;
          if ((n !== 0 && n !== whole) || again !== whole) wrong++;
        }
      await pool().query(undo);
    }
  });
  return { tried, wrong };
}
