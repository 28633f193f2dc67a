import 'server-only';
import { inTransaction } from '../db/client';
import { quarantine, type SavedHistory, saveHistory } from '../db/market-prices';
import { type PricedSecurity, type RefreshOutcome, recordOutcome, saveProfile } from '../db/priced-securities';
import { reportedSplits } from '../db/reported-splits';
import { now } from '../env';
import { log } from '../log';
import { withSplits } from '../market/applied-splits';
import { lastTradingDays } from '../market/calendar';
import { newestFinalDay } from '../market/clean-bars';
import type { DailyBars, Provider } from '../market/provider';
import { endsTheRun, type FaultKind, ProviderFault } from '../market/provider-fault';
import { providerKey } from '../market/provider-keys';

/** How far back a history that begins anew reaches: what the longest look-back needs, twice. */
const historyYears = 12;
/** How many stored sessions are asked for again, to see whether they still say the same. */
const overlapSessions = 15;

/** One run over many symbols: which vendors may be asked, and which of them have failed for good meanwhile. */
export type Run = {
  readonly order: readonly Provider[];
  /** The vendor a person wants the symbols from; its series takes the place of another source's. */
  readonly wanted: Provider | null;
  /** The first day a new history should have. */
  readonly from: string | null;
  /** Whether what a vendor knows of the security is asked for although it is known. */
  readonly withProfile: boolean;
  readonly signal: AbortSignal;
  readonly givenUp: Map<string, ProviderFault>;
};

export type SymbolOutcome = RefreshOutcome & { readonly symbol: string; readonly securityId: number };

type Candidate = { readonly provider: Provider; readonly isSwitch: boolean };

/**
 * Whom to ask. A symbol stays with its source as long as that is switched on: falling back for a day would put two
 * sources into one series. What has no prices yet is asked of all in order; what came from a file is left to files
 * unless a person says otherwise.
 */
function candidates({ priceSource }: PricedSecurity, { order, wanted }: Run, vendors: readonly string[]): Candidate[] {
  if (wanted) return [{ provider: wanted, isSwitch: true }];
  if (priceSource === null) return order.map((provider) => ({ provider, isSwitch: false }));
  if (!vendors.includes(priceSource)) return [];
  const own = order.find(({ id }) => id === priceSource);
  return own ? [{ provider: own, isSwitch: false }] : order.map((provider) => ({ provider, isSwitch: true }));
}

const yearsBefore = (date: string, years: number): string => `${Number(date.slice(0, 4)) - years}-01-01`;

function askedFrom(security: PricedSecurity, run: Run, to: string, isSwitch: boolean): string {
  const { firstDate, lastDate } = security;
  if (lastDate === null || firstDate === null) return run.from ?? yearsBefore(to, historyYears);
  if (isSwitch || run.from !== null) return [run.from ?? firstDate, firstDate].sort()[0];
  const overlap = lastTradingDays(lastDate < '1991-01-01' ? '1991-01-01' : lastDate, overlapSessions)[0];
  return [overlap, firstDate].sort()[1];
}

const failure = (kind: FaultKind | 'no_provider' | 'other_source', detail: string, provider: string | null = null) => ({
  outcome: kind,
  provider,
  detail,
  added: 0,
  changed: 0,
  rejected: 0,
  isSuccess: false,
});

/** Asks one vendor and puts what it gives in place; null where it does not know the symbol. */
async function refreshFrom(
  security: PricedSecurity,
  { provider, isSwitch }: Candidate,
  run: Run,
): Promise<RefreshOutcome | null> {
  const to = newestFinalDay(security.symbol, now());
  const ask = (from: string) => provider.dailyBars!(security.symbol, from, to, run.signal);
  const put = async (answer: DailyBars): Promise<SavedHistory> =>
    inTransaction(async (client) => {
      await quarantine(client, security.id, provider.id, answer.rejected);
      const bars = withSplits(answer.bars, await reportedSplits(client, security.id));
      return saveHistory(client, security.id, provider.id, { ...answer, bars }, isSwitch);
    });
  const from = askedFrom(security, run, to, isSwitch);
  let answer = await ask(from);
  if (answer === null) return null;
  let saved = await put(answer);
  if (saved.outcome === 'needs_whole' && security.firstDate !== null && from > security.firstDate) {
    answer = (await ask(security.firstDate)) ?? answer;
    saved = await put(answer);
  }
  const outcome = saved.outcome === 'needs_whole' ? 'partial_answer' : saved.outcome;
  const isSuccess = outcome === 'stored' || outcome === 'unchanged' || outcome === 'restated';
  return {
    outcome,
    provider: provider.id,
    detail: isSuccess ? null : words[outcome],
    added: saved.added,
    changed: saved.changed,
    rejected: answer.rejected.length,
    isSuccess,
  };
}

