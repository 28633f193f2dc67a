import { answer } from '@/app/api/answer';
import { paged } from '@/app/api/paged';
import { datedPart } from '@/app/api/v1/securities/dated-part';
import { weightSetDocument } from '@/lib/api/security-read';
import { findBenchmark } from '@/lib/db/benchmarks';
import { listWeightSets } from '@/lib/db/security-reads';

/** The stored sets, newest first. */
export const GET = answer('GET /api/v1/benchmarks/{benchmarkCode}/sector-weights', async ({ params, query }) => {
  const { code } = await findBenchmark(params.benchmarkCode);
  const rows = await listWeightSets(code, datedPart({ ...query, to: query.as_of }));
  return paged(rows, query, ({ asOf }) => asOf, weightSetDocument);
});
