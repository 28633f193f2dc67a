import 'server-only';
import { sp500SectorWeights } from './benchmark-weights/sp500';
import type { Provider, SectorWeights } from './provider';

/** The sector weights that come with Ballast, oldest first: dated, sourced and few. */
export const shippedSectorWeights: readonly SectorWeights[] = [...sp500SectorWeights];

/** What needs no network: the shipped sector weights. */
export const shipped: Provider = {
  id: 'shipped',
  name: 'Shipped with Ballast',
  sectorWeights: async (benchmark, asOf) =>
    shippedSectorWeights.findLast((set) => set.benchmark === benchmark && set.asOf <= asOf) ?? null,
};
