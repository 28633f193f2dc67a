import { z } from 'zod';
import { answer, json } from '@/app/api/answer';
import { jsonBody, query } from '@/app/api/parse';
import { providerDocument, providerOrderSchema } from '@/lib/api/market-data';
import { providerStatuses } from '@/lib/jobs/market-status';
import { changeProviderOrder } from '@/lib/jobs/provider-settings';

export const GET = answer(async ({ url }) => {
  query(url, z.object({}).strict());
  return json({ data: (await providerStatuses()).map(providerDocument) });
});

/** Sets who is asked, first choice first; who is left out is switched off. */
export const PUT = answer(async ({ request }) => {
  const { order } = await jsonBody(request, providerOrderSchema);
  return json({ data: (await changeProviderOrder(order)).map(providerDocument) });
});
