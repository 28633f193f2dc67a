import { answer } from '@/app/api/answer';
import { lotDocument } from '@/lib/api/lot';
import { changeLot, removeLot, requireLot } from '@/lib/db/lots';

export const GET = answer('GET /api/v1/portfolios/{portfolioId}/positions/{positionId}', async ({ owner, params }) =>
  lotDocument(await requireLot(owner, params.portfolioId, params.positionId)),
);

export const PATCH = answer(
  'PATCH /api/v1/portfolios/{portfolioId}/positions/{positionId}',
  async ({ body, owner, params }) => {
    await changeLot(owner, params.portfolioId, params.positionId, {
      quantity: body.quantity,
      quantityAsOf: body.quantity_as_of,
      entryDate: body.entry_date,
      entryPrice: body.entry_price,
      exitDate: body.exit_date,
      price: body.price,
      priceDate: body.price_date,
      delta: body.delta,
    });
    return lotDocument(await requireLot(owner, params.portfolioId, params.positionId));
  },
);

export const DELETE = answer(
  'DELETE /api/v1/portfolios/{portfolioId}/positions/{positionId}',
  async ({ owner, params }) => {
    await removeLot(owner, params.portfolioId, params.positionId);
  },
);
