import { z } from 'zod';

type Json = { readonly [name: string]: unknown };
type Described = { readonly content?: Readonly<Record<string, { readonly schema: Json }>> };

/** What of an OpenAPI document answers are held against. */
export type CheckedDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
  readonly components: object;
};

/** References into the document as references into a schema that stands alone. */
const alone = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/'));

const made = new WeakMap<object, Map<string, z.ZodType>>();

/** The schema at a place of the document as what it is to whoever reads the document: JSON Schema, nothing of ours. */
function schemaOf(document: CheckedDocument, place: string, schema: Json): z.ZodType {
  const known = made.get(document) ?? new Map<string, z.ZodType>();
  made.set(document, known);
  const parser =
    known.get(place) ??
    z.fromJSONSchema({
      ...(alone(schema) as object),
      $defs: alone((document.components as { schemas: Json }).schemas),
    } as never);
  known.set(place, parser);
  return parser;
}

export type CheckedAnswer = { readonly status: number; readonly type: string | null; readonly body: string };

/**
 * What of an answer is not as the document has it; null where all of it is. Its status has to be among those of the
 * operation (`GET /api/v1/portfolios/{portfolio_id}`), its media type among those of the status, its body what the
 * schema says.
 */
export function undocumentedAnswer(document: CheckedDocument, key: string, answer: CheckedAnswer): string | null {
  const { status, body } = answer;
  const [method, path] = key.split(' ');
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) return `${key} is not in the document`;
  const named = (operation.responses as Record<string, Described | { readonly $ref: string }>)[String(status)];
  if (!named) return `${status} is not among the answers of ${key}: ${body.slice(0, 300)}`;
  const { responses } = document.components as { readonly responses: Readonly<Record<string, Described>> };
  const described = '$ref' in named ? responses[String(status)] : named;
  const type = answer.type?.split(';')[0].trim() ?? null;
  if (!described.content) return body === '' ? null : `${key} answers ${status} with a body`;
  const content = type === null ? undefined : described.content[type];
  if (!content) return `${key} answers ${status} as ${type}`;
  if (!type?.endsWith('json')) return null;
  const result = schemaOf(document, `${key} ${status}`, content.schema).safeParse(JSON.parse(body));
  return result.success ? null : `${key} ${status}: ${z.prettifyError(result.error)} in ${body.slice(0, 500)}`;
}
