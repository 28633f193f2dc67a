import { answer } from '@/app/api/answer';
import { methodNotAllowed } from '@/app/api/method-not-allowed';
import { answerImport } from '@/app/api/v1/import-answer';
import { findBenchmark } from '@/lib/db/benchmarks';
import { saveSectorWeights } from '@/lib/db/sector-weights';
import { parseSectorWeights } from '@/lib/import/sector-weights';

export const POST = answer(
  'POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/import',
  async ({ request, once, owner, params, query }) => {
    await findBenchmark(params.benchmarkCode);
    return answerImport({
      request,
      once,
      owner,
      kind: 'sector_weights',
      portfolioId: null,
      query,
      parse: parseSectorWeights,
      save: (client, rows) =>
        saveSectorWeights(
          client,
          params.benchmarkCode,
          rows.map((row) => ({ ...row, dataSource: row.dataSource ?? 'CSV' })),
        ),
    });
  },
);

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
