import 'server-only';
import type { z } from 'zod';
import { type ProblemDetail, ProblemError } from '@/lib/api/problem';
import { unstorablePlaces } from '@/lib/api/storable';
import { largestBody } from '@/lib/gate';

/** A JSON pointer to a part of a document. */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** What is wrong with a value, each fault with where it is. */
const faultsOf = (error: z.ZodError): ProblemDetail[] =>
  error.issues.flatMap((issue) =>
    // A field that nobody asked for is named itself, not the object it lies in.
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), detail: 'is not known here' }))
      : [{ pointer: pointerOf(issue.path), detail: issue.message }],
  );

/**
 * What a schema makes of what was sent. Whatever it lets pass, no text goes on that the database could not keep: that
 * rule stands here for every query and every body, and not once more in each schema.
 */
function parsed<T extends z.ZodType>(
  schema: T,
  value: unknown,
  refused: (errors: ProblemDetail[]) => ProblemError,
): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw refused(faultsOf(result.error));
  const detail = 'needs text without U+0000 and without halves of characters';
  const places = unstorablePlaces(result.data);
  if (places.length > 0) throw refused(places.map((place) => ({ pointer: pointerOf(place), detail })));
  return result.data;
}

/** The body of a request, read up to a limit and never truncated: one byte more is refused. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = new ProblemError(413, 'body_too_large', `a request here has at most ${limit} bytes`);
  const declared = request.headers.get('content-length');
  if (declared !== null && Number(declared) > limit) throw tooLarge;
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    if (request.body)
      for await (const piece of request.body as unknown as AsyncIterable<Uint8Array>) {
        size += piece.byteLength;
        if (size > limit) throw tooLarge;
        pieces.push(piece);
      }
  } catch (error) {
    if (error === tooLarge) throw error;
    // Whoever sent it hung up on the way.
    throw new ProblemError(400, 'body_incomplete', `the body broke off after ${size} bytes`);
  }
  if (declared !== null && Number(declared) !== size)
    throw new ProblemError(400, 'body_incomplete', `Content-Length says ${declared} bytes, ${size} arrived`);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

/** The JSON body of a request, through its schema. An absent body is `{}`. */
export async function jsonBody<T extends z.ZodType>(request: Request, schema: T): Promise<z.output<T>> {
  return readJson(await readBody(request, largestBody), request.headers, schema);
}

/** JSON that has arrived, through its schema. */
export function readJson<T extends z.ZodType>(bytes: Uint8Array, headers: Headers, schema: T): z.output<T> {
  const type = headers.get('content-type')?.split(';')[0].trim().toLowerCase();
  if (bytes.length > 0 && type !== 'application/json')
    throw new ProblemError(415, 'unsupported_media_type', 'the body must be application/json');
  let value: unknown;
  try {
    value = bytes.length === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ProblemError(400, 'malformed_json', `the body is not JSON: ${(error as Error).message}`);
  }
  return parsed(schema, value, refusedBody);
}

const refusedBody = (errors: ProblemDetail[]) =>
  new ProblemError(422, 'invalid_request', 'the body is not what is expected', errors);

const refusedQuery = (errors: ProblemDetail[]) =>
  new ProblemError(400, 'invalid_query', 'the query is not what is expected', errors);

/** The query of a request, through its schema. A name given twice is refused, because no reading of it is right. */
export function query<T extends z.ZodType>(url: URL, schema: T): z.output<T> {
  const value: Record<string, string> = {};
  for (const [name, text] of url.searchParams) {
    if (Object.hasOwn(value, name))
      throw refusedQuery([{ pointer: pointerOf([name]), detail: 'is given more than once' }]);
    Object.defineProperty(value, name, { value: text, enumerable: true });
  }
  return parsed(schema, value, refusedQuery);
}
