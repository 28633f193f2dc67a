import { answer } from '@/app/api/answer';
import { refreshDocument } from '@/lib/api/market-data';
import { cancelRefresh, requireRefresh } from '@/lib/db/market-refreshes';

export const GET = answer('GET /api/v1/market/refreshes/{refreshId}', async ({ owner, params }) =>
  refreshDocument(await requireRefresh(owner, params.refreshId)),
);

/** Cancels what has not ended; the symbols that are done stay so. */
export const DELETE = answer('DELETE /api/v1/market/refreshes/{refreshId}', async ({ owner, params }) => {
  await cancelRefresh(owner, params.refreshId);
  return refreshDocument(await requireRefresh(owner, params.refreshId));
});
