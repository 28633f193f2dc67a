import { answer } from '@/app/api/answer';
import { providerDocument } from '@/lib/api/market-data';
import { providerStatuses } from '@/lib/jobs/market-status';
import { changeProviderOrder } from '@/lib/jobs/provider-settings';

export const GET = answer('GET /api/v1/market/providers', async () => ({
  data: (await providerStatuses()).map(providerDocument),
}));

/** Sets who is asked, first choice first; who is left out is switched off. */
export const PUT = answer('PUT /api/v1/market/providers', async ({ body }) => ({
  data: (await changeProviderOrder(body.order)).map(providerDocument),
}));
