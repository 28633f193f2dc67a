import 'server-only';
import { inTransaction, pool } from '../db/client';
import { countRecalculations, hasNightBeen, type NightPortfolio, nightPortfolios, takeNight } from '../db/nights';
import { requestRecalculation } from '../db/recalculations';
import { latestMeasurableDay, measurableDays } from '../db/trading-days';
import { lastClosedTradingDay } from '../market/calendar';
import { continueDemonstration } from './demonstration';
import { sendRecalculation } from './queue';
import { refreshOvernight } from './refresh-overnight';

/** Closing prices are corrected in the first minutes after the bell. */
const minutesAfterClose = 30;

/** The trading day whose night it is at an instant: the newest that closed half an hour ago, by New York's clock. */
export const nightOf = (now: Date): string =>
  lastClosedTradingDay(new Date(now.getTime() - minutesAfterClose * 60_000));

/**
 * Once a trading day, whichever worker comes first and however often it is called: the demonstration goes on, the
 * providers are asked for the new day, then every portfolio is measured on the days it has missed, however many the
 * computer was asleep for, and on those that a change of history has touched. Answers how many recalculations were put in
 * line, behind those of any person; null where the night has been.
 */
export async function runNight(now: Date, signal = new AbortController().signal): Promise<number | null> {
  const tradingDay = nightOf(now);
  if (isUnderWay || (await hasNightBeen(pool(), tradingDay))) return null;
  // Providers may take minutes, and whoever asks every minute would wait in line behind itself.
  isUnderWay = true;
  try {
    await continueDemonstration();
    await refreshOvernight(tradingDay, signal);
    return signal.aborted ? null : await measureMissedDays(tradingDay);
  } finally {
    isUnderWay = false;
  }
}

let isUnderWay = false;

/** Asks for what every portfolio has missed; null where another worker has had the night meanwhile. */
const measureMissedDays = (tradingDay: string): Promise<number | null> =>
  inTransaction(async (client) => {
    if (!(await takeNight(client, tradingDay))) return null;
    let count = 0;
    for (const portfolio of await nightPortfolios(client)) {
      const range = await rangeOf(portfolio, tradingDay);
      if (range === null) continue;
      const request = { portfolioId: portfolio.id, ...range, trigger: 'nightly' } as const;
      const { recalculation, isNew } = await requestRecalculation(client, portfolio.owner, request);
      if (!isNew) continue;
      await sendRecalculation(client, recalculation.id, 'nightly');
      count++;
    }
    await countRecalculations(client, tradingDay, count);
    return count;
  });

/** The days a portfolio has to be measured on; null where there are none. */
async function rangeOf(
  { id, owner, latestSnapshot, firstStale }: NightPortfolio,
  tradingDay: string,
): Promise<{ fromDate: string; asOf: string } | null> {
  const newest = await latestMeasurableDay(owner, id, tradingDay);
  if (newest === null) return null;
  if (latestSnapshot === null) return { fromDate: newest, asOf: newest };
  const missed = (await measurableDays(owner, id, latestSnapshot, newest)).find((date) => date > latestSnapshot);
  const from = [missed, firstStale].filter((date) => date !== null && date !== undefined).sort()[0];
  if (from === undefined) return null;
  return { fromDate: from, asOf: [newest, from].sort()[1] };
}
