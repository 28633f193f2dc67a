import { pool } from '@/lib/db/client';
import { forgetResults } from '@/test/stored-numbers';
import { atMost, median, ms, say, timed } from './say';
import { asOf, type Run, run } from './scene';

/** What a day writes, table by table, with the column that holds its date. */
export const daily = [
  ['position_market_betas', 'calc_date'],
  ['position_volatility', 'calculation_date'],
  ['symbol_market_betas', 'as_of'],
  ['symbol_volatilities', 'as_of'],
] as const;

/** Copies of the newest day's rows, each on a day of its own before it, from the `first`-th to the `last`-th. */
async function putHistory(first: number, last: number): Promise<void> {
  const client = await pool().connect();
  // The rows are copies of rows that were checked; checking them again would take most of the time.
  await client.query(`SET session_replication_role = replica`);
  for (const [table, day] of daily) {
    const { rows } = await client.query(
      `SELECT attname::text AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
      [table],
    );
    const names = rows.map(({ name }) => name).filter((name) => name !== 'id');
    await client.query(
      `INSERT INTO ${table} (${names.join(', ')})
       SELECT ${names.map((name) => (name === day ? 'days.day' : name)).join(', ')}
         FROM generate_series($1::int, $2::int) AS n
        CROSS JOIN LATERAL (SELECT DATE '${asOf}' - n - 400 AS day) AS days
        CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE ${day} = '${asOf}') AS rows`,
      [first, last],
    );
  }
  await client.query(`SET session_replication_role = DEFAULT`);
  client.release();
  for (const [table] of daily) await pool().query(`VACUUM ANALYZE ${table}`);
}

type Written = { readonly whole: number; readonly writing: number; readonly database: number | null };

/** Medians of the clock; of the database's processors the mean, which counts in steps of ten milliseconds. */
async function written(portfolioId: string): Promise<Written> {
  const figures: Run[] = [];
  for (let i = 0; i < 6; i++) {
    await pool().query(`DELETE FROM portfolio_snapshots`);
    for (const [table, day] of daily) await pool().query(`DELETE FROM ${table} WHERE ${day} = '${asOf}'`);
    await pool().query('CHECKPOINT');
    const one = await run(portfolioId, asOf, asOf);
    if (i > 0) figures.push(one);
  }
  const database = figures.map((one) => one.database);
  return {
    whole: median(figures.map((one) => one.time)),
    writing: median(figures.map((one) => one.writing)),
    database: database.includes(null) ? null : database.reduce((sum: number, one) => sum + one!, 0) / database.length,
  };
}

/** What a date costs where the position tables hold so many millions of rows, each beside the one before. */
export async function growth(portfolioId: string, millions: readonly number[]): Promise<void> {
  await forgetResults();
  await run(portfolioId, asOf, asOf);
  const { rows } = await pool().query(
    `SELECT (SELECT count(*) FROM position_market_betas) + (SELECT count(*) FROM position_volatility) AS n`,
  );
  const aDay = Number(rows[0].n);
  let days = 0;
  let before: Written | null = null;
  for (const million of millions) {
    const until = Math.round((million * 1e6) / aDay);
    const took = await timed(() => putHistory(days + 1, until));
    days = until;
    const figures = await written(portfolioId);
    say(
      `1,000 lots, one date, on ${million} million rows of ${days} days`,
      `${ms(figures.whole)}, of which writing ${ms(figures.writing)} (history put there in ${ms(took)})`,
    );
    if (before !== null)
      atMost('  its writing beside that on the history before', figures.writing / before.writing, 1.3);
    if (before?.database && figures.database)
      say('    in processor time of the database', `${(figures.database / before.database).toFixed(2)}×`);
    before = figures;
    for (const [table] of daily) {
      const { rows: sizes } = await pool().query(
        `SELECT pg_table_size($1::regclass)::float8 AS heap, pg_indexes_size($1::regclass)::float8 AS indexes,
                (SELECT count(*) FROM ${table})::float8 AS rows`,
        [table],
      );
      const { heap, indexes, rows: count } = sizes[0];
      say(
        `  bytes a row of ${table}`,
        `${((heap + indexes) / count).toFixed(0)} (${(heap / count).toFixed(0)} and ${(indexes / count).toFixed(0)} of indexes; ${count} rows)`,
      );
    }
  }
  await forgetResults();
}
