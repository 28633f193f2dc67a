import { answer, json } from '@/app/api/answer';
import { jsonBody } from '@/app/api/parse';
import { portfolioChangeSchema, portfolioDocument } from '@/lib/api/portfolio';
import { requireBenchmark } from '@/lib/db/benchmarks';
import { deletePortfolio, requirePortfolio, updatePortfolio } from '@/lib/db/portfolios';

type Params = { portfolioId: string };

export const GET = answer<Params>(async ({ owner, params }) =>
  json(portfolioDocument(await requirePortfolio(owner, params.portfolioId))),
);

export const PATCH = answer<Params>(async ({ request, owner, params }) => {
  const change = await jsonBody(request, portfolioChangeSchema);
  if (change.benchmark_code !== undefined) await requireBenchmark(change.benchmark_code);
  await updatePortfolio(owner, params.portfolioId, {
    name: change.name,
    marketIndex: change.market_index,
    benchmarkCode: change.benchmark_code,
  });
  return json(portfolioDocument(await requirePortfolio(owner, params.portfolioId)));
});

export const DELETE = answer<Params>(async ({ owner, params }) => {
  await deletePortfolio(owner, params.portfolioId);
  return new Response(null, { status: 204 });
});
