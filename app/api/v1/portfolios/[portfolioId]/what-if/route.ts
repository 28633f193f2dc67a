import { answer } from '@/app/api/answer';
import { hypotheticalLots, measuredBookDocument, measureUnstored } from '@/app/api/v1/measured-book';
import { requirePortfolio } from '@/lib/db/portfolios';
import { hypotheticalBook, measurableDay } from '@/lib/jobs/hypothetical-book';

/** Measures a book as it might be; nothing is stored. */
export const POST = answer('POST /api/v1/portfolios/{portfolioId}/what-if', async ({ owner, params, body }) => {
  const { as_of, positions } = body;
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  const asOf = await measurableDay(owner, portfolio.id, as_of);
  const book = await hypotheticalBook(owner, portfolio.id, asOf, hypotheticalLots(positions));
  return measuredBookDocument([portfolio.id], book, await measureUnstored(book, asOf));
});
