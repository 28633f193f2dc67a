import { answer, json } from '@/app/api/answer';
import { pagedWhole } from '@/app/api/paged';
import { benchmarkDocument } from '@/lib/api/market-data';
import { listBenchmarks } from '@/lib/db/benchmarks';
import { addBenchmark } from '@/lib/jobs/add-benchmark';

export const GET = answer('GET /api/v1/benchmarks', async ({ query }) =>
  pagedWhole(await listBenchmarks(), query, ({ code }) => code, benchmarkDocument),
);

/** Adds a benchmark; its sector weights come by CSV or from a provider, the prices of its index from the providers. */
export const POST = answer('POST /api/v1/benchmarks', async ({ body, owner }) => {
  const { code, name, market_index } = body;
  return json(benchmarkDocument(await addBenchmark(owner, { code, name, marketIndex: market_index })), {
    status: 201,
    headers: { location: `/api/v1/benchmarks/${code}` },
  });
});