const words = {
  partial_answer: 'the answer lacks days that are stored, so nothing was replaced',
  other_source: 'the stored prices come from another source',
};

async function refreshProfile(security: PricedSecurity, run: Run): Promise<void> {
  const isKnown = security.name !== null && security.currency !== null;
  if (!run.withProfile && isKnown && (security.sector !== null || security.assetClass !== 'stock')) return;
  const asked = run.wanted ? [run.wanted, ...run.order.filter((one) => one !== run.wanted)] : run.order;
  for (const provider of asked) {
    if (!provider.securityProfile || run.givenUp.has(provider.id) || !hasKey(provider)) continue;
    try {
      const profile = await provider.securityProfile(security.symbol, run.signal);
      if (profile === null) continue;
      await inTransaction((client) => saveProfile(client, security.id, provider.id, profile));
      // A vendor that does not know sectors leaves the question to the next.
      if (profile.sector !== null || profile.assetClass !== 'stock') return;
    } catch (error) {
      if (!(error instanceof ProviderFault)) throw error;
      if (endsTheRun(error)) run.givenUp.set(provider.id, error);
    }
  }
}

const hasKey = ({ id, vendor }: Provider): boolean => !vendor?.needsKey || providerKey(id) !== null;

/**
 * Brings one security up to date and remembers how that ended. A vendor's fault is an outcome, not an exception; only a
 * fault of our own is thrown. A symbol of which nothing is known yet is asked of one vendor after the other.
 */
export async function refreshSymbol(
  security: PricedSecurity,
  run: Run,
  vendors: readonly string[],
): Promise<SymbolOutcome> {
  const asked = candidates(security, run, vendors);
  let result: RefreshOutcome =
    security.priceSource !== null && asked.length === 0 && !vendors.includes(security.priceSource)
      ? failure('other_source', `its prices come from ${security.priceSource} and are left to it`)
      : failure('no_provider', 'no provider is switched on');
  let unknown: RefreshOutcome | null = null;
  for (const candidate of asked) {
    const { provider } = candidate;
    const before = run.givenUp.get(provider.id);
    if (before) {
      result = failure(before.kind, before.message, provider.id);
      continue;
    }
    // A vendor without its key is not a fault as long as another can be asked.
    if (!hasKey(provider)) {
      if (result.outcome === 'no_provider')
        result = failure('no_key', `there is no key for ${provider.name}`, provider.id);
      continue;
    }
    try {
      const outcome = await refreshFrom(security, candidate, run);
      if (outcome) {
        result = outcome;
        unknown = null;
        break;
      }
      unknown = {
        ...failure('no_provider', `${provider.name} does not know it`, provider.id),
        outcome: 'unknown_symbol',
      };
    } catch (error) {
      if (!(error instanceof ProviderFault)) throw error;
      if (endsTheRun(error)) run.givenUp.set(provider.id, error);
      result = failure(error.kind, error.message, provider.id);
      log.warn({ symbol: security.symbol, provider: provider.id, fault: error.kind }, 'prices not refreshed');
    }
  }
  // A fault may be over tomorrow; that nobody knows a symbol is only said where everybody answered.
  if (unknown && (result.outcome === 'no_provider' || result.outcome === 'no_key')) result = unknown;
  if (result.isSuccess) await refreshProfile(security, run);
  await inTransaction((client) => recordOutcome(client, security.id, result));
  return { ...result, symbol: security.symbol, securityId: security.id };
}
