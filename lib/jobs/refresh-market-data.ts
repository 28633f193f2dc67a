import 'server-only';
import { NotFound, Refused } from '../db/absence';
import { inTransaction, pool } from '../db/client';
import {
  completeRefresh,
  failRefresh,
  type MarketRefresh,
  reportRefresh,
  startRefresh,
  writeRefresh,
} from '../db/market-refreshes';
import { localOwner, type Owner } from '../db/owner';
import {
  currencyPairs,
  failedWithin,
  missingIndexes,
  type PricedSecurity,
  portfoliosTouchedBy,
  pricedSecurities,
  refreshedSince,
  securitiesInUse,
} from '../db/priced-securities';
import { ensureSecurities } from '../db/securities';
import { now } from '../env';
import { log } from '../log';
import { atMost } from '../market/at-most';
import { newestFinalDay } from '../market/clean-bars';
import { requireProvider } from '../market/providers';
import { isSimulatedSymbol } from '../market/simulated';
import { providerOrder, vendors } from './provider-order';
import { refreshSymbol, type SymbolOutcome } from './refresh-symbol';
import { requestRecalculation } from './request-recalculation';

/** The time a run may take in all; what is not done by then is told so and taken up by the next. */
const budgetMs = 15 * 60_000;
const symbolsAtATime = 4;
const mostAttempts = 3;

/** The attempt was cancelled, or another worker has taken it up. */
class Superseded extends Error {}

export type RefreshSummary = {
  readonly total: number;
  readonly failed: number;
  readonly outcomes: readonly SymbolOutcome[];
};

const isPair = (symbol: string): boolean => /^[A-Z]{6}=X$/.test(symbol);

/** What a refresh is about: the symbols it names, or whatever is in use and behind. */
async function securitiesOf({ symbols, trigger }: MarketRefresh): Promise<PricedSecurity[]> {
  if (symbols.length > 0) {
    await inTransaction((client) =>
      ensureSecurities(
        client,
        symbols.map((symbol) => ({ symbol })),
      ),
    );
    return pricedSecurities(symbols);
  }
  await ensurePairs(await currencyPairs(null));
  const indexes = (await missingIndexes()).filter((symbol) => !isSimulatedSymbol(symbol));
  if (indexes.length > 0)
    await inTransaction((client) =>
      ensureSecurities(
        client,
        indexes.map((symbol) => ({ symbol })),
      ),
    );
  const instant = now();
  const names = vendors.map(({ id }) => id);
  const behind = (await securitiesInUse()).filter(
    ({ symbol, priceSource, lastDate }) =>
      (priceSource === null || names.includes(priceSource)) &&
      (lastDate === null || lastDate < newestFinalDay(symbol, instant)),
  );
  if (trigger !== 'nightly') return behind;
  // What the night has just tried in vain is not tried again by the next worker.
  const tried = await failedWithin(
    behind.map(({ id }) => id),
    3_600,
  );
  return behind.filter(({ id }) => !tried.has(id));
}

async function runRefresh(refresh: MarketRefresh, jobSignal: AbortSignal): Promise<RefreshSummary> {
  const all = await securitiesOf(refresh);
  const done = await refreshedSince(
    all.map(({ id }) => id),
    refresh.requestedAt,
  );
  const left = all.filter(({ id }) => !done.has(id));
  const superseded = new AbortController();
  const signal = AbortSignal.any([jobSignal, superseded.signal, AbortSignal.timeout(budgetMs)]);
  const run = {
    order: await providerOrder(),
    wanted: refresh.provider === null ? null : requireProvider(refresh.provider),
    from: refresh.fromDate,
    withProfile: refresh.symbols.length > 0,
    signal,
    givenUp: new Map(),
  };
  const inTurn = atMost(symbolsAtATime);
  const outcomes: SymbolOutcome[] = [];
  const names = vendors.map(({ id }) => id);
  const report = async () => {
    const failed = outcomes.filter(({ isSuccess }) => !isSuccess).length;
    const progress = { done: done.size + outcomes.length, total: all.length, failed };
    if (!(await reportRefresh(refresh.id, refresh.attempts, progress))) superseded.abort();
  };
  await report();
  await Promise.all(
    left.map((security) =>
      inTurn(async () => {
        if (superseded.signal.aborted || jobSignal.aborted) return;
        outcomes.push(await refreshSymbol(security, run, names));
        await report();
      }),
    ),
  );
  // Two reports that were under way together may have arrived the other way round.
  if (left.length > 1 && !jobSignal.aborted) await report();
  if (jobSignal.aborted) throw new Error('the worker is stopping');
  if (superseded.signal.aborted) throw new Superseded();
  return { total: all.length, failed: outcomes.filter(({ isSuccess }) => !isSuccess).length, outcomes };
}

