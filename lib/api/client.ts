import type { z } from 'zod';
import type { Problem } from './problem';
import type { ParamsOf, Route } from './route';
import type { RouteKey, RouteOf } from './routes';

/** A request that was answered with a problem document, or with nothing that can be read. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  constructor(
    readonly status: number,
    detail: string,
    readonly problem: Problem | null,
  ) {
    super(detail);
  }
}

/** What a request of a route may ask and has to send. */
type AskedOf<R extends Route, Params> = {
  readonly query?: R extends { readonly query: infer Q extends z.ZodType } ? z.input<Q> : undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
} & (keyof Params extends never ? { readonly params?: undefined } : { readonly params: Params }) &
  (R extends { readonly body: infer B extends z.ZodType }
    ? object extends z.input<B>
      ? { readonly body?: z.input<B> }
      : { readonly body: z.input<B> }
    : R extends { readonly file: string }
      ? { readonly file: Blob | string | Uint8Array<ArrayBuffer> }
      : { readonly body?: undefined });

/** What comes of a route: its document, the text of its file, or nothing. */
export type AnswerTo<R extends Route> = R['answer'] extends z.ZodType
  ? z.output<R['answer']>
  : R['answer'] extends null
    ? undefined
    : string;

/** The routes that answer once; a stream of events is followed with an EventSource. */
export type AskedKey = Exclude<RouteKey, 'GET /api/v1/recalculations/{recalculationId}/events'>;

export type Asked<Key extends AskedKey> = AskedOf<RouteOf<Key>, ParamsOf<Key>>;

type Arguments<A> = object extends A ? [asked?: A] : [asked: A];

type Sent = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly body?: unknown;
  readonly file?: Blob | string | Uint8Array<ArrayBuffer>;
};

/** The path of a route with its parameters and query in it. */
export function addressOf(path: string, params: Sent['params'] = {}, query: Sent['query'] = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length === 0 ? filled : `${filled}?${search}`;
}

/** The document of an answer; throws `RequestProblem` with the server's own words where it refused. */
export async function documentOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (response.ok && response.status === 204) return undefined;
  if (response.ok && !type.includes('json')) return response.text();
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  const problem = body !== null && typeof body === 'object' && 'detail' in body ? (body as Problem) : null;
  const detail = problem?.detail ?? `The server answered ${response.status} ${response.statusText}`.trim();
  throw new RequestProblem(response.status, detail, problem);
}

/**
 * A client of the API: asks a route by its name and answers its document, both typed by the schemas of the route. `at`
 * is where the server is, nothing for the one that served the page; `token` an API token, for scripts.
 */
export function apiClient({ at = '', token }: { readonly at?: string; readonly token?: string } = {}) {
  /** The answer of a route as it came, for whoever wants its headers too. */
  async function send<Key extends AskedKey>(
    key: Key,
    ...[asked]: Arguments<Asked<Key>>
  ): Promise<{ readonly document: AnswerTo<RouteOf<Key>>; readonly headers: Headers }> {
    const [method, path] = key.split(' ');
    const { params, query, headers, signal, body, file } = (asked ?? {}) as Sent;
    const type = file !== undefined ? 'text/csv' : body !== undefined ? 'application/json' : null;
    const response = await fetch(at + addressOf(path, params, query), {
      method,
      signal,
      cache: 'no-store',
      headers: {
        ...(type === null ? {} : { 'content-type': type }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
    return { document: (await documentOf(response)) as AnswerTo<RouteOf<Key>>, headers: response.headers };
  }
  const ask = async <Key extends AskedKey>(
    key: Key,
    ...asked: Arguments<Asked<Key>>
  ): Promise<AnswerTo<RouteOf<Key>>> => (await send(key, ...asked)).document;
  return { ask, send };
}

/** The client of the pages: asks the server they came from. */
export const { ask, send } = apiClient();
