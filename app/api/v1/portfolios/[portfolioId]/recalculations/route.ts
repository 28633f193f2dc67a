import { z } from 'zod';
import { answer, json } from '@/app/api/answer';
import { jsonBody, query } from '@/app/api/parse';
import { recalculationDocument, recalculationRequestSchema } from '@/lib/api/recalculation';
import { requirePortfolio } from '@/lib/db/portfolios';
import { listRecalculations } from '@/lib/db/recalculations';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';

type Params = { portfolioId: string };

export const GET = answer<Params>(async ({ owner, params, url }) => {
  query(url, z.object({}).strict());
  await requirePortfolio(owner, params.portfolioId);
  return json({ data: (await listRecalculations(owner, params.portfolioId, 50)).map(recalculationDocument) });
});

export const POST = answer<Params>(async ({ request, owner, params }) => {
  const body = await jsonBody(request, recalculationRequestSchema);
  // A browser's own page says so in a header that scripts do not send; a person goes before a script.
  const trigger = request.headers.get('sec-fetch-site') === 'same-origin' ? 'person' : 'api';
  const recalculation = await requestRecalculation(owner, params.portfolioId, { ...body, asOf: body.as_of, trigger });
  return json(recalculationDocument(recalculation), {
    status: 202,
    headers: { location: `/api/v1/recalculations/${recalculation.id}` },
  });
});
