import { answer } from '@/app/api/answer';
import { recalculationDocument } from '@/lib/api/recalculation';
import { cancelRecalculation, requireRecalculation } from '@/lib/db/recalculations';

export const GET = answer('GET /api/v1/recalculations/{recalculationId}', async ({ owner, params }) =>
  recalculationDocument(await requireRecalculation(owner, params.recalculationId)),
);

/** Cancels what has not ended; what has been stored until then stays. */
export const DELETE = answer('DELETE /api/v1/recalculations/{recalculationId}', async ({ owner, params }) => {
  await cancelRecalculation(owner, params.recalculationId);
  return recalculationDocument(await requireRecalculation(owner, params.recalculationId));
});
