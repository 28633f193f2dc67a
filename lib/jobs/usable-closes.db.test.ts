import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measuredValue } from '@/test/measured-value';
import { cashLot, newLot, privateLot } from '@/test/new-lot';
import { type MadeCloses, madeCloses, saveCloses } from '@/test/small-market';
import { acceptMove, withdrawMove } from '../db/accepted-moves';
import { saveActions } from '../db/actions-import';
import { disconnect, inTransaction, pool } from '../db/client';
import { type NewLot, saveLots } from '../db/holdings-import';
import { localOwner } from '../db/owner';
import { createPortfolio } from '../db/portfolios';
import { requestRecalculation, requireRecalculation } from '../db/recalculations';
import { snapshotPositions } from '../db/snapshot-positions';
import { snapshotOn } from '../db/snapshots';
import { lastTradingDays } from '../market/calendar';
import { marketBeta } from '../risk/market-beta';
import { pairedReturns, simpleReturns } from '../risk/returns';
import { realizedVolatility } from '../risk/volatility';
import { dataQuality } from './data-quality';
import { recalculate } from './recalculate';

const asOf = '2024-07-09';
const sessions = [...lastTradingDays(asOf, 700)];
const market = madeCloses('SPY', sessions, { seed: 1, volatilityDaily: 0.01 });
const good = madeCloses('GOOD', sessions, { seed: 2, beta: 1.2, market });

const scaledFrom = (one: MadeCloses, symbol: string, from: number, factor: number): MadeCloses => ({
  ...one,
  symbol,
  closes: one.closes.map((close, i) => (i < from ? close : Number((close * factor).toFixed(4)))),
});
/** Nobody reported a split of four for one, sixty sessions ago. */
const splitAt = sessions.length - 60;
const broken = scaledFrom(
  madeCloses('BROKEN', sessions, { seed: 3, beta: 1, market, start: 400 }),
  'BROKEN',
  splitAt,
  0.25,
);
const frozen: MadeCloses = (() => {
  const one = madeCloses('FROZEN', sessions, { seed: 4, beta: 1, market });
  return {
    ...one,
    closes: one.closes.map((close, i) => (i >= sessions.length - 12 ? one.closes[sessions.length - 12] : close)),
  };
})();
const lagged: MadeCloses = {
  symbol: 'LAGGED',
  dates: sessions,
  closes: market.closes.map((_, i) => market.closes[Math.max(0, i - 1)]),
};

beforeAll(() => saveCloses([market, good, broken, frozen, lagged]));
afterAll(disconnect);

async function book(lots: readonly NewLot[], currency = 'USD', marketIndex = 'SPY'): Promise<string> {
  const { id } = await createPortfolio(localOwner, { name: 'x', currency, marketIndex, benchmarkCode: 'SP500' });
  await inTransaction((client) => saveLots(client, localOwner, id, lots, 'replace', '2020-01-02'));
  return id;
}

async function measure(portfolioId: string, from = asOf) {
  const { recalculation } = await requestRecalculation(pool(), localOwner, {
    portfolioId,
    fromDate: from,
    asOf,
    trigger: 'api',
  });
  await recalculate(recalculation.id, new AbortController().signal);
  const done = await requireRecalculation(localOwner, recalculation.id);
  expect(done).toMatchObject({ state: 'completed', errorCode: null });
  return done;
}

async function numbersOf(portfolioId: string, date = asOf) {
  const snapshot = (await snapshotOn(localOwner, portfolioId, date))!;
  const positions = await snapshotPositions(snapshot);
  return { estimates: snapshot.estimates, of: (symbol: string) => positions.find((one) => one.symbol === symbol)! };
}

const isStale = async (portfolioId: string, date = asOf): Promise<boolean> =>
  (
    await pool().query(
      'SELECT stale_since IS NOT NULL AS stale FROM portfolio_snapshots WHERE portfolio_id = $1 AND snapshot_date = $2',
      [portfolioId, date],
    )
  ).rows[0].stale;

const kindsOf = async (id: string, symbol: string) =>
  (await dataQuality(localOwner, id))!.findings
    .filter((one) => one.symbol === symbol)
    .map(({ severity, kind }) => `${severity} ${kind}`);

const columnOf = (one: MadeCloses) => Float64Array.from(one.closes);

