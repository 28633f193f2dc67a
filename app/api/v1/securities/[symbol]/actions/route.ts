import { answer } from '@/app/api/answer';
import { paged } from '@/app/api/paged';
import { datedPart } from '@/app/api/v1/securities/dated-part';
import { requireSecurity } from '@/app/api/v1/securities/security-document';
import { listActions } from '@/lib/db/security-reads';

/** The stored dividends and splits, oldest first. */
export const GET = answer('GET /api/v1/securities/{symbol}/actions', async ({ params, query }) => {
  const { id, currency } = await requireSecurity(params.symbol);
  const rows = await listActions(id, datedPart(query));
  return paged(
    rows,
    query,
    ({ date }) => date,
    (row) => ({ ...row, currency }),
  );
});
