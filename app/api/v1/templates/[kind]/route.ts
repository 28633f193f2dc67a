import { answer } from '@/app/api/answer';
import { NotFound } from '@/lib/db/absence';
import { importTemplates } from '@/lib/import/templates';

/** A file of each kind to begin with, that imports as it stands. */
export const GET = answer('GET /api/v1/templates/{kind}', async ({ params }) => {
  if (!Object.hasOwn(importTemplates, params.kind)) throw new NotFound('template');
  return new Response(importTemplates[params.kind as keyof typeof importTemplates], {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${params.kind}.csv"`,
      'cache-control': 'no-store',
    },
  });
});
