import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedBook, seedPrices, sessionsUntil } from '@/test/engine-book';
import { NotFound, Refused } from '../db/absence';
import { bookOn } from '../db/book';
import { disconnect, pool } from '../db/client';
import { listLots } from '../db/lots';
import { localOwner, type Owner } from '../db/owner';
import { searchSecurities } from '../db/security-search';
import { snapshotPositions } from '../db/snapshot-positions';
import { snapshotOn } from '../db/snapshots';
import { marketBeta } from '../risk/market-beta';
import { portfolioEstimates } from '../risk/portfolio-estimates';
import { pairedReturns, simpleReturns } from '../risk/returns';
import { realizedVolatility } from '../risk/volatility';
import { type HypotheticalLot, hypotheticalBook, measurableDay, mergedBook } from './hypothetical-book';
import { measureBook } from './measure-book';
import { closeMeasuring, MeasuringBusy, measureInThread, measuringLimits } from './measure-in-thread';
import { closeSender } from './queue';
import { recalculate } from './recalculate';
import { requestRecalculation } from './request-recalculation';
import { saveHypothetical } from './save-hypothetical';
import { whatIfInputs } from './what-if-inputs';

const asOf = '2026-03-31';
const stranger = '00000000-0000-7000-8000-0000000000ff' as Owner;
let portfolioId: string;
let lots: HypotheticalLot[];

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2026-04-02';
  const symbols = await seedPrices(8, sessionsUntil(asOf, 800));
  portfolioId = await seedBook(symbols.slice(0, 6));
  // No file of holdings has a symbol with a space.
  await pool().query(`UPDATE positions SET symbol = 'S0-100C' WHERE symbol = 'S0 100C'`);
  const stored = await listLots(localOwner, portfolioId);
  const of = (symbol: string) => stored.find((lot) => lot.symbol === symbol)!.id;
  lots = [
    ...stored
      .filter(({ symbol }) => !['S1', 'S2', 'USD'].includes(symbol))
      .map(({ id }): HypotheticalLot => ({ positionId: id })),
    { positionId: of('S2'), quantity: '-3.5' },
    { symbol: 'S7', assetClass: 'stock', quantity: '40' },
    { symbol: 'USD', assetClass: 'cash', quantity: '31000.25' },
    { symbol: 'BARN', assetClass: 'private', quantity: '2', price: '1500' },
  ];
}, 120_000);

afterAll(async () => {
  closeMeasuring();
  await closeSender();
  await disconnect();
});

async function recalculated(id: string) {
  const { id: recalculation } = await requestRecalculation(localOwner, id, { asOf, trigger: 'person' });
  await recalculate(recalculation, new AbortController().signal);
  return (await snapshotOn(localOwner, id, asOf))!;
}

/** Every number of a value, by where it is. */
function numbers(value: unknown, at = ''): Map<string, number> {
  if (typeof value === 'number') return new Map([[at, value]]);
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).flatMap(([key, part]) => [...numbers(part, `${at}/${key}`)]));
}

