import { pool } from '@/lib/db/client';
import { forgetResults } from '@/test/stored-numbers';
import { copyOfSameRows } from './copy';
import { processorRatio, type Took } from './processor-time';
import { atMost, median, ms, say } from './say';
import { asOf, type Run, run, sessions } from './scene';

/** Every trading day of a year from nothing, beside COPY of the rows it has written; of a small book the median of three. */
export async function backfill(portfolioId: string, lots: number, dates = 252): Promise<void> {
  const days = sessions.slice(-dates);
  const figures: { own: Run; again: Run; all: Took; contract: Took }[] = [];
  let [rows, ofContract] = [0, 0];
  // A worker that has been at work for a while has its code compiled; a large book sees to that by itself.
  if (lots <= 100) await run(portfolioId, days[0], asOf);
  for (let i = 0; i < (lots > 100 ? 1 : 3); i++) {
    await forgetResults();
    const own = await run(portfolioId, days[0], asOf);
    const again = await run(portfolioId, days[0], asOf);
    const all = await copyOfSameRows('all');
    const contract = await copyOfSameRows('contract');
    [rows, ofContract] = [all.rows, contract.rows];
    figures.push({ own, again, all, contract });
  }
  const of = (pick: (one: (typeof figures)[number]) => number) => median(figures.map(pick));
  const taken = (pick: (one: (typeof figures)[number]) => Took) => figures.map(pick);
  const processor = (beside: 'all' | 'contract') =>
    processorRatio(
      taken((one) => one.own),
      taken((one) => one[beside]),
    );
  const own = of((one) => one.own.time);
  say(
    `${lots} lots, ${dates} dates, ${ofContract} rows of the contract`,
    `${ms(own)}, ${(own / dates).toFixed(1)} ms a date`,
  );
  atMost(
    '  beside COPY of the contract’s rows into the same tables',
    of((one) => one.own.time / one.contract.time),
    1.25,
  );
  say('    in processor time', processor('contract'));
  say(
    '  beside COPY of all rows it writes into the same tables',
    `${of((one) => one.own.time / one.all.time).toFixed(2)}× (${rows} rows)`,
  );
  say('    in processor time', processor('all'));
  say('  its writing beside COPY of all rows it writes', `${of((one) => one.own.writing / one.all.time).toFixed(2)}×`);
  say('  the same again, unchanged', ms(of((one) => one.again.time)));
  const { rows: sizes } = await pool().query(
    `SELECT sum(pg_total_relation_size(t::regclass))::float8 AS bytes, (SELECT count(*) FROM position_market_betas)
            + (SELECT count(*) FROM position_volatility) AS rows
       FROM unnest(ARRAY['position_market_betas', 'position_volatility']) AS t`,
  );
  say(
    '  bytes a row of the contract’s position tables, indexes and all',
    (sizes[0].bytes / Number(sizes[0].rows)).toFixed(0),
  );
}
