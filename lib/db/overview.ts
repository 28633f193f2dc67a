import 'server-only';
import { now } from '../env';
import type { Owner } from './owner';
import { type ListedPortfolio, listPortfolios, requirePortfolio } from './portfolios';
import { listRecalculations, type Recalculation } from './recalculations';
import type { RunSeries } from './runs';
import { sessionAfter, sessionsClosedSince } from './sessions';
import { type SnapshotPosition, snapshotPositions } from './snapshot-positions';
import { type Snapshot, snapshotBefore, snapshotHistory, snapshotOn, snapshotSeries, staleRange } from './snapshots';
import { symbolWeights } from './symbol-weights';

/** A portfolio with the others beside it, and what is being or was last done to it. */
export type PortfolioView = {
  readonly portfolio: ListedPortfolio;
  readonly portfolios: readonly ListedPortfolio[];
  readonly latestRecalculation: Recalculation | null;
  /** How many stored days something of whose past has changed since. */
  readonly staleDays: number;
};

export async function portfolioView(owner: Owner, portfolioId: string): Promise<PortfolioView> {
  const portfolio = await requirePortfolio(owner, portfolioId);
  const [portfolios, recalculations, stale] = await Promise.all([
    listPortfolios(owner),
    listRecalculations(owner, portfolio.id, 20),
    staleRange(owner, portfolio.id),
  ]);
  const inFlight = recalculations.find(({ state }) => state === 'running' || state === 'queued');
  return {
    portfolio,
    portfolios,
    latestRecalculation: inFlight ?? recalculations[0] ?? null,
    staleDays: stale?.days ?? 0,
  };
}

/** Everything the first screen shows of a stored snapshot. */
export type Overview = {
  readonly snapshot: Snapshot;
  readonly previous: Snapshot | null;
  readonly positions: readonly SnapshotPosition[];
  readonly weights: readonly { readonly symbol: string; readonly weight: number }[];
  readonly series: ReadonlyMap<string, RunSeries>;
  readonly history: Awaited<ReturnType<typeof snapshotHistory>>;
  readonly sessionsBehind: number;
  /** The last of the 21 sessions the forecast speaks of; null beyond the calendar. */
  readonly expectedUntil: string | null;
};

const trailLength = 63;
const forecastSessions = 21;

/** The snapshot of `date`, or the newest; null where there is none. */
export async function overviewOn(owner: Owner, portfolioId: string, date?: string): Promise<Overview | null> {
  const snapshot = await snapshotOn(owner, portfolioId, date);
  if (snapshot === null) return null;
  const [previous, positions, weights, series, history, sessionsBehind, expectedUntil] = await Promise.all([
    snapshotBefore(owner, portfolioId, snapshot.date),
    snapshotPositions(snapshot),
    symbolWeights(snapshot),
    snapshotSeries(snapshot),
    snapshotHistory(owner, portfolioId, snapshot.date, trailLength),
    sessionsClosedSince(snapshot.date, now()),
    sessionAfter(snapshot.date, forecastSessions),
  ]);
  return { snapshot, previous, positions, weights, series, history, sessionsBehind, expectedUntil };
}