describe('a book that nobody has stored', () => {
  it('is measured to the bit as a portfolio that holds it, also in the thread', async () => {
    const book = await hypotheticalBook(localOwner, portfolioId, asOf, lots);
    const inThread = await measureInThread(book, asOf);
    const { id } = await saveHypothetical(localOwner, portfolioId, asOf, lots, 'Thought of');
    const snapshot = await recalculated(id);
    expect(inThread.estimates).toEqual(snapshot.estimates);
    expect((await measureBook(book, asOf)).estimates).toEqual(snapshot.estimates);

    const stored = await snapshotPositions(snapshot);
    const parts = (
      rows: readonly {
        marketValue: number | null;
        weight: number | null;
        betaContribution: number | null;
        volatilityContribution: number | null;
        reason: string | null;
      }[],
    ) =>
      rows
        .map(({ marketValue, weight, betaContribution, volatilityContribution, reason }) =>
          JSON.stringify([marketValue, weight, betaContribution, volatilityContribution, reason]),
        )
        .sort();
    expect(parts(inThread.positions)).toEqual(parts(stored));
  });

  it('is measured by the library alone, as a browser does, to a relative 1e-12', async () => {
    const book = await hypotheticalBook(localOwner, portfolioId, asOf, lots);
    const { axis, until, columns, market, holdings, benchmark } = await whatIfInputs(book, asOf);
    const { estimates } = portfolioEstimates({
      axis,
      until,
      columns,
      market,
      holdings,
      benchmark,
      betas: columns.map((column) => marketBeta(pairedReturns(column, market, until))),
      volatilities: columns.map((column) => realizedVolatility(simpleReturns(column, until).values, 252)),
    });
    const expected = numbers((await measureBook(book, asOf)).estimates);
    const found = numbers(estimates);
    expect(found.size).toBeGreaterThan(150);
    for (const [at, value] of found) {
      const other = expected.get(at)!;
      expect(Math.abs(value - other), at).toBeLessThanOrEqual(1e-12 * Math.max(1e-3, Math.abs(other)));
    }
  });

  it('of the stored lots as they are is the stored book', async () => {
    const stored = await bookOn(localOwner, portfolioId, asOf);
    const same = await hypotheticalBook(
      localOwner,
      portfolioId,
      asOf,
      stored.lots.map(({ id }) => ({ positionId: id })),
    );
    expect(same).toEqual(stored);
  });

  it('is kept nowhere', async () => {
    const count = async () =>
      (
        await pool().query(
          'SELECT (SELECT count(*) FROM runs) + (SELECT count(*) FROM positions) + (SELECT count(*) FROM symbol_volatilities) AS n',
        )
      ).rows[0].n;
    const before = await count();
    await measureInThread(await hypotheticalBook(localOwner, portfolioId, asOf, lots), asOf);
    expect(await count()).toBe(before);
  });

  it.each<[string, HypotheticalLot, string, string]>([
    [
      'an unknown symbol',
      { symbol: 'NOPE', assetClass: 'stock', quantity: '1' },
      '/positions/0/symbol',
      'nobody here knows NOPE',
    ],
    [
      'a position of nobody',
      { positionId: '00000000-0000-7000-8000-0000000000aa' },
      '/positions/0/position_id',
      'no such position',
    ],
  ])('refuses %s at its entry', async (_, lot, field, words) => {
    const refused = await hypotheticalBook(localOwner, portfolioId, asOf, [lot]).catch((error) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect([refused.field, refused.message]).toEqual([field, expect.stringContaining(words)]);
  });

  it('refuses a position twice, and a book of somebody else as one that is not there', async () => {
    const [first] = lots;
    await expect(hypotheticalBook(localOwner, portfolioId, asOf, [first, first])).rejects.toMatchObject({
      field: '/positions/1/position_id',
    });
    await expect(hypotheticalBook(stranger, portfolioId, asOf, lots)).rejects.toThrow(NotFound);
    await expect(saveHypothetical(stranger, portfolioId, asOf, lots, 'x')).rejects.toThrow(NotFound);
    await expect(mergedBook(stranger, [portfolioId], asOf)).rejects.toThrow(NotFound);
  });

  it('is saved with what no file of holdings may say refused at its entry, and nothing made', async () => {
    const before = (await pool().query('SELECT count(*)::int AS n FROM portfolios')).rows[0].n;
    const refused = await saveHypothetical(
      localOwner,
      portfolioId,
      asOf,
      [...lots, { symbol: 'SHED', assetClass: 'private', quantity: '1' }],
      'x',
    ).catch((error) => error);
    expect([refused.field, refused.code]).toEqual([`/positions/${lots.length}/price`, 'lot_refused']);
    expect((await pool().query('SELECT count(*)::int AS n FROM portfolios')).rows[0].n).toBe(before);
  });
});

describe('several books', () => {
  it('are measured as one portfolio that holds all their lots', async () => {
    const { id: other } = await saveHypothetical(localOwner, portfolioId, asOf, lots, 'Other');
    const merged = await measureInThread(await mergedBook(localOwner, [portfolioId, other], asOf), asOf);
    const all = await saveHypothetical(
      localOwner,
      portfolioId,
      asOf,
      [...(await listLots(localOwner, portfolioId)).map(({ id }): HypotheticalLot => ({ positionId: id }))],
      'All',
    );
    const copies = await listLots(localOwner, other);
    for (const lot of copies)
      await pool().query(
        `INSERT INTO positions (portfolio_id, import_key, security_id, symbol, asset_class, quantity, quantity_as_of, lot_id,
                                entry_date, currency, price, price_date, option_type, strike, expiry, multiplier, delta)
         SELECT $2, 'copy ' || import_key, security_id, symbol, asset_class, quantity, quantity_as_of, NULL, entry_date,
                currency, price, price_date, option_type, strike, expiry, multiplier, delta
           FROM positions WHERE id = $1`,
        [lot.id, all.id],
      );
    const snapshot = await recalculated(all.id);
    expect(merged.estimates).toEqual(snapshot.estimates);
  });
});

describe('the thread', () => {
  it('refuses more than may wait, and goes on with those that do', async () => {
    const book = await hypotheticalBook(localOwner, portfolioId, asOf, lots);
    const asked = Array.from({ length: measuringLimits.waiting + 3 }, () => measureInThread(book, asOf));
    const ended = await Promise.allSettled(asked);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(measuringLimits.waiting + 1);
    for (const one of ended) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(MeasuringBusy);
  });

  it('that is closed in the middle says so, and the next request opens another', async () => {
    const book = await hypotheticalBook(localOwner, portfolioId, asOf, lots);
    const interrupted = measureInThread(book, asOf);
    closeMeasuring();
    await expect(interrupted).rejects.toThrow('closed');
    expect((await measureInThread(book, asOf)).estimates.value.status).toBe('measured');
  });
});

describe('measurableDay', () => {
  it('is the newest day with prices, or the one that is asked for', async () => {
    expect(await measurableDay(localOwner, portfolioId)).toBe(asOf);
    expect(await measurableDay(localOwner, portfolioId, '2026-03-30')).toBe('2026-03-30');
  });

  it.each([
    ['2026-03-29', 'no_trading_day'],
    ['2026-04-03', 'date_in_future'],
    ['1990-01-02', 'no_prices'],
  ])('refuses %s', async (day, code) => {
    await expect(measurableDay(localOwner, portfolioId, day)).rejects.toMatchObject({ code, field: '/as_of' });
  });
});

describe('searchSecurities', () => {
  const found = async (text: string, limit = 10) =>
    (await searchSecurities(text, asOf, limit)).map(({ symbol }) => symbol);

  it('finds by the beginning of a symbol, the very symbol first', async () => {
    expect(await found('s')).toEqual(['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'SPY']);
    expect((await found('spy'))[0]).toBe('SPY');
    expect(await found('s', 2)).toHaveLength(2);
  });

  it('finds by words of the name, takes signs literally, and what has no prices not at all', async () => {
    await pool().query(`UPDATE securities SET name = 'Acme Rocket 100% Co' WHERE symbol = 'S3'`);
    expect(await found('rock')).toEqual(['S3']);
    expect(await found('100%')).toEqual(['S3']);
    expect(await found('%')).toEqual([]);
    expect(await found('_0')).toEqual([]);
    expect(await searchSecurities('s', '1990-01-01', 10)).toEqual([]);
  });
});
