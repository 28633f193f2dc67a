import { expect } from 'vitest';
import { z } from 'zod';
import { type Json, openApiDocument, snakeCase } from '@/lib/api/openapi';
import { partsOf } from '@/lib/api/routes';

type Described = { readonly headers?: Json; readonly content?: Readonly<Record<string, { readonly schema: Json }>> };
type Operation = { readonly responses: Readonly<Record<string, Described | { readonly $ref: string }>> };
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly responses: Readonly<Record<string, Described>>;
  };
};

export const apiDocument = openApiDocument() as unknown as Document;

/** References into the document as references into a schema that stands alone. */
const alone = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/'));

const made = new Map<string, z.ZodType>();

/** The schema at a place of the document as what it is to whoever reads the document: JSON Schema, nothing of ours. */
function schemaOf(place: string, schema: Json): z.ZodType {
  const known = made.get(place);
  if (known) return known;
  const standing = { ...(alone(schema) as object), $defs: alone(apiDocument.components.schemas) };
  const parser = z.fromJSONSchema(standing as never);
  made.set(place, parser);
  return parser;
}

/** The operation of a route in the document. */
export function operationOf(key: string): Operation {
  const [method, path] = partsOf(key);
  const shown = path.replace(/\{(\w+)\}/g, (_, name) => `{${snakeCase(name)}}`);
  const operation = apiDocument.paths[shown]?.[method.toLowerCase()];
  expect(operation, `${key} is not in the document`).toBeDefined();
  return operation;
}

/**
 * What of an answer is not as the document has it; null where all of it is. Its status has to be among those of the
 * operation, its media type among those of the status, its body what the schema says.
 */
export function undocumented(
  operation: Operation,
  place: string,
  answer: { readonly status: number; readonly type: string | null; readonly body: string },
): string | null {
  const { status, body } = answer;
  const named = operation.responses[String(status)];
  if (!named) return `${status} is not among the answers of ${place}: ${body.slice(0, 300)}`;
  const described = '$ref' in named ? apiDocument.components.responses[String(status)] : named;
  const type = answer.type?.split(';')[0].trim() ?? null;
  if (!described.content) return body === '' ? null : `${place} answers ${status} with a body`;
  const content = type === null ? undefined : described.content[type];
  if (!content) return `${place} answers ${status} as ${type}`;
  if (!type?.endsWith('json')) return null;
  const result = schemaOf(`${place} ${status}`, content.schema).safeParse(JSON.parse(body));
  return result.success ? null : `${place} ${status}: ${z.prettifyError(result.error)} in ${body.slice(0, 500)}`;
}

/** Holds an answer of a handler against the document; what carries no route's name is no route of it. */
export async function expectDocumented(handler: unknown, response: Response): Promise<void> {
  const { route } = handler as { route?: string };
  if (route === undefined) return;
  const type = response.headers.get('content-type');
  // A stream that goes on for as long as it is listened to.
  const body = type?.startsWith('text/event-stream') ? '' : await response.clone().text();
  expect(undocumented(operationOf(route), route, { status: response.status, type, body })).toBeNull();
  expect(response.headers.get('x-request-id'), route).toMatch(/^[0-9a-f-]{36}$/);
}
