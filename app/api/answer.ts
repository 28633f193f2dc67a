import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ProblemError, problemResponse } from '@/lib/api/problem';
import type { Answered, BodyOf, ParamsOf, QueryOf, Route } from '@/lib/api/route';
import { partsOf, type RouteKey, type RouteOf, routes } from '@/lib/api/routes';
import { isStorable } from '@/lib/api/storable';
import { AccessRefused } from '@/lib/auth/access-refused';
import type { Caller } from '@/lib/auth/caller';
import { NotFound, Refused } from '@/lib/db/absence';
import { databaseProblem } from '@/lib/db/database-problem';
import { nobody, type Owner } from '@/lib/db/owner';
import { isUuid } from '@/lib/db/uuid';
import { allowedHosts } from '@/lib/env';
import { largestBody, refusalOf } from '@/lib/gate';
import { log } from '@/lib/log';
import { headersOf } from '@/lib/visitor';
import { accessProblem, type Demands, inNameOf, requireCallerOf } from './access';
import { entityTagged, textOf } from './entity-tag';
import { answerOnce } from './idempotency';
import { pointerOf, query as queryOf, readBody, readJson } from './parse';
import { countRequest } from './rate-limit';

type Context<P> = { params: Promise<P> };
/** `caller` is null where anyone may ask; what belongs to an owner is then nobody's. */
type Asked<P> = { request: Request; params: P; owner: Owner; caller: Caller | null; url: URL };
type Handler<P> = (call: Asked<P>) => Promise<Response>;

/** What a handler of a registered route is called with: everything parsed by the schemas of the route. */
export type Call<Key extends RouteKey> = Asked<ParamsOf<Key>> & {
  readonly query: QueryOf<RouteOf<Key>>;
  readonly body: BodyOf<RouteOf<Key>>;
  /** For a route that reads its file itself: does the work on it, once where the request says so by its key. */
  readonly once: (bytes: Uint8Array, work: () => Promise<Response>) => Promise<Response>;
};

/** Whatever went wrong, as the problem document of an answer; what nobody foresaw is logged and says only its id. */
function problemOf(error: unknown, requestId: string, path: string): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof AccessRefused) return accessProblem(error);
  if (error instanceof NotFound) return new ProblemError(404, 'not_found', error.message);
  if (error instanceof Refused)
    return new ProblemError(422, error.code, error.message, [{ pointer: error.field, detail: error.message }]);
  const code = (error as { code?: string } | null)?.code;
  // Two requests at once, of which one removes what the other is about.
  if (code === '23503')
    return new ProblemError(409, 'removed_meanwhile', 'something that this is about was removed at the same moment');
  // A price times a split, a sum of quantities: what each is allowed to be may together be more than fits.
  if (code === '22003')
    return new ProblemError(422, 'number_out_of_range', 'a number would leave the range that can be stored');
  const database = databaseProblem(error);
  if (database) return new ProblemError(database.status, database.code, database.detail, undefined, 5);
  log.error({ err: error, request_id: requestId, path }, 'request failed');
  return new ProblemError(500, 'internal_error', 'something went wrong here; the log has it under the request id');
}

/** Refuses what a path names and nothing can go by, before anything is looked up. */
function requireNames(params: Readonly<Record<string, string | string[]>>): void {
  for (const [name, value] of Object.entries(params)) {
    if (name.endsWith('Id') && !isUuid(String(value))) {
      const detail = `${name} needs a UUID, got ${JSON.stringify(value).slice(0, 80)}`;
      throw new ProblemError(400, 'malformed_id', detail, [{ pointer: pointerOf([name]), detail: 'needs a UUID' }]);
    }
    if (!isStorable(String(value)))
      throw new ProblemError(404, 'not_found', `nothing goes by a ${name} of ${JSON.stringify(value).slice(0, 80)}`);
  }
}

