import { pool } from '@/lib/db/client';
import { forgetResults } from '@/test/stored-numbers';
import { commitTime } from './commit';
import { copyOfDay, copyOfSameRows } from './copy';
import { daily } from './growth';
import { originCost, originTime } from './origin';
import { processorRatio, type Took } from './processor-time';
import { atLeast, atMost, median, ms, say } from './say';
import { asOf, type Run, run, sessions } from './scene';

/** The first ones are for the compiler and the caches: a worker that has been at work for a while has both. */
const warmUpsOf = (lots: number): number => (lots > 100 ? 5 : 20);

/** A day from nothing, each time beside COPY of the rows it has written, and beside commits of one row. */
export async function oneDate(portfolioId: string, lots: number): Promise<void> {
  const repeats = lots > 100 ? 9 : 25;
  const figures: { own: Run; known: Run; contract: Took; all: Took; commit: number }[] = [];
  let rows = 0;
  for (let i = 0; i < repeats + warmUpsOf(lots); i++) {
    await forgetResults();
    const own = await run(portfolioId, asOf, asOf);
    await forgetResults({ keepSymbols: true });
    const known = await run(portfolioId, asOf, asOf);
    const commit = await commitTime(20);
    const all = await copyOfSameRows('all');
    const copy = await copyOfSameRows('contract');
    rows = copy.rows;
    if (i >= warmUpsOf(lots)) figures.push({ own, known, contract: copy, all, commit });
  }
  const of = (pick: (one: (typeof figures)[number]) => number) => median(figures.map(pick));
  const own = of((one) => one.own.time);
  const commit = of((one) => one.commit);
  const taken = (pick: (one: (typeof figures)[number]) => Took) => figures.map(pick);
  say(
    `${lots} lots, one date, ${rows} rows of the contract`,
    `${ms(own)}, of which writing ${ms(of((one) => one.own.writing))}`,
  );
  atMost(
    '  beside COPY of the contract’s rows into the same tables',
    of((one) => one.own.time / one.contract.time),
    1.8,
  );
  const processor = processorRatio(
    taken((one) => one.own),
    taken((one) => one.contract),
  );
  say('    in processor time', processor);
  say(
    '  beside COPY of all rows it writes into the same tables',
    `${of((one) => one.own.time / one.all.time).toFixed(2)}×`,
  );
  say('  its writing beside COPY of all rows it writes', `${of((one) => one.own.writing / one.all.time).toFixed(2)}×`);
  say(
    '  where the securities were measured before, for anybody',
    `${ms(of((one) => one.known.time))}, ${of((one) => one.known.time / one.contract.time).toFixed(2)}× COPY of the contract’s rows`,
  );
  if (lots <= 100)
    atMost(
      `  beside a commit of one row (${ms(commit)})`,
      of((one) => one.own.time / one.commit),
      15,
    );
  const origin = await originCost();
  atLeast('  the manner of the origin takes', originTime(origin, lots, rows) / own, 100);
}

/**
 * What one more day costs, some days before it being there, with so many years of prices behind it: what the night does,
 * on tables that hold something and statements that are planned.
 */
export async function oneMoreDate(portfolioId: string, years: number): Promise<void> {
  const figures: { own: Run; contract: Took; commit: number }[] = [];
  await forgetResults();
  await run(portfolioId, sessions[sessions.length - 22], sessions[sessions.length - 2]);
  for (let i = 0; i < 25 + warmUpsOf(63); i++) {
    await pool().query(`DELETE FROM portfolio_snapshots WHERE snapshot_date = $1`, [asOf]);
    for (const [table, day] of daily) await pool().query(`DELETE FROM ${table} WHERE ${day} = $1`, [asOf]);
    const own = await run(portfolioId, asOf, asOf);
    const commit = await commitTime(20);
    const contract = await copyOfDay(asOf);
    if (i >= warmUpsOf(63)) figures.push({ own, contract, commit });
  }
  const of = (pick: (one: (typeof figures)[number]) => number) => median(figures.map(pick));
  say(`63 lots, one more date, ${years} years of prices behind it`, ms(of(({ own }) => own.time)));
  atMost(
    '  beside COPY of the contract’s rows of the day',
    of(({ own, contract }) => own.time / contract.time),
    1.8,
  );
  atMost(
    `  beside a commit of one row (${ms(of(({ commit }) => commit))})`,
    of(({ own, commit }) => own.time / commit),
    15,
  );
}
