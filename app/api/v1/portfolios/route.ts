import { answer, json } from '@/app/api/answer';
import { pagedWhole } from '@/app/api/paged';
import { portfolioDocument } from '@/lib/api/portfolio';
import { requireBenchmark } from '@/lib/db/benchmarks';
import { createPortfolio, listPortfolios, requirePortfolio } from '@/lib/db/portfolios';

export const GET = answer('GET /api/v1/portfolios', async ({ owner, query }) =>
  // Ids are ordered by time, so this is the order they were made in.
  pagedWhole(await listPortfolios(owner), query, ({ id }) => id, portfolioDocument),
);

export const POST = answer('POST /api/v1/portfolios', async ({ body, owner }) => {
  await requireBenchmark(body.benchmark_code);
  const { id } = await createPortfolio(owner, {
    name: body.name,
    currency: body.currency,
    marketIndex: body.market_index,
    benchmarkCode: body.benchmark_code,
  });
  return json(portfolioDocument(await requirePortfolio(owner, id)), {
    status: 201,
    headers: { location: `/api/v1/portfolios/${id}` },
  });
});
