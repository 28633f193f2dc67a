import 'server-only';
import { createHash } from 'node:crypto';
import { ProblemError } from '@/lib/api/problem';
import { type KeptAnswer, onceByKey } from '@/lib/db/idempotency';
import type { Owner } from '@/lib/db/owner';

const name = 'idempotency-key';
const form = /^[\x21-\x7e]{1,255}$/;

/** The Idempotency-Key of a request, null where it carries none. */
export function idempotencyKey(request: Request): string | null {
  const key = request.headers.get(name);
  if (key === null || form.test(key)) return key;
  const detail = 'needs 1 to 255 visible characters of ASCII without spaces';
  throw new ProblemError(400, 'malformed_idempotency_key', `Idempotency-Key ${detail}`, [
    { pointer: `/${name}`, detail },
  ]);
}

const keptHeaders = ['content-type', 'cache-control', 'location', 'link'];

async function keptAnswer(response: Response, isSecret: boolean): Promise<KeptAnswer> {
  const headers = Object.fromEntries([...response.headers].filter(([header]) => keptHeaders.includes(header)));
  return { status: response.status, headers, body: isSecret ? null : await response.clone().text() };
}

const busy = () =>
  new ProblemError(409, 'request_in_progress', 'a request with this Idempotency-Key is at work', undefined, 1);
const reused = () =>
  new ProblemError(422, 'idempotency_key_reused', 'this Idempotency-Key was used for another request', [
    { pointer: `/${name}`, detail: 'needs a key of its own for each request' },
  ]);
const shownOnce = () =>
  new ProblemError(409, 'answer_not_kept', 'this was done before; its answer was shown once and is not kept');

/**
 * Answers a request: once, where it carries an Idempotency-Key, with the same answer however often it is sent within a
 * day. `bytes` are its body; of a request that holds a secret neither the body nor the answer is kept.
 */
export async function answerOnce(
  request: Request,
  owner: Owner,
  bytes: Uint8Array,
  isSecret: boolean,
  work: () => Promise<Response>,
): Promise<Response> {
  const key = idempotencyKey(request);
  if (key === null) return work();
  const { pathname, search } = new URL(request.url);
  const hash = createHash('sha256').update(`${request.method} ${pathname}${search}\n`);
  if (!isSecret) hash.update(bytes);
  let made: Response | undefined;
  const outcome = await onceByKey(owner, { key, hash: hash.digest('hex') }, async () => {
    made = await work();
    return keptAnswer(made, isSecret);
  });
  if (outcome.kind === 'made') return made!;
  if (outcome.kind === 'busy') throw busy();
  if (outcome.kind === 'other') throw reused();
  const { status, headers, body } = outcome.answer;
  if (isSecret) throw shownOnce();
  return new Response(status === 204 ? null : body, {
    status,
    headers: { ...headers, 'idempotency-replayed': 'true' },
  });
}
