import { expect } from 'vitest';
import { openApiDocument, snakeCase } from '@/lib/api/openapi';
import { partsOf } from '@/lib/api/routes';
import { type CheckedDocument, undocumentedAnswer } from './document-check';

export const apiDocument = openApiDocument() as unknown as CheckedDocument;

/** The name of a route as the document has it: its parameters in snake case. */
export function documentedKey(key: string): string {
  const [method, path] = partsOf(key);
  return `${method} ${path.replace(/\{(\w+)\}/g, (_, name) => `{${snakeCase(name)}}`)}`;
}

/** The operation of a route in the document. */
export function operationOf(key: string) {
  const [method, path] = documentedKey(key).split(' ');
  const operation = apiDocument.paths[path]?.[method.toLowerCase()];
  expect(operation, `${key} is not in the document`).toBeDefined();
  return operation;
}

/** Holds an answer of a handler against the document; what carries no route's name is no route of it. */
export async function expectDocumented(handler: unknown, response: Response): Promise<void> {
  const { route } = handler as { route?: string };
  if (route === undefined) return;
  const type = response.headers.get('content-type');
  // A stream that goes on for as long as it is listened to.
  const body = type?.startsWith('text/event-stream') ? '' : await response.clone().text();
  expect(undocumentedAnswer(apiDocument, documentedKey(route), { status: response.status, type, body })).toBeNull();
  expect(response.headers.get('x-request-id'), route).toMatch(/^[0-9a-f-]{36}$/);
}
