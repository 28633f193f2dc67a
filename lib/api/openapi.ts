import { z } from 'zod';
import { pathParameters } from './path-parameters';
import { problemSchema } from './problem';
import type { Answer, Route } from './route';
import { partsOf, routes } from './routes';

/** JSON of an OpenAPI document or of a JSON Schema. */
export type Json = { readonly [name: string]: unknown };

/** A recorded request and answer of a route: what the document shows as its example. */
export type Example = { readonly path: string; readonly body?: unknown; readonly answer?: unknown };

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

/** `GET /api/v1/portfolios/{portfolioId}/positions` → `get_portfolios_portfolio_id_positions`, for makers of clients. */
const operationId = (method: string, path: string): string =>
  `${method.toLowerCase()}_${snakeCase(path.replace(/^\/api\/(v1\/)?/, ''))
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/_+$/, '')}`;

/**
 * A schema as JSON Schema 2020-12, which is what OpenAPI 3.1 speaks: zod's own conversion of the very schema that parses.
 * Named parts go to `shared`, where the document refers to them.
 */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', shared: Record<string, unknown>): Json {
  const { $schema, $defs, ...made } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema: made }) => {
      // A format says what zod's long pattern for it says, and every whole number here is safe.
      if (made.format) delete made.pattern;
      if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
      if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
      // What is text on the wire and a number behind it is shown as what the text says.
      const { wire, description } = made as { wire?: object; description?: string };
      if (wire === undefined) return;
      for (const name of Object.keys(made)) delete (made as Record<string, unknown>)[name];
      Object.assign(made, wire, description === undefined ? {} : { description });
    },
  }) as Record<string, unknown>;
  for (const [name, part] of Object.entries($defs ?? {})) shared[name] = moved(part);
  return moved(made) as Json;
}

/** References to parts of a schema as references to parts of the document. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === '$ref' && typeof part === 'string' ? part.replace('#/$defs/', '#/components/schemas/') : moved(part),
    ]),
  );
}

const problemWords: Readonly<Record<number, string>> = {
  400: 'The path, the query, a header or the JSON is malformed',
  401: 'Sign-in or a token is needed',
  403: 'Not from that origin, under that host name, or with that token',
  404: 'There is no such thing, or it is somebody else’s',
  409: 'The same Idempotency-Key is at work, or it contradicts what is there',
  413: 'The body is too large',
  415: 'The body is of another media type',
  422: 'The body or the file is not what is expected; `errors` says where',
  429: 'Too many requests; Retry-After says when to come again',
  500: 'A fault of ours; the log has it under `request_id`',
  503: 'The database cannot be reached just now, or is of another version',
  507: 'The database has no space left',
};

/** The refusals a route can answer: those that its method, its path and its body bring, and its own. */
export function problemsOf(key: string, route: Route): number[] {
  const [method, path] = partsOf(key);
  if (route.isBare) return [400, 403, 413];
  const isUnsafe = method !== 'GET';
  return [
    ...new Set([
      ...(route.isPublic ? [] : [401]),
      ...[400, 403, 413, 429, 500, 503],
      ...(path.includes('{') ? [404] : []),
      ...(isUnsafe ? [404, 409, 415, 422, 507] : []),
      ...(route.problems ?? []),
    ]),
  ].sort((a, b) => a - b);
}

const successWords: Readonly<Record<number, string>> = {
  200: 'The answer',
  201: 'It was made; Location says where it is',
  202: 'It was put in line; Location says where it is followed',
  204: 'It was done',
};

