import 'server-only';
import { readSetting, writeSetting } from '../db/settings';
import type { Provider } from '../market/provider';
import { providers } from '../market/providers';

const key = 'market_data';

/** The vendors on the network, as they are asked where nobody has said otherwise. */
export const vendors: readonly Provider[] = providers.filter(({ vendor }) => vendor !== undefined);

/**
 * The vendors that may be asked, first choice first. What the setting does not name is switched off; a name nobody
 * knows any more is passed over.
 */
export async function providerOrder(): Promise<Provider[]> {
  const setting = (await readSetting(key)) as { order?: readonly string[] } | null;
  const order = setting?.order ?? vendors.map(({ id }) => id);
  return order.flatMap((id) => vendors.find((vendor) => vendor.id === id) ?? []);
}

/** Sets the order; throws `RangeError` for an unknown or repeated id. */
export async function setProviderOrder(order: readonly string[]): Promise<void> {
  const known = vendors.map(({ id }) => id);
  const unknown = order.find((id) => !known.includes(id));
  if (unknown !== undefined || new Set(order).size !== order.length)
    throw new RangeError(`setProviderOrder: needs some of ${known.join(', ')}, each once, got ${order.join(', ')}`);
  await writeSetting(key, { order });
}
