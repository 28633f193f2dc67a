import { answer } from '@/app/api/answer';
import { securityDocument, symbolOf } from '@/app/api/v1/securities/security-document';
import { NotFound } from '@/lib/db/absence';
import { pool } from '@/lib/db/client';
import { setSector } from '@/lib/db/priced-securities';

export const GET = answer('GET /api/v1/securities/{symbol}', async ({ params }) =>
  securityDocument(symbolOf(params.symbol)),
);

/** Sets a security's sector by a person's word, which no provider overrules. */
export const PATCH = answer('PATCH /api/v1/securities/{symbol}', async ({ body, params }) => {
  const symbol = symbolOf(params.symbol);
  if (!(await setSector(pool(), symbol, body.sector))) throw new NotFound('security');
  return securityDocument(symbol);
});
