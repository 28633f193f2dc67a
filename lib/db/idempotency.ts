import 'server-only';
import { inOneTransaction } from './client';
import type { Owner } from './owner';

/** An answer as it is kept; its body is null where it held what is shown once. */
export type KeptAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

/** A request that carries a key: the hash says whether another under the same key is the same request. */
export type KeyedRequest = { readonly key: string; readonly hash: string };

export type Outcome =
  /** The work was done and its answer is kept. */
  | { readonly kind: 'made' }
  /** It was done before, with this answer. */
  | { readonly kind: 'kept'; readonly answer: KeptAnswer }
  /** It is being done at this moment. */
  | { readonly kind: 'busy' }
  /** The key was used for another request. */
  | { readonly kind: 'other' };

/** An answer is kept for so long; the key is free again afterwards. */
const keptFor = '24 hours';

/**
 * Does the work of a request once: the second time its answer is repeated. The answer is kept in the very transaction
 * of the work, so whoever is cut off between the two and asks again meets one effect and its answer, or none and no
 * answer. Work that throws leaves nothing, and its key free.
 */
export function onceByKey(
  owner: Owner,
  { key, hash }: KeyedRequest,
  work: () => Promise<KeptAnswer>,
): Promise<Outcome> {
  return inOneTransaction(async (client) => {
    const { rows: locks } = await client.query(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('idempotency ' || $1 || ' ' || $2, 0)) AS "isOurs"`,
      [owner, key],
    );
    if (!locks[0].isOurs) return { kind: 'busy' };
    await client.query(
      `DELETE FROM idempotency_keys WHERE (owner_id, key) IN (
         SELECT owner_id, key FROM idempotency_keys WHERE created_at < now() - $1::interval
          ORDER BY created_at LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
      [keptFor],
    );
    const { rows: kept } = await client.query(
      `SELECT request_hash AS hash, status, headers, body FROM idempotency_keys
        WHERE owner_id = $1 AND key = $2 AND created_at >= now() - $3::interval`,
      [owner, key, keptFor],
    );
    if (kept.length > 0) {
      const [{ hash: before, ...answer }] = kept;
      return before === hash ? { kind: 'kept', answer } : { kind: 'other' };
    }
    const answer = await work();
    await client.query(
      `INSERT INTO idempotency_keys (owner_id, key, request_hash, status, headers, body) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (owner_id, key) DO UPDATE
          SET request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers,
              body = excluded.body, created_at = now()`,
      [owner, key, hash, answer.status, JSON.stringify(answer.headers), answer.body],
    );
    return { kind: 'made' };
  });
}
