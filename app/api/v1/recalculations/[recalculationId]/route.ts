import { answer, json } from '@/app/api/answer';
import { recalculationDocument } from '@/lib/api/recalculation';
import { cancelRecalculation, requireRecalculation } from '@/lib/db/recalculations';

type Params = { recalculationId: string };

export const GET = answer<Params>(async ({ owner, params }) =>
  json(recalculationDocument(await requireRecalculation(owner, params.recalculationId))),
);

/** Cancels what has not ended; what has been stored until then stays. */
export const DELETE = answer<Params>(async ({ owner, params }) => {
  await cancelRecalculation(owner, params.recalculationId);
  return json(recalculationDocument(await requireRecalculation(owner, params.recalculationId)));
});
