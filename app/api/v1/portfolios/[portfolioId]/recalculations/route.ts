import { answer, json } from '@/app/api/answer';
import { idOf, paged } from '@/app/api/paged';
import { recalculationDocument } from '@/lib/api/recalculation';
import { requirePortfolio } from '@/lib/db/portfolios';
import { listRecalculations } from '@/lib/db/recalculations';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';

export const GET = answer('GET /api/v1/portfolios/{portfolioId}/recalculations', async ({ owner, params, query }) => {
  const { id } = await requirePortfolio(owner, params.portfolioId);
  const rows = await listRecalculations(owner, id, query.limit + 1, { before: idOf(query) });
  return paged(rows, query, ({ id }) => id, recalculationDocument);
});

export const POST = answer(
  'POST /api/v1/portfolios/{portfolioId}/recalculations',
  async ({ request, body, owner, params }) => {
    // A browser's own page says so in a header that scripts do not send; a person goes before a script.
    const trigger = request.headers.get('sec-fetch-site') === 'same-origin' ? 'person' : 'api';
    const recalculation = await requestRecalculation(owner, params.portfolioId, { ...body, asOf: body.as_of, trigger });
    return json(recalculationDocument(recalculation), {
      status: 202,
      headers: { location: `/api/v1/recalculations/${recalculation.id}` },
    });
  },
);
