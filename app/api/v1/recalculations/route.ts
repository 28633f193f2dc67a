import { answer } from '@/app/api/answer';
import { idOf, paged } from '@/app/api/paged';
import { recalculationDocument } from '@/lib/api/recalculation';
import { listRecalculations } from '@/lib/db/recalculations';

/** The recalculations of every portfolio, newest first. */
export const GET = answer('GET /api/v1/recalculations', async ({ owner, query }) => {
  const rows = await listRecalculations(owner, null, query.limit + 1, { before: idOf(query), state: query.state });
  return paged(rows, query, ({ id }) => id, recalculationDocument);
});
