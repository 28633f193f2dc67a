import { answer, json } from '@/app/api/answer';
import { pagedWhole } from '@/app/api/paged';
import { pointerOf } from '@/app/api/parse';
import { lotDocument } from '@/lib/api/lot';
import { ProblemError } from '@/lib/api/problem';
import { addLot } from '@/lib/db/add-lot';
import { inTransaction } from '@/lib/db/client';
import { listLots, requireLot } from '@/lib/db/lots';
import { requirePortfolio } from '@/lib/db/portfolios';
import { today } from '@/lib/env';
import { readHolding } from '@/lib/import/holding-fields';
import { readyToSendRefresh } from '@/lib/jobs/market-queue';
import { requestUnknownSymbols } from '@/lib/jobs/request-refresh';

/** The lots of the book as it stands now. */
export const GET = answer('GET /api/v1/portfolios/{portfolioId}/positions', async ({ owner, params, query }) => {
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  return pagedWhole(await listLots(owner, portfolio.id), query, ({ symbol, id }) => `${symbol}\0${id}`, lotDocument);
});

/** Adds one lot, by the rules of the holdings file. */
export const POST = answer('POST /api/v1/portfolios/{portfolioId}/positions', async ({ owner, params, body }) => {
  const portfolio = await requirePortfolio(owner, params.portfolioId);
  const read = await readHolding(body, { today: today(), currency: portfolio.currency });
  if ('problems' in read)
    throw new ProblemError(
      422,
      'invalid_request',
      'the body is not what is expected',
      read.problems.map(({ column, expected }) => ({
        pointer: pointerOf(column === null ? [] : [column]),
        detail: `needs ${expected}`,
      })),
    );
  await readyToSendRefresh();
  const id = await addLot(owner, portfolio.id, read.lot);
  // A symbol nobody has seen is asked of the providers.
  await inTransaction((client) => requestUnknownSymbols(client, owner, portfolio.id));
  return json(lotDocument(await requireLot(owner, portfolio.id, id)), {
    status: 201,
    headers: { location: `/api/v1/portfolios/${portfolio.id}/positions/${id}` },
  });
});
