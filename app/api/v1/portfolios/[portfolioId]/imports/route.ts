import { answer } from '@/app/api/answer';
import { idOf, paged } from '@/app/api/paged';
import { importedFileDocument } from '@/lib/api/import';
import { listImports } from '@/lib/db/imports';
import { requirePortfolio } from '@/lib/db/portfolios';

/** The files that were taken in, newest first: the portfolio's own, and of what all portfolios share. */
export const GET = answer('GET /api/v1/portfolios/{portfolioId}/imports', async ({ owner, params, query }) => {
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  const rows = await listImports(owner, portfolio.id, query.limit + 1, idOf(query));
  return paged(
    rows,
    query,
    ({ id }) => id,
    (one) => importedFileDocument(one, portfolio.id),
  );
});
