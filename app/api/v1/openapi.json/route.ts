import { answer } from '@/app/api/answer';
import examples from '@/lib/api/examples.json';
import { openApiDocument } from '@/lib/api/openapi';

let document: ReturnType<typeof openApiDocument> | undefined;

/** The API, as OpenAPI 3.1. */
export const GET = answer('GET /api/v1/openapi.json', async () => {
  document ??= openApiDocument(examples);
  return { ...document, openapi: '3.1.0' as const };
});
