import { expect } from 'vitest';
import type { z } from 'zod';
import { problemSchema } from '@/lib/api/problem';
import { expectDocumented } from './documented';

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;

export type Call = {
  readonly method?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON where it is an object, as it is otherwise. */
  readonly body?: unknown;
};

/**
 * Calls a route handler as the server would: a request to this machine, of a script that sends no origin. Whatever it
 * answers is held against the OpenAPI document.
 */
export async function call(handler: unknown, path: string, { method, params = {}, headers = {}, body }: Call = {}) {
  const isJson =
    typeof body === 'object' && body !== null && !ArrayBuffer.isView(body) && !(body instanceof ReadableStream);
  const request = new Request(`http://localhost:3000${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { host: 'localhost:3000', ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
    body: body === undefined ? undefined : isJson ? JSON.stringify(body) : (body as BodyInit),
    // A stream is sent as it comes.
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
  const response = await (handler as Handler)(request, { params: Promise.resolve(params as never) });
  await expectDocumented(handler, response);
  return response;
}

/** The document of a good answer, held against its contract. */
export async function documentOf<T extends z.ZodType>(
  response: Response,
  schema: T,
  status = 200,
): Promise<z.output<T>> {
  const body = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  return schema.parse(body);
}

/** The problem document of a refused request, held against its contract. */
export async function problemOf(response: Response, status: number) {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  expect(problem.request_id).toBe(response.headers.get('x-request-id'));
  return problem;
}
