import { answer } from '@/app/api/answer';
import { removeDemonstration } from '@/lib/db/demonstration';

/** Removes the demonstration portfolios and the simulated market, for good. */
export const DELETE = answer('DELETE /api/v1/demonstration', async ({ owner }) => {
  await removeDemonstration(owner);
});
