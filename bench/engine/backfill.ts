import { pool } from '@/lib/db/client';
import { forgetResults } from '@/test/stored-numbers';
import { copyOfSameRows } from './copy';
import { processorRatio } from './processor-time';
import { atMost, ms, say } from './say';
import { asOf, run, sessions } from './scene';

/** Every trading day of a year from nothing, beside COPY of the rows it has written. */
export async function backfill(portfolioId: string, lots: number, dates = 252): Promise<void> {
  const days = sessions.slice(-dates);
  await forgetResults();
  const first = await run(portfolioId, days[0], asOf);
  const { time: own, writing } = first;
  const { time: again } = await run(portfolioId, days[0], asOf);
  const all = await copyOfSameRows('all');
  const contract = await copyOfSameRows('contract');
  say(
    `${lots} lots, ${dates} dates, ${contract.rows} rows of the contract`,
    `${ms(own)}, ${(own / dates).toFixed(1)} ms a date`,
  );
  atMost('  beside COPY of the contract’s rows into the same tables', own / contract.time, 1.25);
  say('    in processor time', processorRatio([first], [contract]));
  say('  beside COPY of all rows it writes into the same tables', `${(own / all.time).toFixed(2)}× (${all.rows} rows)`);
  say('    in processor time', processorRatio([first], [all]));
  say('  its writing beside COPY of all rows it writes', `${(writing / all.time).toFixed(2)}×`);
  say('  the same again, unchanged', ms(again));
  const { rows } = await pool().query(
    `SELECT sum(pg_total_relation_size(t::regclass))::float8 AS bytes, (SELECT count(*) FROM position_market_betas)
            + (SELECT count(*) FROM position_volatility) AS rows
       FROM unnest(ARRAY['position_market_betas', 'position_volatility']) AS t`,
  );
  say(
    '  bytes a row of the contract’s position tables, indexes and all',
    (rows[0].bytes / Number(rows[0].rows)).toFixed(0),
  );
}
