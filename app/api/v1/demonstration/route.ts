import { answer } from '@/app/api/answer';
import { removeDemonstration } from '@/lib/db/demonstration';

/** Removes the demonstration portfolios and the simulated market, for good. */
export const DELETE = answer(async ({ owner }) => {
  await removeDemonstration(owner);
  return new Response(null, { status: 204 });
});
