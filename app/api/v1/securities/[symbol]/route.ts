import { answer, json } from '@/app/api/answer';
import { jsonBody } from '@/app/api/parse';
import { securityDocument, symbolOf } from '@/app/api/v1/securities/security-document';
import { securityChangeSchema } from '@/lib/api/market-data';
import { NotFound } from '@/lib/db/absence';
import { pool } from '@/lib/db/client';
import { setSector } from '@/lib/db/priced-securities';

type Params = { symbol: string };

export const GET = answer<Params>(async ({ params }) => json(await securityDocument(symbolOf(params.symbol))));

/** Sets a security's sector by a person's word, which no provider overrules. */
export const PATCH = answer<Params>(async ({ request, params }) => {
  const symbol = symbolOf(params.symbol);
  const { sector } = await jsonBody(request, securityChangeSchema);
  if (!(await setSector(pool(), symbol, sector))) throw new NotFound('security');
  return json(await securityDocument(symbol));
});
