import type { Content, Parameter, ShownOperation } from '@/components/api-reference/operation';
import type { Schema } from '@/components/api-reference/schema';
import examples from '@/lib/api/examples.json';
import { openApiDocument } from '@/lib/api/openapi';

type Described = { readonly description: string; readonly content?: Content };
type Document = {
  readonly info: { readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly responses: Readonly<Record<string, Described>>;
  };
};
type OperationObject = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Described | { readonly $ref: string }>>;
};

export type ShownDocument = {
  readonly introduction: string;
  readonly groups: readonly { readonly name: string; readonly operations: readonly ShownOperation[] }[];
  readonly shapes: readonly { readonly name: string; readonly schema: Schema }[];
};

/** The OpenAPI document in the order and the words in which the page shows it. */
export function shownDocument(): ShownDocument {
  const document = openApiDocument(examples) as unknown as Document;
  const { schemas, parameters: sharedParameters, responses: sharedResponses } = document.components;
  const nameIn = (reference: string) => reference.split('/').at(-1)!;
  const shown = (path: string, method: string, operation: OperationObject): ShownOperation => {
    const responses = Object.entries(operation.responses).map(([status, one]) => ({
      status,
      ...('$ref' in one ? sharedResponses[nameIn(one.$ref)] : one),
    }));
    const good = responses.find(({ status }) => status.startsWith('2'))!;
    return {
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      summary: operation.summary,
      description: operation.description,
      parameters: operation.parameters.map((one) => ('$ref' in one ? sharedParameters[nameIn(one.$ref)] : one)),
      body: operation.requestBody?.content,
      status: good.status,
      answer: good.content,
      refusals: responses.filter(({ status }) => status >= '4'),
    };
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ tag: one.tags[0], shown: shown(path, method, one) })),
  );
  return {
    introduction: document.info.description,
    groups: document.tags.map(({ name }) => ({
      name,
      operations: operations.filter(({ tag }) => tag === name).map((one) => one.shown),
    })),
    shapes: Object.entries(schemas).map(([name, schema]) => ({ name, schema })),
  };
}
