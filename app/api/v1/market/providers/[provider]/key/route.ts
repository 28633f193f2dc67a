import { answer } from '@/app/api/answer';
import { providerDocument } from '@/lib/api/market-data';
import { changeProviderKey } from '@/lib/jobs/provider-settings';

/** Keeps the key of a vendor. It is written and never answered: there is no way to read it here. */
export const PUT = answer('PUT /api/v1/market/providers/{provider}/key', async ({ body, params }) =>
  providerDocument(await changeProviderKey(params.provider, body.key)),
);

export const DELETE = answer('DELETE /api/v1/market/providers/{provider}/key', async ({ params }) =>
  providerDocument(await changeProviderKey(params.provider, null)),
);
