import { answer } from '@/app/api/answer';
import { listLots } from '@/lib/db/lots';
import { requirePortfolio } from '@/lib/db/portfolios';
import { holdingsCsv } from '@/lib/import/holdings-export';

/** The book as a file that imports back to equal holdings. */
export const GET = answer('GET /api/v1/portfolios/{portfolioId}/positions/export', async ({ owner, params }) => {
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  const lots = await listLots(owner, portfolio.id);
  return new Response(
    holdingsCsv(lots.map((lot) => ({ ...lot, optionType: lot.optionType as 'call' | 'put' | null }))),
    {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="holdings.csv"',
        'cache-control': 'no-store',
      },
    },
  );
});
