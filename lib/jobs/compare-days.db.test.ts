import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { type NewLot, saveLots } from '@/lib/db/holdings-import';
import { changeLot, listLots, removeLot } from '@/lib/db/lots';
import { localOwner, type Owner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { requestRecalculation } from '@/lib/db/recalculations';
import { heldChanges } from '@/lib/db/run-book';
import { lastTradingDays } from '@/lib/market/calendar';
import type { Change } from '@/lib/risk/change-split';
import { measuredValue } from '@/test/measured-value';
import { cashLot, newLot, privateLot } from '@/test/new-lot';
import { madeCloses, saveCloses } from '@/test/small-market';
import { compareDays, comparedMeasures, type DayComparison } from './compare-days';
import { measureBook } from './measure-book';
import { recalculate } from './recalculate';

const to = '2024-07-09';
const sessions = [...lastTradingDays(to, 700)];
const from = sessions[sessions.length - 22];
const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;
const market = madeCloses('SPY', sessions, { seed: 1, volatilityDaily: 0.01 });

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-07-10';
  await saveCloses([
    market,
    madeCloses('ACME', sessions, { seed: 2, beta: 1.2, market }),
    madeCloses('BETA', sessions, { seed: 3, beta: 0.4, market }),
    madeCloses('GAMA', sessions, { seed: 4, beta: 2, market }),
    madeCloses('OTHER', sessions, { seed: 5, beta: 1, market }),
  ]);
  await pool().query(`INSERT INTO users (id, name) VALUES ($1, 'Somebody else')`, [stranger]);
});

afterAll(disconnect);

async function measureOn(portfolioId: string, day: string): Promise<void> {
  const { recalculation } = await requestRecalculation(pool(), localOwner, {
    portfolioId,
    fromDate: day,
    asOf: day,
    trigger: 'api',
  });
  await recalculate(recalculation.id, new AbortController().signal);
}

async function bookOf(lots: readonly NewLot[]): Promise<string> {
  const { id } = await createPortfolio(localOwner, {
    name: 'x',
    currency: 'USD',
    marketIndex: 'SPY',
    benchmarkCode: 'SP500',
  });
  await inTransaction((client) => saveLots(client, localOwner, id, lots, 'replace', '2020-01-02'));
  return id;
}

const compare = async (id: string, earlier = from, later = to): Promise<DayComparison> =>
  (await compareDays(localOwner, id, earlier, later, measureBook))!;

const partsOf = ({ before, after, change, parts }: Change) => {
  const split = measuredValue(parts);
  const all = measuredValue(change);
  expect(split.prices + split.holdings + split.revision).toBe(all);
  expect(Math.abs(all - (measuredValue(after) - measuredValue(before)))).toBeLessThan(
    1e-12 * (1 + Math.abs(measuredValue(after))),
  );
  return split;
};

const standard = [newLot('ACME', 100), newLot('BETA', -50), cashLot(2_000)];

describe('two days held against each other', () => {
  it('of one book differ by prices and the market alone', async () => {
    const id = await bookOf(standard);
    await measureOn(id, from);
    await measureOn(id, to);
    const { changes, isSameIndex } = await compare(id);
    expect(isSameIndex).toBe(true);
    for (const name of comparedMeasures) {
      const { prices, holdings, revision } = partsOf(changes[name]);
      expect([name, holdings, revision]).toEqual([name, 0, 0]);
      expect([name, prices === 0]).toEqual([name, false]);
    }
  });

  it('tell what was traded in between from what prices did', async () => {
    const id = await bookOf([...standard, newLot('GAMA', 300, { entryDate: sessions[sessions.length - 5] })]);
    const calm = await bookOf(standard);
    for (const one of [id, calm]) for (const day of [from, to]) await measureOn(one, day);
    const [{ changes }, { changes: without }] = [await compare(id), await compare(calm)];
    for (const name of comparedMeasures) {
      const { prices, holdings, revision } = partsOf(changes[name]);
      expect([name, revision]).toEqual([name, 0]);
      // What prices did is what they did to the book that bought nothing.
      expect([name, prices]).toEqual([name, measuredValue(without[name].parts).prices]);
      expect([name, Math.abs(holdings) > 1e-4]).toEqual([name, true]);
    }
  });

  it('take the book of a day as it was measured, whatever has been corrected or removed since', async () => {
    const id = await bookOf(standard);
    await measureOn(id, from);
    const [acme, beta] = await listLots(localOwner, id);
    await changeLot(localOwner, id, acme.id, { quantity: '500' });
    await removeLot(localOwner, id, beta.id);
    await measureOn(id, to);
    const { changes } = await compare(id);
    for (const name of comparedMeasures) {
      const { holdings, revision } = partsOf(changes[name]);
      expect([name, revision]).toEqual([name, 0]);
      expect([name, Math.abs(holdings) > 1e-4]).toEqual([name, true]);
    }
  });

  it('count corrected prices as a revision, on whichever of the days they bear', async () => {
    const id = await bookOf([newLot('OTHER', 100), newLot('ACME', 20)]);
    await measureOn(id, from);
    await measureOn(id, to);
    const stored = await compare(id);
    await saveCloses([madeCloses('OTHER', sessions, { seed: 6, beta: 1.5, market })]);
    const { changes } = await compare(id);
    for (const name of comparedMeasures) {
      const { holdings, revision } = partsOf(changes[name]);
      expect([name, holdings]).toEqual([name, 0]);
      expect([name, Math.abs(revision) > 1e-6]).toEqual([name, true]);
      // What was stored stands; only how it is explained is another.
      expect(changes[name].before).toEqual(stored.changes[name].before);
      expect(changes[name].after).toEqual(stored.changes[name].after);
    }
    // Measured anew, nothing is left to be revised.
    await measureOn(id, from);
    await measureOn(id, to);
    for (const name of comparedMeasures) expect(partsOf((await compare(id)).changes[name]).revision).toBe(0);
  });

  it('of a day and itself differ in nothing', async () => {
    const id = await bookOf(standard);
    await measureOn(id, to);
    const { changes } = await compare(id, to, to);
    for (const name of comparedMeasures)
      expect(partsOf(changes[name])).toEqual({ prices: 0, holdings: 0, revision: 0 });
  });

  it('are none without a snapshot of both, nor of somebody else’s portfolio', async () => {
    const id = await bookOf(standard);
    await measureOn(id, to);
    expect(await compareDays(localOwner, id, from, to, measureBook)).toBeNull();
    expect(await compareDays(stranger, id, to, to, measureBook)).toBeNull();
    await expect(compareDays(localOwner, id, to, from, measureBook)).rejects.toThrow(RangeError);
  });

  it('tells what came from what had no value yet', async () => {
    const late = { price: '5', priceDate: sessions[sessions.length - 5] };
    const id = await bookOf([
      ...standard,
      newLot('NEVER', 3),
      privateLot('LATE', '5', late),
      newLot('GAMA', 10, { entryDate: sessions[sessions.length - 3] }),
    ]);
    await measureOn(id, from);
    await measureOn(id, to);
    const { before, after } = await compare(id);
    const held = new Map((await heldChanges(before, after)).map((one) => [one.symbol, one]));
    expect(held.get('NEVER')).toMatchObject({
      isHeldBefore: true,
      isHeldAfter: true,
      weightBefore: null,
      weightAfter: null,
    });
    expect(held.get('LATE')).toMatchObject({ isHeldBefore: true, isHeldAfter: true, weightBefore: null });
    expect(held.get('GAMA')).toMatchObject({ isHeldBefore: false, isHeldAfter: true, weightBefore: null });
  });
});
