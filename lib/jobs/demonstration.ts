import 'server-only';
import { saveActions } from '../db/actions-import';
import { type Connection, inTransaction } from '../db/client';
import {
  demonstrationPortfolios,
  demonstrationState,
  lockDemonstration,
  rememberDemonstration,
} from '../db/demonstration';
import { saveLots } from '../db/holdings-import';
import { localOwner, type Owner } from '../db/owner';
import { createPortfolio } from '../db/portfolios';
import { pricedByOthers } from '../db/price-sources';
import { savePrices } from '../db/prices-import';
import { requestRecalculation } from '../db/recalculations';
import { saveSectorWeights, sectorWeightSources } from '../db/sector-weights';
import { ensureSecurities, respellShareClasses } from '../db/securities';
import { saveSessions } from '../db/sessions';
import { now } from '../env';
import {
  calendarVersion,
  isHalfDay,
  lastClosedTradingDay,
  lastTradingDays,
  sessionClose,
  tradingDays,
} from '../market/calendar';
import { type Demonstration, type DemonstrationLot, demonstration } from '../market/demonstration';
import { shippedSectorWeights } from '../market/shipped';
import { simulatedActions, simulatedBars, simulatedStart } from '../market/simulated';
import { sendRecalculation } from './queue';

const source = 'simulated';
/** A year of snapshots, so that every history of the demonstration has something to show. */
const backfillDays = 252;

/** Puts the exchange's calendar and the shipped benchmark weights in place; both are facts, not part of the show. */
async function saveFacts(client: Connection): Promise<void> {
  const sessions = tradingDays('1990-01-01', '2035-12-31').map((date) => ({
    date,
    closesAt: sessionClose(date),
    isHalfDay: isHalfDay(date),
  }));
  await saveSessions('NYSE', calendarVersion, sessions, client);
  await respellShareClasses(client);
  for (const set of shippedSectorWeights) {
    // What somebody else has said of the day stands, at every start.
    const saidBy = (await sectorWeightSources(client, set.benchmark)).get(set.asOf);
    if (saidBy !== undefined && saidBy !== set.dataSource) continue;
    await saveSectorWeights(
      client,
      set.benchmark,
      Object.entries(set.weights).map(([sector, weight]) => ({
        asOf: set.asOf,
        sector,
        weight: String(weight),
        dataSource: set.dataSource,
      })),
    );
  }
}

const text = (value: number | null): string | null => (value === null ? null : String(value));

/** The simulated market's prices and actions from a day to as-of, but of what a person has put prices of their own to. */
async function saveMarket(client: Connection, show: Demonstration, from: string): Promise<void> {
  const { asOf } = show;
  await ensureSecurities(
    client,
    show.securities.map((one) => ({ ...one, isSimulated: true })),
  );
  const all = show.securities.map(({ symbol }) => symbol);
  const others = await pricedByOthers(client, all, source);
  const securities = show.securities.filter(({ symbol }) => !others.has(symbol));
  function* batches() {
    for (const { symbol } of securities)
      yield simulatedBars(symbol, from, asOf).map((bar) => ({
        symbol,
        date: bar.date,
        open: text(bar.open),
        high: text(bar.high),
        low: text(bar.low),
        close: String(bar.close),
        adjClose: String(bar.adjustedClose),
        volume: text(bar.volume),
      }));
  }
  await savePrices(
    client,
    securities.map(({ symbol }) => symbol),
    batches(),
    source,
  );
  const actions = securities.flatMap(({ symbol }) =>
    simulatedActions(symbol, from, asOf).map(({ date, dividend, split }) => ({
      symbol,
      date,
      dividend: dividend === 0 ? null : String(dividend),
      split: split === 1 ? null : String(split),
    })),
  );
  await saveActions(client, actions, source);
}

const newLot = (lot: DemonstrationLot, place: number) => ({
  ...lot,
  importKey: `demonstration#${place + 1}`,
  quantity: String(lot.quantity),
  entryPrice: text(lot.entryPrice),
  exitDate: null,
  price: text(lot.price),
  strike: text(lot.strike),
  multiplier: text(lot.multiplier),
  delta: text(lot.delta),
});

async function enqueue(
  client: Connection,
  owner: Owner,
  portfolioId: string,
  fromDate: string,
  asOf: string,
): Promise<void> {
  const request = { portfolioId, fromDate, asOf, trigger: 'demonstration' } as const;
  const { recalculation, isNew } = await requestRecalculation(client, owner, request);
  if (isNew) await sendRecalculation(client, recalculation.id, 'demonstration');
}

/**
 * Puts the facts in place and, once ever and only where it is wanted, the demonstration: a simulated market up to the
 * last closed trading day and three portfolios, whose snapshots of that day and of the year before it are left to the
 * worker.
 */
export async function seedDemonstration(isWanted: boolean): Promise<'seeded' | 'present' | 'removed' | 'never'> {
  const asOf = lastClosedTradingDay(now());
  return inTransaction(async (client) => {
    await lockDemonstration(client);
    await saveFacts(client);
    const state = await demonstrationState(client);
    if (state !== 'never' || !isWanted) return state;
    const show = demonstration(asOf);
    await saveMarket(client, show, simulatedStart);
    const ids: string[] = [];
    for (const portfolio of show.portfolios) {
      const { id } = await createPortfolio(
        localOwner,
        {
          name: portfolio.name,
          currency: portfolio.currency,
          marketIndex: portfolio.marketIndex,
          benchmarkCode: portfolio.benchmark,
          isDemonstration: true,
        },
        client,
      );
      await saveLots(client, localOwner, id, portfolio.lots.map(newLot), 'replace', asOf);
      ids.push(id);
    }
    // First what a person sees first, then the year behind it.
    for (const from of [asOf, lastTradingDays(asOf, backfillDays)[0]])
      for (const id of ids) await enqueue(client, localOwner, id, from, asOf);
    await rememberDemonstration(client, 'present');
    return 'seeded';
  });
}

/** Brings the simulated market up to the last closed trading day, and asks for the snapshots of the days that came. */
export async function continueDemonstration(): Promise<void> {
  const asOf = lastClosedTradingDay(now());
  await inTransaction(async (client) => {
    await lockDemonstration(client);
    if ((await demonstrationState(client)) !== 'present') return;
    const behind = (await demonstrationPortfolios(client)).filter(
      ({ latestClose }) => latestClose !== null && latestClose < asOf,
    );
    if (behind.length === 0) return;
    const from = behind.map(({ latestClose }) => latestClose!).sort()[0];
    await saveMarket(client, demonstration(asOf), from);
    for (const { id, owner, latestClose } of behind) {
      const missed = tradingDays(latestClose!, asOf).filter((date) => date > latestClose!);
      if (missed.length > 0) await enqueue(client, owner, id, missed[0], asOf);
    }
  });
}
