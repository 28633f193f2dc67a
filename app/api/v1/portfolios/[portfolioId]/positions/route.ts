import { answer } from '@/app/api/answer';
import { pagedWhole } from '@/app/api/paged';
import { lotDocument } from '@/lib/api/lot';
import { listLots } from '@/lib/db/lots';
import { requirePortfolio } from '@/lib/db/portfolios';

/** The lots of the book as it stands now. */
export const GET = answer('GET /api/v1/portfolios/{portfolioId}/positions', async ({ owner, params, query }) => {
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  return pagedWhole(await listLots(owner, portfolio.id), query, ({ symbol, id }) => `${symbol}\0${id}`, lotDocument);
});
