import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pool } from '@/lib/db/client';
import { peer } from '../risk/peers';
import { simulatedCloses } from '../risk/simulated-closes';
import { ms, say, timed } from './say';
import { asOf } from './scene';

/** What a position costs in the manner of the origin: its closes row by row, its regressions, its rows one by one. */
export type OriginCost = { readonly read: number; readonly compute: number | null; readonly perRow: number };

/** Rows of the contract as an object-relational mapper puts them: a look-up, an upsert and a commit each. */
async function rowByRow(most: number): Promise<number> {
  const { rows } = await pool().query(`SELECT * FROM position_market_betas LIMIT ${most}`);
  const names = Object.keys(rows[0]);
  const upsert = `INSERT INTO position_market_betas (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})
    ON CONFLICT (portfolio_id, position_id, calc_date, method, window_days) DO UPDATE
       SET ${names
         .slice(3)
         .map((name) => `${name} = excluded.${name}`)
         .join(', ')}`;
  const time = await timed(async () => {
    for (const row of rows) {
      await pool().query('SELECT id FROM position_market_betas WHERE position_id = $1 AND calc_date = $2', [
        row.position_id,
        row.calc_date,
      ]);
      await pool().query(
        upsert,
        names.map((name) => row[name]),
      );
    }
  });
  return time / rows.length;
}

async function readOneByOne(count: number): Promise<number> {
  const { rows } = await pool().query(`SELECT id FROM securities ORDER BY id LIMIT $1`, [count]);
  const time = await timed(async () => {
    for (const { id } of rows)
      await pool().query(
        `SELECT date, close FROM daily_prices WHERE security_id = $1 AND date <= $2 ORDER BY date DESC LIMIT 1261`,
        [id, asOf],
      );
  });
  return time / rows.length;
}

/** All measures of a position by statsmodels and pandas, in milliseconds; null where they are not here. */
function computed(): number | null {
  const directory = mkdtempSync(path.join(tmpdir(), 'ballast-bench-'));
  const before = process.env.PATH;
  try {
    const [days, positions] = [1_430, 8];
    const file = path.join(directory, 'closes');
    writeFileSync(file, new Uint8Array(simulatedCloses(positions, days, 7).buffer.buffer));
    const task = { script: 'statsmodels_loop.py', file, days, positions, dates: 1, rounds: 3 };
    let found = peer(task);
    if ('absent' in found) {
      // The first python3 of the path need not be the one that Debian's packages are for.
      process.env.PATH = `/usr/bin:${before}`;
      found = peer(task);
    }
    if ('nanoseconds' in found) return found.nanoseconds / 1e6;
    say('the origin’s loop of statsmodels', `skipped: there is no ${found.absent}`);
    return null;
  } finally {
    process.env.PATH = before;
    rmSync(directory, { recursive: true });
  }
}

/** Needs rows of a recalculation in place. */
export async function originCost(): Promise<OriginCost> {
  const cost = { read: await readOneByOne(50), compute: computed(), perRow: await rowByRow(500) };
  const compute = cost.compute === null ? '' : `, measuring ${ms(cost.compute)} by statsmodels`;
  say('a position in the manner of the origin', `reading ${ms(cost.read)}${compute}, writing a row ${ms(cost.perRow)}`);
  return cost;
}

/** What a portfolio would take in that manner. */
export const originTime = ({ read, compute, perRow }: OriginCost, lots: number, rows: number): number =>
  lots * (read + (compute ?? 0)) + rows * perRow;
