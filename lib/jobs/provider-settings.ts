import 'server-only';
import { NotFound, Refused } from '../db/absence';
import { dataDirectory } from '../env';
import { storeProviderKey } from '../market/provider-keys';
import { type ProviderStatus, providerStatuses } from './market-status';
import { setProviderOrder, vendors } from './provider-order';

/** Sets who is asked, first choice first. Throws `Refused` for an unknown or repeated provider. */
export async function changeProviderOrder(order: readonly string[]): Promise<ProviderStatus[]> {
  const known = vendors.map(({ id }) => id);
  if (order.some((id) => !known.includes(id)) || new Set(order).size !== order.length)
    throw new Refused('unknown_provider', '/order', `the providers are ${known.join(', ')}, each at most once`);
  await setProviderOrder(order);
  return providerStatuses();
}

/** Keeps a vendor's key, or forgets it (null). What was entered is never told again. */
export async function changeProviderKey(providerId: string, key: string | null): Promise<ProviderStatus> {
  const provider = vendors.find(({ id }) => id === providerId);
  if (!provider?.vendor?.needsKey) throw new NotFound('provider with a key');
  if (dataDirectory() === null)
    throw new Refused('no_data_directory', '/key', 'there is nowhere to keep a key: start with npm start');
  storeProviderKey(providerId, key);
  return (await providerStatuses()).find(({ id }) => id === providerId)!;
}
