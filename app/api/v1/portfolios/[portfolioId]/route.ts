import { answer } from '@/app/api/answer';
import { portfolioDocument } from '@/lib/api/portfolio';
import { requireBenchmark } from '@/lib/db/benchmarks';
import { deletePortfolio, requirePortfolio, updatePortfolio } from '@/lib/db/portfolios';

export const GET = answer('GET /api/v1/portfolios/{portfolioId}', async ({ owner, params }) =>
  portfolioDocument(await requirePortfolio(owner, params.portfolioId)),
);

export const PATCH = answer('PATCH /api/v1/portfolios/{portfolioId}', async ({ body, owner, params }) => {
  if (body.benchmark_code !== undefined) await requireBenchmark(body.benchmark_code);
  await updatePortfolio(owner, params.portfolioId, {
    name: body.name,
    marketIndex: body.market_index,
    benchmarkCode: body.benchmark_code,
    looksThrough: body.looks_through,
  });
  return portfolioDocument(await requirePortfolio(owner, params.portfolioId));
});

export const DELETE = answer('DELETE /api/v1/portfolios/{portfolioId}', async ({ owner, params }) => {
  await deletePortfolio(owner, params.portfolioId);
});
