import { answer, json } from '@/app/api/answer';
import { refreshDocument } from '@/lib/api/market-data';
import { cancelRefresh, requireRefresh } from '@/lib/db/market-refreshes';

type Params = { refreshId: string };

export const GET = answer<Params>(async ({ owner, params }) =>
  json(refreshDocument(await requireRefresh(owner, params.refreshId))),
);

/** Cancels what has not ended; the symbols that are done stay so. */
export const DELETE = answer<Params>(async ({ owner, params }) => {
  await cancelRefresh(owner, params.refreshId);
  return json(refreshDocument(await requireRefresh(owner, params.refreshId)));
});