/**
 * A route handler: gate, owner, work, and a problem document for whatever goes wrong. The gate stands in `proxy.ts`
 * too; here it also covers the imports, which the proxy would cut off at ten megabytes.
 */
function guarded<P>(handler: Handler<P>, demands: Demands = {}) {
  return async (request: Request, context: Context<P>): Promise<Response> => {
    const requestId = randomUUID();
    const url = new URL(request.url);
    const said: Record<string, string> = { 'x-request-id': requestId };
    let response: Response;
    try {
      const refused = refusalOf(
        { method: request.method, path: url.pathname, header: headersOf(request.headers) },
        allowedHosts(),
      );
      if (refused) throw new ProblemError(refused.status, refused.code, refused.detail);
      const caller = await requireCallerOf(request, demands);
      const owner = caller?.owner ?? nobody;
      Object.assign(said, countRequest(owner));
      // Next gives a route without parameters none at all.
      const params = (await context.params) ?? ({} as P);
      requireNames(params as Record<string, string | string[]>);
      response = await inNameOf(caller, async () =>
        entityTagged(request, await handler({ request, params, owner, caller, url })),
      );
    } catch (error) {
      response = problemResponse(problemOf(error, requestId, url.pathname), url.pathname, requestId);
    }
    for (const [name, value] of Object.entries(said)) response.headers.set(name, value);
    return response;
  };
}

/** What a route takes that names no query, or no body. */
const nothing = z.object({}).strict();

/** The answer of a handler as a response: what is one already stays it, nothing is 204, all else is JSON. */
function responseOf(route: Route, answered: unknown, url: URL): Response {
  if (answered instanceof Response) return answered;
  if (answered === undefined) return new Response(null, { status: 204 });
  const next = (answered as { page?: { next_cursor: string | null } }).page?.next_cursor;
  if (!next) return json(answered, { status: route.status });
  const search = new URLSearchParams(url.searchParams);
  search.set('cursor', next);
  return json(answered, { status: route.status, headers: { link: `<${url.pathname}?${search}>; rel="next"` } });
}

/**
 * The handler of a route of lib/api/routes.ts. The query and the body have been through the schemas of the route; what
 * is returned is its answer (`json` where headers go with it). The handler carries the name of its route, by which the
 * tests hold its answers against the document.
 */
export function answer<Key extends RouteKey>(
  key: Key,
  handler: (call: Call<Key>) => Answered<RouteOf<Key>>,
): ReturnType<typeof guarded<ParamsOf<Key>>> & { readonly route: Key };
/** The handler of what is no route of the document. */
export function answer<P = Record<string, never>>(handler: Handler<P>): ReturnType<typeof guarded<P>>;
export function answer(first: RouteKey | Handler<never>, second?: (call: never) => Promise<unknown>) {
  if (typeof first !== 'string') return guarded(first);
  const route: Route = routes[first];
  const [method] = partsOf(first);
  const handle = guarded(async (asked: Asked<Record<string, string>>) => {
    const { request, owner, url } = asked;
    const query = queryOf(url, route.query ?? nothing);
    const isKept = method !== 'GET' && !route.isPublic && !route.hasNoEffect;
    const once = (bytes: Uint8Array, work: () => Promise<Response>) =>
      isKept ? answerOnce(request, owner, bytes, route.isSecret ?? false, work) : work();
    const work = async (body?: unknown) =>
      responseOf(route, await second!({ ...asked, query, body, once } as never), url);
    if (method === 'GET' || route.file) return work();
    const bytes = await readBody(request, largestBody);
    const body = readJson(bytes, request.headers, route.body ?? nothing);
    return once(bytes, () => work(body));
  }, route);
  return Object.assign(handle, { route: first });
}

/** A JSON answer. Numbers come from the library, which never makes one that JSON cannot carry. */
export function json(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  const text = JSON.stringify(body);
  const response = new Response(text, {
    status: init.status ?? 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...init.headers },
  });
  textOf.set(response, text);
  return response;
}
