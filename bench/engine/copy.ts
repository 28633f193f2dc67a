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

/** The rows of some tables as they are now, as COPY's text; then taken away and put back by COPY, timed with the commit. */
export async function copyOfSameRows(which: 'contract' | 'all'): Promise<Took & { rows: number }> {
  const tables = which === 'contract' ? contract : [...exact, ...contract];
  const client = await pool().connect();
  const texts: Buffer[] = [];
  let rows = 0;
  for (const table of tables) {
    const parts: Buffer[] = [];
    const copy = client.query(copyTo(`COPY (SELECT * FROM ${table}) TO STDOUT`));
    for await (const part of copy) parts.push(part);
    rows += copy.rowCount;
    texts.push(Buffer.concat(parts));
  }
  await client.query(`TRUNCATE ${tables.join(', ')}`);
  const copied = await took(async () => {
    await client.query('BEGIN');
    for (const [i, table] of tables.entries())
      await pipeline(Readable.from([texts[i]]), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
    await client.query('COMMIT');
  });
  client.release();
  return { ...copied, rows };
}
