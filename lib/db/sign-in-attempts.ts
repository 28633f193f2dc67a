import 'server-only';
import { inTransaction, pool } from './client';

/** How many attempts a bucket has in a window; what goes over waits until the window has passed. */
export type Bucket = { readonly key: string; readonly limit: number };

const windowMinutes = 15;
const windowStart = `(now() - interval '${windowMinutes} minutes')`;

/**
 * Counts an attempt before it is made, so that attempts at once cannot slip through together, and answers how many
 * seconds to wait where a bucket is full; null where the attempt may be made. What is refused by one bucket is not
 * counted in those after it: whoever is kept out fills nobody else's. `isFirst` says that this attempt is the first
 * one too many.
 */
export async function countAttempt(
  buckets: readonly Bucket[],
): Promise<{ readonly waitSeconds: number; readonly isFirst: boolean } | null> {
  return inTransaction(async (client) => {
    for (const { key, limit } of buckets) {
      const { rows } = await client.query(
        `INSERT INTO sign_in_attempts AS b (bucket, attempts) VALUES ($1, 1)
         ON CONFLICT (bucket) DO UPDATE
            SET attempts = CASE WHEN b.started_at < ${windowStart} THEN 1 ELSE least(b.attempts + 1, $2 + 2) END,
                started_at = CASE WHEN b.started_at < ${windowStart} THEN now() ELSE b.started_at END
         RETURNING attempts, ceil(extract(epoch FROM started_at - ${windowStart}))::int AS wait`,
        [key, limit],
      );
      const { attempts, wait } = rows[0];
      if (attempts > limit) return { waitSeconds: Math.max(wait, 1), isFirst: attempts === limit + 1 };
    }
    return null;
  });
}

/** A success: its attempt was none that counts, and of the buckets of the person nothing is held against them. */
export async function forgiveAttempt(emptied: readonly string[], reduced: readonly string[]): Promise<void> {
  await pool().query('DELETE FROM sign_in_attempts WHERE bucket = ANY($1)', [emptied]);
  await pool().query('UPDATE sign_in_attempts SET attempts = greatest(attempts - 1, 0) WHERE bucket = ANY($1)', [
    reduced,
  ]);
}

/** Clears away what no longer counts. */
export async function clearAttempts(): Promise<void> {
  await pool().query(`DELETE FROM sign_in_attempts WHERE started_at < ${windowStart}`);
}
