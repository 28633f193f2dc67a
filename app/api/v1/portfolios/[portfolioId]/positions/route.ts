import { answer, json } from '@/app/api/answer';
import { lotDocument } from '@/lib/api/lot';
import { listLots } from '@/lib/db/lots';
import { requirePortfolio } from '@/lib/db/portfolios';

/** The lots of the book as it stands now. */
export const GET = answer<{ portfolioId: string }>(async ({ owner, params }) => {
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  return json({ data: (await listLots(owner, portfolio.id)).map(lotDocument) });
});
