import { answer, json } from '@/app/api/answer';
import { query } from '@/app/api/parse';
import { dataQualityDocument, dataQualityQuerySchema } from '@/lib/api/market-data';
import { dataQuality } from '@/lib/jobs/data-quality';

/** What is wrong with the prices behind a portfolio's numbers, which numbers it bears on, and what mends it. */
export const GET = answer<{ portfolioId: string }>(async ({ owner, params, url }) => {
  const { as_of } = query(url, dataQualityQuerySchema);
  return json(dataQualityDocument(params.portfolioId, await dataQuality(owner, params.portfolioId, as_of)));
});
