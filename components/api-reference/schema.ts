/** A part of the document as the page reads it: JSON Schema as zod writes it. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
};

const formats: Readonly<Record<string, string>> = { date: 'day', 'date-time': 'instant', uuid: 'id' };
const types: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  null: 'null',
};

/** The name of a shape that a schema refers to; null where it stands for itself. */
export const shapeOf = ({ $ref }: Schema): string | null => $ref?.split('/').at(-1) ?? null;

/** What a value may be, in a few words. */
export function typeWords(schema: Schema): string {
  const shape = shapeOf(schema);
  if (shape !== null) return shape;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(String).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.map(typeWords))].join(' or ');
  if (Array.isArray(schema.type)) return schema.type.map((type: string) => typeWords({ ...schema, type })).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeWords(schema.items) : 'values'}`;
  if (schema.format && formats[schema.format]) return formats[schema.format];
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object')
    return `${typeWords(schema.additionalProperties)} by name`;
  const words = types[String(schema.type)] ?? 'any value';
  return schema.minimum !== undefined && schema.maximum !== undefined
    ? `${words} from ${schema.minimum} to ${schema.maximum}`
    : words;
}

/** The schema whose fields are worth showing: of a list its entries', of what may be null what it is otherwise. */
export function inner(schema: Schema): Schema {
  if (schema.items) return inner(schema.items);
  const either = (schema.anyOf ?? schema.oneOf)?.filter(({ type }) => type !== 'null');
  return either?.length === 1 ? inner(either[0]) : schema;
}
