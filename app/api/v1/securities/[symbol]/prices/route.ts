import { answer } from '@/app/api/answer';
import { paged } from '@/app/api/paged';
import { datedPart } from '@/app/api/v1/securities/dated-part';
import { requireSecurity } from '@/app/api/v1/securities/security-document';
import { priceDocument } from '@/lib/api/security-read';
import { listPrices } from '@/lib/db/security-reads';

/** The stored bars, oldest first. */
export const GET = answer('GET /api/v1/securities/{symbol}/prices', async ({ params, query }) => {
  const { id, currency } = await requireSecurity(params.symbol);
  return paged(
    await listPrices(id, datedPart(query)),
    query,
    ({ date }) => date,
    (row) => priceDocument(row, currency),
  );
});
