import { z } from 'zod';
import { answer, json } from '@/app/api/answer';
import { jsonBody, query } from '@/app/api/parse';
import { refreshDocument, refreshRequestSchema } from '@/lib/api/market-data';
import { listRefreshes } from '@/lib/db/market-refreshes';
import { requestRefresh } from '@/lib/jobs/request-refresh';

export const GET = answer(async ({ owner, url }) => {
  query(url, z.object({}).strict());
  return json({ data: (await listRefreshes(owner, 50)).map(refreshDocument) });
});

export const POST = answer(async ({ request, owner }) => {
  const body = await jsonBody(request, refreshRequestSchema);
  const trigger = request.headers.get('sec-fetch-site') === 'same-origin' ? 'person' : 'api';
  const refresh = await requestRefresh(owner, { ...body, trigger });
  return json(refreshDocument(refresh), {
    status: 202,
    headers: { location: `/api/v1/market/refreshes/${refresh.id}` },
  });
});
