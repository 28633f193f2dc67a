import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { type NewLot, saveLots } from '@/lib/db/holdings-import';
import { localOwner, type Owner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { requestRecalculation } from '@/lib/db/recalculations';
import { dueForecasts } from '@/lib/jobs/due-forecasts';
import { recalculate } from '@/lib/jobs/recalculate';
import { lastTradingDays } from '@/lib/market/calendar';
import { forecastScoreboard } from '@/lib/risk/forecast-scoreboard';
import { forecastRecord } from '@/lib/risk/stored-forecasts';
import { measuredValue } from '@/test/measured-value';
import { cashLot, newLot, optionLot } from '@/test/new-lot';
import { madeCloses, saveCloses } from '@/test/small-market';
import { NotFound } from './absence';
import { sessionsBetween } from './measure-history';
import { portfolioForecasts } from './portfolio-forecasts';
import { closeDates, hasHeld, heldSecurity, securityBetas, securityDays, securityVolatility } from './security-days';
import { snapshotOn } from './snapshots';

const to = '2024-07-09';
const sessions = [...lastTradingDays(to, 700)];
const days = sessions.slice(-50);
const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;
const market = madeCloses('SPY', sessions, { seed: 1, volatilityDaily: 0.01 });
const acme = madeCloses('ACME', sessions, { seed: 2, beta: 1.2, market });

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-07-10';
  await saveCloses([market, acme, madeCloses('BETA', sessions, { seed: 3, beta: 0.4, market })]);
  await pool().query(`INSERT INTO users (id, name) VALUES ($1, 'Somebody else')`, [stranger]);
  await pool().query(
    `INSERT INTO exchange_sessions (exchange, date, closes_at, calendar_version)
     SELECT 'NYSE', d::date, d::date + time '20:00', 'test' FROM unnest($1::text[]) AS d ON CONFLICT DO NOTHING`,
    [sessions],
  );
});

afterAll(disconnect);

async function bookOver(lots: readonly NewLot[], dates: readonly string[] = days): Promise<string> {
  const { id } = await createPortfolio(localOwner, {
    name: 'x',
    currency: 'USD',
    marketIndex: 'SPY',
    benchmarkCode: 'SP500',
  });
  await inTransaction((client) => saveLots(client, localOwner, id, lots, 'replace', '2020-01-02'));
  const { recalculation } = await requestRecalculation(pool(), localOwner, {
    portfolioId: id,
    fromDate: dates[0],
    asOf: dates[dates.length - 1],
    trigger: 'api',
  });
  await recalculate(recalculation.id, new AbortController().signal);
  return id;
}

const returns = Float64Array.from(acme.closes.slice(1), (close, i) => close / acme.closes[i] - 1);
/** What came of a forecast of ACME alone, made on a day: by the closes themselves. */
const cameAfter = (date: string) => {
  const after = returns.subarray(sessions.indexOf(date), sessions.indexOf(date) + 21);
  return Math.sqrt((252 / 21) * after.reduce((sum, value) => sum + value * value, 0));
};

describe('the forecasts of a portfolio that have come due', () => {
  it('stand beside what the 21 sessions after them brought, by the closes of those sessions', async () => {
    const id = await bookOver([newLot('ACME', 10)]);
    const due = await portfolioForecasts(localOwner, id, to);
    expect(due.map(({ date }) => date)).toEqual(days.slice(0, 29));
    for (const { date, until, outcome, isOtherBook, headline } of due) {
      expect(until).toBe(sessions[sessions.indexOf(date) + 21]);
      expect(isOtherBook).toBe(false);
      expect(outcome).toBeCloseTo(cameAfter(date), 12);
      const stored = (await snapshotOn(localOwner, id, date))!.estimates.volatility.forecast;
      expect(headline).toBe(measuredValue(stored).volatilityAnnual);
    }
    const board = measuredValue(forecastScoreboard(forecastRecord(due)));
    expect([board.observations, board.excluded]).toEqual([29, 0]);
  });

  it('are known as far as a day knows: nothing after it is looked at', async () => {
    const id = await bookOver([newLot('ACME', 10)]);
    const early = await portfolioForecasts(localOwner, id, days[25]);
    expect(early.map(({ date }) => date)).toEqual(days.slice(0, 5));
    expect(early).toEqual((await portfolioForecasts(localOwner, id, to)).slice(0, 5));
  });

  it('have no outcome where the book became another one before it came', async () => {
    const id = await bookOver([newLot('ACME', 10), newLot('BETA', 10, { entryDate: days[30] }), cashLot(100)]);
    const due = await portfolioForecasts(localOwner, id, to);
    const other = due.filter(({ isOtherBook }) => isOtherBook).map(({ date }) => date);
    // Made before the lot was entered, due on its day or later.
    expect(other).toEqual(days.slice(9, 29));
    expect(due.filter(({ outcome }) => outcome === null).map(({ date }) => date)).toEqual(other);
  });

  it('have none where the day they came due is not stored, and are nobody else’s', async () => {
    const id = await bookOver([newLot('ACME', 10)], days.slice(0, 23));
    await pool().query(`DELETE FROM portfolio_snapshots WHERE portfolio_id = $1 AND snapshot_date = $2`, [
      id,
      days[21],
    ]);
    const due = await portfolioForecasts(localOwner, id, to);
    expect(due.filter(({ outcome }) => outcome !== null).map(({ date }) => date)).toEqual([days[1]]);
    expect(due.some(({ isOtherBook }) => isOtherBook)).toBe(false);
    expect(await portfolioForecasts(stranger, id, to)).toEqual([]);
    await expect(portfolioForecasts(localOwner, 'nobody', to)).rejects.toThrow(NotFound);
  });
});

