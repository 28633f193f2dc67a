import 'server-only';
import { randomUUID } from 'node:crypto';
import { ProblemError, problemResponse } from '@/lib/api/problem';
import { AccessRefused } from '@/lib/auth/access-refused';
import { callerOf } from '@/lib/auth/caller';
import { NotFound, Refused } from '@/lib/db/absence';
import { databaseProblem } from '@/lib/db/database-problem';
import type { Owner } from '@/lib/db/owner';
import { isUuid } from '@/lib/db/uuid';
import { allowedHosts } from '@/lib/env';
import { refusalOf } from '@/lib/gate';
import { log } from '@/lib/log';
import { headersOf, visitor } from '@/lib/visitor';

type Context<P> = { params: Promise<P> };
type Handler<P> = (call: { request: Request; params: P; owner: Owner; url: URL }) => Promise<Response>;

/** Whatever went wrong, as the problem document of an answer; what nobody foresaw is logged and says only its id. */
function problemOf(error: unknown, requestId: string, path: string): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof AccessRefused)
    return new ProblemError(error.status, error.code, error.message, undefined, error.retryAfterSeconds);
  if (error instanceof NotFound) return new ProblemError(404, 'not_found', error.message);
  if (error instanceof Refused)
    return new ProblemError(422, error.code, error.message, [{ pointer: error.field, detail: error.message }]);
  const database = databaseProblem(error);
  if (database) return new ProblemError(database.status, database.code, database.detail, undefined, 5);
  log.error({ err: error, request_id: requestId, path }, 'request failed');
  return new ProblemError(500, 'internal_error', 'something went wrong here; the log has it under the request id');
}

/** Refuses an id of a path that can be nobody's, before anything is looked up. */
function requireIds(params: object): void {
  for (const [name, value] of Object.entries(params))
    if (name.endsWith('Id') && !isUuid(value))
      throw new ProblemError(400, 'malformed_id', `${name} needs a UUID, got ${JSON.stringify(value).slice(0, 80)}`);
}

/**
 * A route handler: gate, owner, work, and a problem document for whatever goes wrong. The gate stands in `proxy.ts`
 * too; here it also covers the imports, which the proxy would cut off at ten megabytes.
 */
export function answer<P = Record<string, never>>(handler: Handler<P>) {
  return async (request: Request, context: Context<P>): Promise<Response> => {
    const requestId = randomUUID();
    const url = new URL(request.url);
    try {
      const refused = refusalOf(
        { method: request.method, path: url.pathname, header: headersOf(request.headers) },
        allowedHosts(),
      );
      if (refused) throw new ProblemError(refused.status, refused.code, refused.detail);
      // Next gives a route without parameters none at all.
      const params = (await context.params) ?? ({} as P);
      requireIds(params as object);
      const { owner } = await callerOf({ method: request.method, header: headersOf(request.headers) }, visitor());
      const response = await handler({ request, params, owner, url });
      response.headers.set('x-request-id', requestId);
      return response;
    } catch (error) {
      return problemResponse(problemOf(error, requestId, url.pathname), url.pathname, requestId);
    }
  };
}

/** A JSON answer. Numbers come from the library, which never makes one that JSON cannot carry. */
export const json = (body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response =>
  new Response(JSON.stringify(body), {
    status: init.status ?? 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...init.headers },
  });
