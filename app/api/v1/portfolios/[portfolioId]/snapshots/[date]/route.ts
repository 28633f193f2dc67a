import { answer } from '@/app/api/answer';
import { isoDate } from '@/lib/api/iso-date';
import { snapshotDocument } from '@/lib/api/snapshot';
import { NotFound } from '@/lib/db/absence';
import { requirePortfolio } from '@/lib/db/portfolios';
import { listSnapshots } from '@/lib/db/snapshot-list';

export const GET = answer('GET /api/v1/portfolios/{portfolioId}/snapshots/{date}', async ({ owner, params }) => {
  const { id } = await requirePortfolio(owner, params.portfolioId);
  const { date } = params;
  const [snapshot] = isoDate.safeParse(date).success
    ? await listSnapshots(owner, id, { from: date, to: date, limit: 1 })
    : [];
  if (!snapshot) throw new NotFound('snapshot');
  return snapshotDocument(snapshot);
});
