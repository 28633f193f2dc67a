import { answer } from '@/app/api/answer';
import { symbolOf } from '@/app/api/v1/securities/security-document';
import { isoDate } from '@/lib/api/iso-date';
import { NotFound } from '@/lib/db/absence';
import { acceptMove, withdrawMove } from '@/lib/db/accepted-moves';

const dayOf = (text: string): string => {
  if (!isoDate.safeParse(text).success) throw new NotFound('day');
  return text;
};

/** Confirms that the large move of a price to that day's close is real; it withholds nothing from then on. */
export const PUT = answer('PUT /api/v1/securities/{symbol}/accepted-moves/{date}', async ({ params }) => {
  await acceptMove(symbolOf(params.symbol), dayOf(params.date));
});

export const DELETE = answer('DELETE /api/v1/securities/{symbol}/accepted-moves/{date}', async ({ params }) => {
  await withdrawMove(symbolOf(params.symbol), dayOf(params.date));
});
