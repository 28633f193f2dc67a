import { answer } from '@/app/api/answer';
import { requirePortfolio } from '@/lib/db/portfolios';
import { searchSecurities } from '@/lib/db/security-search';
import { today } from '@/lib/env';

/** So many are shown to choose from. */
const mostFound = 20;

/** What could be added to the book: securities with prices, by the beginning of their symbol or a word of their name. */
export const GET = answer(
  'GET /api/v1/portfolios/{portfolioId}/what-if/securities',
  async ({ owner, params, query }) => {
    const { as_of, search } = query;
    await requirePortfolio(owner, params.portfolioId);
    const found = await searchSecurities(search.trim(), as_of ?? today(), mostFound);
    return {
      data: found.map(({ symbol, name, assetClass, sector }) => ({ symbol, name, asset_class: assetClass, sector })),
    };
  },
);
