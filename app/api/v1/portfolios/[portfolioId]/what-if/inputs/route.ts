import { answer } from '@/app/api/answer';
import { holdingDocument, inputsDocument } from '@/app/api/v1/what-if-documents';
import { listLots } from '@/lib/db/lots';
import { requirePortfolio } from '@/lib/db/portfolios';
import { measurableDay } from '@/lib/jobs/hypothetical-book';
import { storedInputs } from '@/lib/jobs/what-if-inputs';

/** What the book is measured from on a day, so that it can be measured elsewhere. */
export const GET = answer('GET /api/v1/portfolios/{portfolioId}/what-if/inputs', async ({ owner, params, query }) => {
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  const asOf = await measurableDay(owner, portfolio.id, query.as_of);
  const [inputs, lots] = await Promise.all([storedInputs(owner, portfolio.id, asOf), listLots(owner, portfolio.id)]);
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  const holdings = inputs.holdings.map((holding) => {
    const lot = byId.get(holding.id);
    return holdingDocument(holding, lot?.name ?? null, lot?.currency ?? inputs.currency);
  });
  return inputsDocument(inputs, holdings);
});
