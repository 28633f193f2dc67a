import 'server-only';
import { listRefreshes, type MarketRefresh } from '../db/market-refreshes';
import type { Owner } from '../db/owner';
import { type RefreshStatus, refreshStatuses } from '../db/priced-securities';
import { type StoredSectorSet, sectorSets } from '../db/sector-sets';
import { now } from '../env';
import { newestFinalDay } from '../market/clean-bars';
import { type Capability, capabilities } from '../market/provider';
import { type KeyOrigin, keyOrigin, keyVariable } from '../market/provider-keys';
import { providerOrder, vendors } from './provider-order';

export type ProviderStatus = {
  readonly id: string;
  readonly name: string;
  readonly terms: string;
  readonly capabilities: readonly Capability[];
  /** Its place in the order, from 1; null where it is switched off. */
  readonly place: number | null;
  readonly needsKey: boolean;
  /** Where its key comes from, and what the environment would call it; the key itself is never told. */
  readonly keyOrigin: KeyOrigin;
  readonly keyVariable: string | null;
};

/** How a symbol's prices stand: up to the newest day that can be had, behind it, or not there. */
export type SymbolStatus = RefreshStatus & {
  readonly newestDay: string;
  readonly freshness: 'fresh' | 'behind' | 'none';
};

export type MarketStatus = {
  readonly providers: readonly ProviderStatus[];
  readonly symbols: readonly SymbolStatus[];
  readonly sectorSets: readonly StoredSectorSet[];
  readonly refreshes: readonly MarketRefresh[];
};

export async function providerStatuses(): Promise<ProviderStatus[]> {
  const order = (await providerOrder()).map(({ id }) => id);
  return vendors.map((provider) => {
    const { id, name, vendor } = provider;
    const needsKey = vendor!.needsKey;
    return {
      id,
      name,
      terms: vendor!.terms,
      capabilities: capabilities(provider),
      place: order.includes(id) ? order.indexOf(id) + 1 : null,
      needsKey,
      keyOrigin: needsKey ? keyOrigin(id) : null,
      keyVariable: needsKey ? keyVariable(id) : null,
    };
  });
}

/** What is fresh, what failed and why, and who may be asked. */
export async function marketStatus(owner: Owner): Promise<MarketStatus> {
  const instant = now();
  const [providers, statuses, sets, refreshes] = await Promise.all([
    providerStatuses(),
    refreshStatuses(owner),
    sectorSets(),
    listRefreshes(owner, 10),
  ]);
  const symbols = statuses.map((one): SymbolStatus => {
    const newestDay = newestFinalDay(one.symbol, instant);
    const freshness = one.lastDate === null ? 'none' : one.lastDate >= newestDay ? 'fresh' : 'behind';
    return { ...one, newestDay, freshness };
  });
  return { providers, symbols, sectorSets: sets, refreshes };
}
