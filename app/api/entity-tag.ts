import 'server-only';
import { createHash } from 'node:crypto';

/** What an answer says, where that was one text: it is hashed as it is, and need not be read back out of its answer. */
export const textOf = new WeakMap<Response, string>();

/** Whether one of the tags a client has (`If-None-Match`) is this one; weak and strong are the same to a reader. */
function has(given: string | null, tag: string): boolean {
  if (given === null) return false;
  return given.trim() === '*' || given.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

/**
 * A good answer to a read with the hash of what it says as its ETag, or 304 without a body where the client says that
 * it has this one already. Streams pass as they are. Nothing is stored on the way (`no-store`): the tag is for clients
 * that keep the answer themselves.
 */
export async function entityTagged(request: Request, response: Response): Promise<Response> {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const type = response.headers.get('content-type') ?? '';
  if (!isRead || response.status !== 200 || type.startsWith('text/event-stream')) return response;
  const text = textOf.get(response);
  const body = text ?? Buffer.from(await response.arrayBuffer());
  const tag = `"${createHash('sha256').update(type).update(body).digest('base64url').slice(0, 32)}"`;
  const isKnown = has(request.headers.get('if-none-match'), tag);
  if (text !== undefined && !isKnown) {
    response.headers.set('etag', tag);
    return response;
  }
  const headers = new Headers(response.headers);
  headers.set('etag', tag);
  if (!isKnown) return new Response(body, { status: 200, headers });
  headers.delete('content-type');
  headers.delete('content-disposition');
  return new Response(null, { status: 304, headers });
}