describe('a grave finding on the closes of a security', () => {
  it('a split nobody reported: the returns since it, and no value of what was stated before it', async () => {
    const id = await book([newLot('GOOD', 10), newLot('BROKEN', 10)]);
    await measure(id);
    const { of, estimates } = await numbersOf(id);
    expect(await kindsOf(id, 'BROKEN')).toContain('grave probable_split');
    const since = pairedReturns(columnOf(broken).subarray(splitAt), columnOf(market).subarray(splitAt));
    const want = measuredValue(marketBeta(since));
    expect(of('BROKEN').beta).toMatchObject({
      observations: 59,
      reason: null,
      firstDate: sessions[splitAt],
    });
    expect(of('BROKEN').beta!.beta).toBeCloseTo(want.beta, 12);
    expect(of('BROKEN').volatility!.realized63d).toBeNull();
    expect(of('BROKEN').volatility!.unavailable!.realized63d).toMatchObject({
      reason: 'short_history',
      observations: 59,
    });
    expect(of('BROKEN')).toMatchObject({ marketValue: null, reason: 'no_prices' });
    expect(measuredValue(estimates.value).equity).toBeCloseTo(10 * good.closes.at(-1)!, 8);
    expect(of('GOOD').beta).toMatchObject({ observations: 90 });
  });

  it('is known from its own day on: the day before has all of the past', async () => {
    const id = await book([newLot('BROKEN', 10)]);
    const [before, day] = [sessions[splitAt - 1], sessions[splitAt]];
    await measure(id, before);
    expect((await numbersOf(id, before)).of('BROKEN').beta).toMatchObject({ observations: 90, reason: null });
    expect((await numbersOf(id, day)).of('BROKEN').beta).toMatchObject({ reason: 'short_history', observations: 0 });
    expect((await numbersOf(id, before)).of('BROKEN').marketValue).toBeCloseTo(10 * broken.closes[splitAt - 1], 8);
  });

  it('accepting the move marks the days as stale that look at it, and the next recalculation shows the number', async () => {
    const id = await book([newLot('BROKEN', 10)]);
    await measure(id);
    await acceptMove('BROKEN', sessions[splitAt]);
    expect(await isStale(id)).toBe(true);
    expect(await measure(id)).toMatchObject({ daysStored: 1 });
    expect((await numbersOf(id)).of('BROKEN')).toMatchObject({ reason: null, beta: { observations: 90 } });
    expect((await numbersOf(id)).of('BROKEN').marketValue).toBeCloseTo(10 * broken.closes.at(-1)!, 8);
    expect(await kindsOf(id, 'BROKEN')).toEqual(['mild unknown_sector']);
    // And back: the very numbers of before.
    await withdrawMove('BROKEN', sessions[splitAt]);
    expect(await isStale(id)).toBe(true);
    await measure(id);
    expect((await numbersOf(id)).of('BROKEN')).toMatchObject({ reason: 'no_prices', beta: { observations: 59 } });
  });

  it('closes carried forward are no new closes, and the value stays', async () => {
    const id = await book([newLot('FROZEN', 10)]);
    await measure(id);
    const { of } = await numbersOf(id);
    expect(await kindsOf(id, 'FROZEN')).toContain('grave repeated_close');
    expect(of('FROZEN').beta).toMatchObject({ beta: null, reason: 'stale_prices' });
    expect(of('FROZEN').marketValue).toBeCloseTo(10 * frozen.closes.at(-1)!, 8);
  });

  it('a series that is the index of the day before has no closes of its own', async () => {
    const id = await book([newLot('LAGGED', 10), newLot('GOOD', 1)]);
    await measure(id);
    const { of } = await numbersOf(id);
    expect(await kindsOf(id, 'LAGGED')).toContain('grave index_shifted');
    expect(of('LAGGED').beta).toMatchObject({ beta: null, reason: 'no_prices' });
    expect(of('GOOD').beta).toMatchObject({ observations: 90 });
  });

  it('on the index itself leaves every beta the returns since', async () => {
    const index = scaledFrom(market, 'INDEX2', sessions.length - 40, 0.5);
    await saveCloses([index]);
    const id = await book([newLot('GOOD', 10)], 'USD', 'INDEX2');
    await measure(id);
    const { of } = await numbersOf(id);
    expect(of('GOOD').beta).toMatchObject({ observations: 39, reason: null });
    expect(of('GOOD').volatility).toMatchObject({ unavailable: null });
  });

  it('a day by itself has the bits of the same day among others', async () => {
    const lots = [newLot('BROKEN', 10), newLot('FROZEN', 5), newLot('LAGGED', 3), newLot('GOOD', 2)];
    const [alone, among] = [await book(lots), await book(lots)];
    await measure(among, sessions[sessions.length - 30]);
    await measure(alone);
    const bits = async (id: string) => {
      const { estimates, of } = await numbersOf(id);
      return JSON.stringify([estimates, lots.map(({ symbol }) => ({ ...of(symbol), id: null }))]);
    };
    expect(await bits(alone)).toBe(await bits(among));
  });
});

