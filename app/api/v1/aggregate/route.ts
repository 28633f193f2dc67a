import { answer } from '@/app/api/answer';
import { measuredBookDocument, measureUnstored } from '@/app/api/v1/measured-book';
import { requirePortfolio } from '@/lib/db/portfolios';
import { measurableDay, mergedBook } from '@/lib/jobs/hypothetical-book';

/** Several portfolios as one: their holdings merged and measured again, never their volatilities averaged. */
export const GET = answer('GET /api/v1/aggregate', async ({ owner, query }) => {
  const { portfolio_ids, as_of } = query;
  const portfolios = await Promise.all(portfolio_ids.map((id) => requirePortfolio(owner, id)));
  const asOf = await measurableDay(owner, portfolios[0].id, as_of);
  const ids = portfolios.map(({ id }) => id);
  const book = await mergedBook(owner, ids, asOf);
  return measuredBookDocument(ids, book, await measureUnstored(book, asOf));
});
