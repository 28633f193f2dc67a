import { answer } from '@/app/api/answer';
import { dayOf, symbolOf } from '@/app/api/v1/securities/security-document';
import { inTransaction } from '@/lib/db/client';
import { reportSplit } from '@/lib/db/reported-splits';

/** Reports a split by a person's word, and restates the adjusted closes where they lack it. */
export const PUT = answer('PUT /api/v1/securities/{symbol}/splits/{date}', async ({ body, params }) => {
  const [symbol, date] = [symbolOf(params.symbol), dayOf(params.date)];
  await inTransaction((client) => reportSplit(client, symbol, date, body.new_units / body.old_units));
});

export const DELETE = answer('DELETE /api/v1/securities/{symbol}/splits/{date}', async ({ params }) => {
  const [symbol, date] = [symbolOf(params.symbol), dayOf(params.date)];
  await inTransaction((client) => reportSplit(client, symbol, date, 1));
});
