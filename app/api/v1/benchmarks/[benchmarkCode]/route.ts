import { answer } from '@/app/api/answer';
import { benchmarkDocument } from '@/lib/api/market-data';
import { findBenchmark } from '@/lib/db/benchmarks';

export const GET = answer('GET /api/v1/benchmarks/{benchmarkCode}', async ({ params }) =>
  benchmarkDocument(await findBenchmark(params.benchmarkCode)),
);
