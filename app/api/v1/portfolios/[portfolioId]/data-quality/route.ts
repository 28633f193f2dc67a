import { answer } from '@/app/api/answer';
import { dataQualityDocument } from '@/lib/api/market-data';
import { dataQuality } from '@/lib/jobs/data-quality';

/** What is wrong with the prices behind a portfolio's numbers, which numbers it bears on, and what mends it. */
export const GET = answer('GET /api/v1/portfolios/{portfolioId}/data-quality', async ({ owner, params, query }) =>
  dataQualityDocument(params.portfolioId, await dataQuality(owner, params.portfolioId, query.as_of)),
);
