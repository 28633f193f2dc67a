import { answer, json } from '@/app/api/answer';
import { idOf, paged } from '@/app/api/paged';
import { refreshDocument } from '@/lib/api/market-data';
import { requireRight } from '@/lib/auth/caller';
import { listRefreshes } from '@/lib/db/market-refreshes';
import { requestRefresh } from '@/lib/jobs/request-refresh';

export const GET = answer('GET /api/v1/market/refreshes', async ({ owner, query }) =>
  paged(await listRefreshes(owner, query.limit + 1, idOf(query)), query, ({ id }) => id, refreshDocument),
);

export const POST = answer('POST /api/v1/market/refreshes', async ({ request, body, owner, caller }) => {
  // Who a symbol's prices come from is shared by everybody who holds it.
  if (body.provider !== undefined) requireRight(caller!, request.method, 'administrator');
  const trigger = request.headers.get('sec-fetch-site') === 'same-origin' ? 'person' : 'api';
  const refresh = await requestRefresh(owner, { ...body, trigger });
  return json(refreshDocument(refresh), {
    status: 202,
    headers: { location: `/api/v1/market/refreshes/${refresh.id}` },
  });
});
