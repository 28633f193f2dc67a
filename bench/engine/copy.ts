import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { pool } from '@/lib/db/client';
import { type Took, took } from './processor-time';

/** The tables of the contract, and beside them those of the exact estimates; in the order in which they refer to each other. */
export const contract = ['portfolio_snapshots', 'position_market_betas', 'position_volatility'];
const exact = [
  'runs',
  'portfolio_estimates',
  'run_positions',
  'run_series',
  'symbol_market_betas',
  'symbol_volatilities',
];

/** A day's rows of the contract, of whatever portfolio. */
const ofDay: readonly (readonly [table: string, day: string])[] = [
  ['portfolio_snapshots', 'snapshot_date'],
  ['position_market_betas', 'calc_date'],
  ['position_volatility', 'calculation_date'],
];

/** The rows of some tables as they are now, as COPY's text; then taken away and put back by COPY, timed with the commit. */
export const copyOfSameRows = (which: 'contract' | 'all'): Promise<Took & { rows: number }> => {
  const tables = which === 'contract' ? contract : [...exact, ...contract];
  return copyAgain(
    tables.map((table) => [table, 'true']),
    `TRUNCATE ${tables.join(', ')}`,
  );
};

/** The same of the contract's rows of one day, among those of other days. */
export const copyOfDay = (date: string): Promise<Took & { rows: number }> => {
  const parts = ofDay.map(([table, day]) => [table, `${day} = '${date}'`] as const);
  return copyAgain(parts, parts.map(([table, condition]) => `DELETE FROM ${table} WHERE ${condition}`).join('; '));
};

async function copyAgain(
  parts: readonly (readonly [table: string, condition: string])[],
  takeAway: string,
): Promise<Took & { rows: number }> {
  const client = await pool().connect();
  const texts: Buffer[] = [];
  let rows = 0;
  for (const [table, condition] of parts) {
    const chunks: Buffer[] = [];
    const copy = client.query(copyTo(`COPY (SELECT * FROM ${table} WHERE ${condition}) TO STDOUT`));
    for await (const chunk of copy) chunks.push(chunk);
    rows += copy.rowCount;
    texts.push(Buffer.concat(chunks));
  }
  await client.query(takeAway);
  const copied = await took(async () => {
    await client.query('BEGIN');
    for (const [i, [table]] of parts.entries())
      await pipeline(Readable.from([texts[i]]), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
    await client.query('COMMIT');
  });
  client.release();
  return { ...copied, rows };
}
