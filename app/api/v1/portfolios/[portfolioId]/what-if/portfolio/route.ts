import { answer, json } from '@/app/api/answer';
import { hypotheticalLots } from '@/app/api/v1/measured-book';
import { portfolioDocument } from '@/lib/api/portfolio';
import { requirePortfolio } from '@/lib/db/portfolios';
import { measurableDay } from '@/lib/jobs/hypothetical-book';
import { saveHypothetical } from '@/lib/jobs/save-hypothetical';

/** Keeps a book as it might be as a portfolio of its own; the one it began as stays what it is. */
export const POST = answer(
  'POST /api/v1/portfolios/{portfolioId}/what-if/portfolio',
  async ({ owner, params, body }) => {
    const { name, as_of, positions } = body;
    const portfolio = await requirePortfolio(owner, params.portfolioId);
    const asOf = await measurableDay(owner, portfolio.id, as_of);
    const { id } = await saveHypothetical(owner, portfolio.id, asOf, hypotheticalLots(positions), name);
    return json(portfolioDocument(await requirePortfolio(owner, id)), {
      status: 201,
      headers: { location: `/api/v1/portfolios/${id}` },
    });
  },
);