describe('what is stored of one security', () => {
  it('is its part in the portfolio, its betas and its volatility on each day it was held', async () => {
    const id = await bookOver([newLot('ACME', 10, { lotId: 'a' }), newLot('ACME', 5, { lotId: 'b' }), cashLot(500)]);
    const snapshot = (await snapshotOn(localOwner, id))!;
    const security = (await heldSecurity(snapshot, 'ACME'))!;
    expect(security.symbol).toBe('ACME');
    const stored = await securityDays(localOwner, id, security.id, 'ACME', to);
    expect(stored.map(({ date }) => date)).toEqual(days);
    const last = stored.at(-1)!;
    const betas = await securityBetas(snapshot, security.id);
    expect(betas.map(({ method, windowDays }) => `${method} ${windowDays}`)).toEqual([
      'OLS_SIMPLE 90',
      'OLS_SIMPLE 252',
      'WELCH 504',
    ]);
    expect([last.beta90!.beta, last.beta252!.beta]).toEqual([betas[0].beta, betas[1].beta]);
    expect(last.betaContribution).toBeCloseTo(last.weight! * last.beta90!.beta, 12);
    expect(last.betaContribution).toBeCloseTo(measuredValue(snapshot.estimates.beta.weighted).beta, 12);
    const volatility = (await securityVolatility(snapshot, security.id))!;
    expect([last.realized21d, last.expected21d]).toEqual([volatility.realized21d, volatility.expected21d]);

    const due = dueForecasts(stored, await sessionsBetween(days[0], to), await closeDates(security.id, days[0], to));
    expect(due.map(({ date }) => date)).toEqual(days.slice(0, 29));
    for (const { date, outcome } of due) expect(outcome).toBeCloseTo(cameAfter(date), 12);
  });

  it('is nothing of what is not held, and nothing for somebody else', async () => {
    const id = await bookOver([newLot('ACME', 10), cashLot(1)], [to]);
    const snapshot = (await snapshotOn(localOwner, id))!;
    expect(await heldSecurity(snapshot, 'USD')).toBeNull();
    expect(await heldSecurity(snapshot, 'BETA')).toBeNull();
    const { id: acmeId } = (await heldSecurity(snapshot, 'ACME'))!;
    expect(await securityDays(stranger, id, acmeId, 'ACME', to)).toEqual([]);
    expect([await hasHeld(localOwner, id, 'ACME'), await hasHeld(localOwner, id, 'acme')]).toEqual([true, false]);
    expect(await hasHeld(stranger, id, 'ACME')).toBe(false);
  });

  it('counts an option on it as a part of its own', async () => {
    const id = await bookOver([newLot('ACME', 10), optionLot('ACME-CALL', 1, 'ACME'), cashLot(5_000)], [to]);
    const snapshot = (await snapshotOn(localOwner, id, to))!;
    const { id: acmeId } = (await heldSecurity(snapshot, 'ACME'))!;
    const [stock] = await securityDays(localOwner, id, acmeId, 'ACME', to);
    const [option] = await securityDays(localOwner, id, acmeId, 'ACME-CALL', to);
    expect(stock.betaContribution).toBeCloseTo(stock.weight! * stock.beta90!.beta, 12);
    expect(option.weight).not.toBeCloseTo(stock.weight!, 6);
    expect(stock.betaContribution! + option.betaContribution!).toBeCloseTo(
      measuredValue(snapshot.estimates.beta.weighted).beta,
      12,
    );
  });
});