/** Asks for the days that new prices have made possible or stale, of every portfolio they touch. */
async function recalculateTouched(outcomes: readonly SymbolOutcome[], trigger: 'person' | 'api'): Promise<void> {
  const moved = outcomes.filter(({ added, changed }) => added + changed > 0).map(({ securityId }) => securityId);
  if (moved.length === 0) return;
  for (const { id, owner, staleFrom } of await portfoliosTouchedBy(moved)) {
    try {
      await requestRecalculation(owner, id, { trigger });
      if (staleFrom !== null) await requestRecalculation(owner, id, { from: staleFrom, trigger: 'nightly' });
    } catch (error) {
      // The portfolio is gone, or its index has no prices: there is nothing to measure yet.
      if (!(error instanceof Refused || error instanceof NotFound)) throw error;
    }
  }
}

/** The pairs that profiles have made necessary: only a vendor says in which currency something is quoted. */
async function pairsStillMissing(): Promise<string[]> {
  const pairs = await currencyPairs(null);
  const known = new Set(
    (await pricedSecurities(pairs)).filter(({ lastDate }) => lastDate !== null).map((one) => one.symbol),
  );
  return pairs.filter((pair) => !known.has(pair) && isPair(pair));
}

/**
 * Carries out a refresh: asks the providers for each symbol in turn, stores what they give, and asks for the
 * recalculations that follow from it. An attempt that fails is tried again by the queue and goes on behind the symbols
 * that are done; the third failure ends it with its reason.
 */
export async function refreshMarketData(refreshId: string, signal: AbortSignal): Promise<RefreshSummary | null> {
  const refresh = await startRefresh(refreshId);
  if (refresh === null) return null;
  try {
    const summary = await runRefresh(refresh, signal);
    const pairs = refresh.symbols.length > 0 ? await pairsStillMissing() : [];
    const withPairs = pairs.length > 0 ? await refreshPairs(pairs, signal) : [];
    if (refresh.trigger !== 'nightly')
      await recalculateTouched([...summary.outcomes, ...withPairs], refresh.trigger === 'api' ? 'api' : 'person');
    await completeRefresh(refresh.id, refresh.attempts);
    return summary;
  } catch (error) {
    if (error instanceof Superseded) return null;
    if (refresh.attempts >= mostAttempts) {
      log.error({ err: error, refresh: refreshId }, 'market data not refreshed');
      await failRefresh(
        refreshId,
        'worker_failed',
        'the refresh failed on every attempt; the log of the worker has why',
      );
      return null;
    }
    throw error;
  }
}

async function ensurePairs(pairs: readonly string[]): Promise<void> {
  if (pairs.length === 0) return;
  await inTransaction((client) =>
    ensureSecurities(
      client,
      pairs.map((symbol) => ({ symbol, assetClass: 'index', currency: symbol.slice(3, 6) })),
    ),
  );
}

async function refreshPairs(pairs: readonly string[], signal: AbortSignal): Promise<SymbolOutcome[]> {
  await ensurePairs(pairs);
  const run = {
    order: await providerOrder(),
    wanted: null,
    from: null,
    withProfile: false,
    signal: AbortSignal.any([signal, AbortSignal.timeout(budgetMs)]),
    givenUp: new Map(),
  };
  const outcomes: SymbolOutcome[] = [];
  for (const security of await pricedSecurities(pairs))
    outcomes.push(
      await refreshSymbol(
        security,
        run,
        vendors.map(({ id }) => id),
      ),
    );
  return outcomes;
}

/**
 * What the night does before it recalculates: brings everything that is in use and behind up to date. Asks for no
 * recalculation itself. Several workers that come at once wait for the first and find its work done.
 */
export const refreshForNight = (signal: AbortSignal, owner: Owner = localOwner): Promise<RefreshSummary | null> =>
  inTransaction(
    async (lock) => {
      await lock.query(`SELECT pg_advisory_xact_lock(hashtextextended('ballast nightly prices', 0))`);
      const { refresh } = await writeRefresh(pool(), owner, { trigger: 'nightly', symbols: [] });
      return refreshMarketData(refresh.id, signal);
    },
    { mayIdle: true },
  );
