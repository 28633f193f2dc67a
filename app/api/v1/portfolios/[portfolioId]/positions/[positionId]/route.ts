import { answer, json } from '@/app/api/answer';
import { jsonBody } from '@/app/api/parse';
import { lotChangeSchema, lotDocument } from '@/lib/api/lot';
import { changeLot, removeLot, requireLot } from '@/lib/db/lots';

type Params = { portfolioId: string; positionId: string };

export const GET = answer<Params>(async ({ owner, params }) =>
  json(lotDocument(await requireLot(owner, params.portfolioId, params.positionId))),
);

export const PATCH = answer<Params>(async ({ request, owner, params }) => {
  const change = await jsonBody(request, lotChangeSchema);
  await changeLot(owner, params.portfolioId, params.positionId, {
    quantity: change.quantity,
    quantityAsOf: change.quantity_as_of,
    entryDate: change.entry_date,
    entryPrice: change.entry_price,
    exitDate: change.exit_date,
    price: change.price,
    priceDate: change.price_date,
    delta: change.delta,
  });
  return json(lotDocument(await requireLot(owner, params.portfolioId, params.positionId)));
});

export const DELETE = answer<Params>(async ({ owner, params }) => {
  await removeLot(owner, params.portfolioId, params.positionId);
  return new Response(null, { status: 204 });
});
