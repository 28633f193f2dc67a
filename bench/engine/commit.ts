import { pool } from '@/lib/db/client';
import { median, timed } from './say';

/** An update of one row, and what the disk takes to have it: the median of so many. */
export async function commitTime(times: number): Promise<number> {
  await pool().query(`INSERT INTO settings VALUES ('bench', '0') ON CONFLICT DO NOTHING`);
  const commits: number[] = [];
  for (let i = 0; i < times; i++)
    commits.push(
      await timed(() => pool().query(`UPDATE settings SET value = to_jsonb($1::int) WHERE key = 'bench'`, [i])),
    );
  return median(commits);
}