describe('a split that is reported later', () => {
  it('gives the value and the returns back: quantity and adjusted closes are restated', async () => {
    await saveCloses([{ ...broken, symbol: 'LATE' }]);
    const id = await book([newLot('LATE', 10)]);
    await measure(id);
    await inTransaction((client) =>
      saveActions(client, [{ symbol: 'LATE', date: sessions[splitAt], dividend: null, split: '4' }], 'CSV'),
    );
    expect(await isStale(id)).toBe(true);
    await measure(id);
    const { of } = await numbersOf(id);
    expect(of('LATE')).toMatchObject({ reason: null, quantity: 40, beta: { observations: 90 } });
    expect(of('LATE').marketValue).toBeCloseTo(40 * broken.closes.at(-1)!, 8);
  });
});

describe('what is held in another currency', () => {
  const rates = madeCloses('EURUSD=X', sessions, { seed: 9, start: 1.1, volatilityDaily: 0.004 });
  const euro = madeCloses('SAP', sessions, { seed: 10, beta: 0.8, market });

  it('is unavailable without rates, converted day by day with them, and measured again when a rate changes', async () => {
    await saveCloses([euro]);
    const id = await book([
      newLot('GOOD', 10),
      newLot('SAP', 10, { currency: 'EUR' }),
      cashLot(100, { currency: 'EUR' }),
      privateLot('CELLAR', '50', { currency: 'EUR' }),
    ]);
    await measure(id);
    const before = await numbersOf(id);
    expect(before.of('SAP')).toMatchObject({ marketValue: null, reason: 'no_prices', beta: null });
    expect(measuredValue(before.estimates.value).equity).toBeCloseTo(10 * good.closes.at(-1)!, 8);
    expect(await kindsOf(id, 'SAP')).toContain('grave other_currency');

    await saveCloses([rates]);
    expect(await isStale(id)).toBe(true);
    await measure(id);
    const { of, estimates } = await numbersOf(id);
    const last = rates.closes.at(-1)!;
    expect(of('SAP').marketValue).toBeCloseTo(10 * euro.closes.at(-1)! * last, 8);
    expect(measuredValue(estimates.value).equity).toBeCloseTo(
      10 * good.closes.at(-1)! + (10 * euro.closes.at(-1)! + 100 + 50) * last,
      8,
    );
    const converted = Float64Array.from(euro.closes, (close, i) => close * rates.closes[i]);
    expect(of('SAP').beta!.beta).toBeCloseTo(
      measuredValue(marketBeta(pairedReturns(converted, columnOf(market)))).beta,
      12,
    );
    expect(of('SAP').volatility!.realized21d).toBeCloseTo(
      measuredValue(realizedVolatility(simpleReturns(converted).values, 21)).volatilityAnnual,
      12,
    );
    expect(await kindsOf(id, 'SAP')).toEqual(['mild other_currency', 'mild unknown_sector']);

    await saveCloses([{ ...rates, closes: rates.closes.map((rate, i) => (i === sessions.length - 1 ? 2 : rate)) }]);
    expect(await isStale(id)).toBe(true);
    await measure(id);
    expect((await numbersOf(id)).of('SAP').marketValue).toBeCloseTo(20 * euro.closes.at(-1)!, 8);
  });

  it('leaves a portfolio alone that has nothing to do with the pair', async () => {
    const id = await book([newLot('GOOD', 10)]);
    await measure(id);
    await saveCloses([{ ...rates, closes: rates.closes.map((rate) => Number((rate * 1.01).toFixed(4))) }]);
    expect(await isStale(id)).toBe(false);
  });

  it('holds a portfolio in euros against an index in dollars in euros', async () => {
    await pool().query(`UPDATE securities SET currency = 'USD' WHERE symbol = 'SPY'`);
    const id = await book([newLot('SAP', 10)], 'EUR');
    await measure(id);
    const { rows } = await pool().query(
      `SELECT p.close::float8 AS close FROM daily_prices p JOIN securities s ON s.id = p.security_id
        WHERE s.symbol = 'EURUSD=X' ORDER BY date`,
    );
    const inEuros = Float64Array.from(market.closes, (close, i) => close * (1 / rows[i].close));
    const want = measuredValue(marketBeta(pairedReturns(columnOf(euro), inEuros)));
    expect((await numbersOf(id)).of('SAP').beta!.beta).toBeCloseTo(want.beta, 12);
  });
});
