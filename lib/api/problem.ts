import { z } from 'zod';

/** What is wrong with one part of a request: a JSON pointer (or "row 3, column close") and what is expected there. */
export const problemDetail = z
  .object({
    pointer: z.string().meta({
      description: 'a JSON pointer into the body, a name of the query or path, or /rows/3/close of a file',
      examples: ['/name', '/as_of', '/rows/3/close'],
    }),
    detail: z.string(),
  })
  .strict();

/** An error as every answer of the API states it (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    request_id: z.string(),
    errors: z.array(problemDetail).optional(),
  })
  .strict()
  .meta({ id: 'Problem', description: 'An error (RFC 9457)' });

export type Problem = z.infer<typeof problemSchema>;
export type ProblemDetail = z.infer<typeof problemDetail>;

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Sign-in needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be processed',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
  507: 'Storage full',
};

/** Stops a request: thrown where the fault is found, answered as a problem document where the request came in. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors?: readonly ProblemDetail[],
    readonly retryAfterSeconds?: number,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }
}

/** The problem document of an error, with the path it happened at and the id under which the log has it. */
export function problemDocument(error: ProblemError, instance: string, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: titles[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    instance,
    code: error.code,
    request_id: requestId,
    ...(error.errors ? { errors: [...error.errors] } : {}),
  };
}

export function problemResponse(error: ProblemError, instance: string, requestId: string): Response {
  return new Response(JSON.stringify(problemDocument(error, instance, requestId)), {
    status: error.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': requestId,
      ...(error.retryAfterSeconds ? { 'retry-after': String(error.retryAfterSeconds) } : {}),
      ...error.headers,
    },
  });
}
