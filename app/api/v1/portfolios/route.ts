import { answer, json } from '@/app/api/answer';
import { jsonBody } from '@/app/api/parse';
import { newPortfolioSchema, portfolioDocument } from '@/lib/api/portfolio';
import { requireBenchmark } from '@/lib/db/benchmarks';
import { createPortfolio, listPortfolios, requirePortfolio } from '@/lib/db/portfolios';

export const GET = answer(async ({ owner }) => json({ data: (await listPortfolios(owner)).map(portfolioDocument) }));

export const POST = answer(async ({ request, owner }) => {
  const body = await jsonBody(request, newPortfolioSchema);
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
