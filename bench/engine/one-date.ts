import { forgetResults } from '@/test/stored-numbers';
import { copyOfSameRows } from './copy';
import { type OriginCost, originTime } from './origin';
import { processorRatio, type Took, took } from './processor-time';
import { atLeast, atMost, median, ms, say, timed } from './say';
import { asOf, run, sessions, writingTime } from './scene';

/** A day from nothing, each time beside COPY of the rows it has written. */
export async function oneDate(portfolioId: string, lots: number, commit: number, origin: OriginCost): Promise<void> {
  const repeats = lots > 1_000 ? 3 : lots > 100 ? 5 : 9;
  const figures: { own: Took; writing: number; known: number; contract: Took; all: Took }[] = [];
  let rows = 0;
  for (let i = 0; i <= repeats; i++) {
    await forgetResults();
    let own: Took | undefined;
    const writing = await writingTime(async () => {
      own = await took(() => run(portfolioId, asOf, asOf));
    });
    await forgetResults({ keepSymbols: true });
    const known = await timed(() => run(portfolioId, asOf, asOf));
    const all = await copyOfSameRows('all');
    const copy = await copyOfSameRows('contract');
    rows = copy.rows;
    // The first one is for the compiler and the caches.
    if (i > 0) figures.push({ own: own!, writing, known, contract: copy, all });
  }
  const of = (pick: (one: (typeof figures)[number]) => number) => median(figures.map(pick));
  const own = of((one) => one.own.time);
  const taken = (pick: (one: (typeof figures)[number]) => Took) => figures.map(pick);
  say(
    `${lots} lots, one date, ${rows} rows of the contract`,
    `${ms(own)}, of which writing ${ms(of((one) => one.writing))}`,
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
  say('  its writing beside COPY of all rows it writes', `${of((one) => one.writing / one.all.time).toFixed(2)}×`);
  say(
    '  where the securities were measured before, for anybody',
    `${ms(of((one) => one.known))}, ${of((one) => one.known / one.contract.time).toFixed(2)}× COPY of the contract’s rows`,
  );
  if (lots <= 100) atMost('  beside a commit of one row', own / commit, 15);
  atLeast('  the manner of the origin takes', originTime(origin, lots, rows) / own, 100);
}

/** What one more day costs, all days before it being there, with so many years of prices behind it. */
export async function oneMoreDate(portfolioId: string, years: number): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i <= 7; i++) {
    await forgetResults();
    await run(portfolioId, sessions[sessions.length - 4], sessions[sessions.length - 2]);
    const time = await timed(() => run(portfolioId, asOf, asOf));
    // The first two are for the compiler and the caches.
    if (i > 1) times.push(time);
  }
  say(`63 lots, one more date, ${years} years of prices behind it`, ms(median(times)));
}
