import { answer, json } from '@/app/api/answer';
import { jsonBody } from '@/app/api/parse';
import { providerDocument, providerKeySchema } from '@/lib/api/market-data';
import { changeProviderKey } from '@/lib/jobs/provider-settings';

type Params = { provider: string };

/** Keeps the key of a vendor. It is written and never answered: there is no way to read it here. */
export const PUT = answer<Params>(async ({ request, params }) => {
  const { key } = await jsonBody(request, providerKeySchema);
  return json(providerDocument(await changeProviderKey(params.provider, key)));
});

export const DELETE = answer<Params>(async ({ params }) =>
  json(providerDocument(await changeProviderKey(params.provider, null))),
);