const headerRefs = (names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

function content(answer: Answer, shared: Record<string, unknown>, example: unknown): Json {
  if (answer === null) return {};
  if (typeof answer === 'string') return { content: { [answer]: { schema: { type: 'string' } } } };
  const shown = example === undefined ? {} : { example };
  return { content: { 'application/json': { schema: jsonSchema(answer, 'output', shared), ...shown } } };
}

function operation(key: string, route: Route, shared: Record<string, unknown>, example?: Example): Json {
  const [method, path] = partsOf(key);
  const status = route.status ?? 200;
  const isRead = method === 'GET';
  const isTagged = isRead && !route.isBare && route.answer !== 'text/event-stream';
  const query = route.query ? jsonSchema(route.query, 'input', shared) : { properties: {} };
  const required = (query.required ?? []) as readonly string[];
  const names = [
    ...(route.isBare ? [] : ['X-Request-Id']),
    ...(route.isPublic ? [] : ['RateLimit', 'RateLimit-Policy']),
    ...(isTagged ? ['ETag'] : []),
    ...(status === 201 || status === 202 ? ['Location'] : []),
  ];
  return {
    operationId: operationId(method, path),
    tags: [route.tag],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    ...(route.isPublic ? { security: [] } : {}),
    parameters: [
      ...pathParameters(path).map(({ name, schema }) => ({
        name: snakeCase(name),
        in: 'path',
        required: true,
        schema: jsonSchema(schema, 'input', shared),
      })),
      ...Object.entries(query.properties as Record<string, Json>).map(([name, { description, ...schema }]) => ({
        name,
        in: 'query',
        ...(required.includes(name) ? { required: true } : {}),
        ...(description ? { description } : {}),
        schema,
      })),
      ...(isTagged ? [{ $ref: '#/components/parameters/IfNoneMatch' }] : []),
      ...(isRead || route.isPublic ? [] : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse({}).success,
            content: {
              'application/json': {
                schema: jsonSchema(route.body, 'input', shared),
                ...(example?.body === undefined ? {} : { example: example.body }),
              },
            },
          },
        }
      : {}),
    ...(route.file
      ? {
          requestBody: {
            required: true,
            content: {
              [route.file]: {
                schema: { type: 'string' },
                ...(typeof example?.body === 'string' ? { example: example.body } : {}),
              },
            },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: successWords[status],
        headers: headerRefs(names),
        ...content(route.answer, shared, example?.answer),
      },
      ...(isTagged
        ? { 304: { description: 'What If-None-Match names is still so', headers: headerRefs(['ETag']) } }
        : {}),
      ...(route.unready
        ? { 503: { description: 'Not yet, and why', ...content(route.unready, shared, undefined) } }
        : {}),
      ...Object.fromEntries(
        problemsOf(key, route).map((problem) => [problem, { $ref: `#/components/responses/${problem}` }]),
      ),
    },
  };
}

const text = { type: 'string' };

/**
 * The API as OpenAPI 3.1, made from the very schemas that parse its requests, with recorded answers as examples.
 * Whatever is not said here is refused: names of the query and of bodies that are not listed among them.
 */
export function openApiDocument(examples: Readonly<Record<string, Example>> = {}): Json {
  const shared: Record<string, unknown> = {};
  const paths: Record<string, Record<string, Json>> = {};
  for (const [key, route] of Object.entries(routes as Readonly<Record<string, Route>>)) {
    const [method, path] = partsOf(key);
    const shown = path.replace(/\{(\w+)\}/g, (_, name) => `{${snakeCase(name)}}`);
    paths[shown] = { ...paths[shown], [method.toLowerCase()]: operation(key, route, shared, examples[key]) };
  }
  jsonSchema(problemSchema, 'output', shared);
  const tags = [...new Set(Object.values(routes).map(({ tag }) => tag))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ballast',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Numbers are fractions, not percent. Money, quantities and prices are decimal strings, statistics are finite numbers, or null with a reason beside them. Days are `YYYY-MM-DD`, instants RFC 3339 in UTC. Errors are problem documents (RFC 9457) that name the field, or the row and column. A name that is not documented is refused.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { session: [] }, {}],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: shared,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API token of Settings.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'ballast_session',
          description: 'The session of a browser that has signed in. Until the first account exists nothing is needed.',
        },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          description:
            'The same key with the same request within a day has one effect and one answer, however often it is sent.',
          schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
        },
        IfNoneMatch: {
          name: 'If-None-Match',
          in: 'header',
          description: 'The ETag of what is there already: 304 where it is still so.',
          schema: text,
        },
      },
      headers: {
        'X-Request-Id': {
          description: 'Under this id the log has the request',
          schema: { type: 'string', format: 'uuid' },
        },
        ETag: { description: 'A hash of the answer', schema: text },
        Location: { description: 'Where what was made is', schema: text },
        'Retry-After': { description: 'Seconds to wait', schema: { type: 'string', pattern: '^\\d+$' } },
        RateLimit: { description: 'Requests left, and seconds until there are all again', schema: text },
        'RateLimit-Policy': { description: 'Requests a window of seconds', schema: text },
      },
      responses: Object.fromEntries(
        Object.entries(problemWords).map(([status, description]) => [
          status,
          {
            description,
            headers: headerRefs(['X-Request-Id', ...(['429', '503', '507'].includes(status) ? ['Retry-After'] : [])]),
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        ]),
      ),
    },
  };
}
