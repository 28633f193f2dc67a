import { answer } from '@/app/api/answer';
import { dayOf, symbolOf } from '@/app/api/v1/securities/security-document';
import { acceptMove, withdrawMove } from '@/lib/db/accepted-moves';

/** Confirms that the large move of a price to that day's close is real; it withholds nothing from then on. */
export const PUT = answer('PUT /api/v1/securities/{symbol}/accepted-moves/{date}', async ({ params }) => {
  await acceptMove(symbolOf(params.symbol), dayOf(params.date));
});

export const DELETE = answer('DELETE /api/v1/securities/{symbol}/accepted-moves/{date}', async ({ params }) => {
  await withdrawMove(symbolOf(params.symbol), dayOf(params.date));
});
