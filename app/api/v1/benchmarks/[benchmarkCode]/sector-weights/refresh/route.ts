import { answer } from '@/app/api/answer';
import { findBenchmark } from '@/lib/db/benchmarks';
import { refreshBenchmark } from '@/lib/jobs/refresh-benchmark';

/** Gets the newest sector weights of a benchmark from the providers and answers how that went. */
export const POST = answer(
  'POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/refresh',
  async ({ request, params }) => {
    await findBenchmark(params.benchmarkCode);
    const one = await refreshBenchmark(params.benchmarkCode, request.signal);
    return {
      benchmark_code: one.benchmarkCode,
      outcome: one.outcome,
      asof_date: one.asOf,
      data_source: one.dataSource,
      detail: one.detail,
    };
  },
);
