import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a route answers: JSON of a schema, a file or stream of a media type, or nothing. */
export type Answer = z.ZodType | 'text/csv' | 'text/event-stream' | null;

/**
 * What there is to know of a route: what it takes and what it answers. The same schemas parse its requests, hold its
 * answers in the tests, give the client its types and make the OpenAPI document.
 */
export type Route = {
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** A route without a query refuses every name in it. */
  readonly query?: z.ZodObject;
  /** The JSON of the body. An absent body is `{}`. */
  readonly body?: z.ZodType;
  /** The body is a file of this media type instead. */
  readonly file?: 'text/csv';
  /** The status of success, 200 where nothing is said. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly answer: Answer;
  /** Refusals that do not follow from the method, the path, the query and the body. */
  readonly problems?: readonly number[];
  /** The answer or the body holds what is shown once: an Idempotency-Key keeps neither. */
  readonly isSecret?: boolean;
  /** It changes nothing, whatever its method: an Idempotency-Key has nothing to keep. */
  readonly hasNoEffect?: boolean;
  /** A supervisor asks it: nothing is counted, tagged or refused there. */
  readonly isBare?: boolean;
  /** What it answers with 503, where that is no problem document. */
  readonly unready?: z.ZodType;
  /** Anyone may ask: there is no account behind it. */
  readonly isPublic?: boolean;
  /** What a caller has to be beyond somebody: a person who has signed in, an administrator of what all share, or both. */
  readonly right?: 'session' | 'administrator' | 'administrator-session';
};

export type Routes = Readonly<Record<`${Method} /${string}`, Route>>;

/** `GET /api/v1/portfolios/{portfolioId}` → `portfolioId`. */
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The parameters in the path of a route. */
export type ParamsOf<Key extends string> = { readonly [Name in NamesIn<Key>]: string };

export type QueryOf<R extends Route> = R extends { readonly query: infer Q extends z.ZodObject }
  ? z.output<Q>
  : Record<string, never>;

export type BodyOf<R extends Route> = R extends { readonly body: infer B extends z.ZodType } ? z.output<B> : undefined;

/** What a handler of the route promises: its answer before it is JSON, a response with headers of its own, or nothing. */
export type Answered<R extends Route> = R['answer'] extends z.ZodType
  ? Promise<z.input<R['answer']> | Response>
  : R['answer'] extends null
    ? Promise<void> | Promise<Response>
    : Promise<Response>;
