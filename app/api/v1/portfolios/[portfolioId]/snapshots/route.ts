import { answer } from '@/app/api/answer';
import { paged } from '@/app/api/paged';
import { datedPart } from '@/app/api/v1/securities/dated-part';
import { snapshotDocument } from '@/lib/api/snapshot';
import { requirePortfolio } from '@/lib/db/portfolios';
import { listSnapshots } from '@/lib/db/snapshot-list';

/** The stored snapshots, newest first. */
export const GET = answer('GET /api/v1/portfolios/{portfolioId}/snapshots', async ({ owner, params, query }) => {
  const { id } = await requirePortfolio(owner, params.portfolioId);
  return paged(await listSnapshots(owner, id, datedPart(query)), query, ({ date }) => date, snapshotDocument);
});
