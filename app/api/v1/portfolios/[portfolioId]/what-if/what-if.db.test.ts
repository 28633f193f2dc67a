import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GET as aggregate } from '@/app/api/v1/aggregate/route';
import { GET as concentration } from '@/app/api/v1/analytics/portfolio/[portfolioId]/concentration/route';
import { GET as marketBeta } from '@/app/api/v1/analytics/portfolio/[portfolioId]/market-beta/route';
import { GET as sectorExposure } from '@/app/api/v1/analytics/portfolio/[portfolioId]/sector-exposure/route';
import { GET as volatility } from '@/app/api/v1/analytics/portfolio/[portfolioId]/volatility/route';
import { portfolioSchema } from '@/lib/api/portfolio';
import { foundSecuritiesSchema, measuredBookSchema, whatIfInputsSchema, whatIfSecuritySchema } from '@/lib/api/what-if';
import { disconnect, pool } from '@/lib/db/client';
import { listLots } from '@/lib/db/lots';
import { localOwner, type Owner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { closeMeasuring } from '@/lib/jobs/measure-in-thread';
import { closeSender } from '@/lib/jobs/queue';
import { recalculate } from '@/lib/jobs/recalculate';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';
import { call, documentOf, problemOf } from '@/test/api';
import { seedBook, seedPrices, sessionsUntil } from '@/test/engine-book';
import { GET as inputs } from './inputs/route';
import { POST as save } from './portfolio/route';
import { POST as whatIf } from './route';
import { GET as readSecurity } from './securities/[symbol]/route';
import { GET as findSecurities } from './securities/route';

const asOf = '2026-03-31';
const unknown = '00000000-0000-7000-8000-0000000000aa';
const others = '00000000-0000-7000-8000-0000000000ff' as Owner;
let portfolioId: string;
let theirs: string;
let positions: object[];

const path = (rest = '', id = portfolioId) => `/api/v1/portfolios/${id}/what-if${rest}`;
const post = (handler: unknown, body: unknown, rest = '', id = portfolioId) =>
  call(handler, path(rest, id), { method: 'POST', params: { portfolioId: id }, body });
const get = (handler: unknown, rest: string, params: Record<string, string> = {}, id = portfolioId) =>
  call(handler, path(rest, id), { params: { portfolioId: id, ...params } });

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2026-04-02';
  const symbols = await seedPrices(8, sessionsUntil(asOf, 800));
  portfolioId = await seedBook(symbols.slice(0, 6));
  await pool().query(`UPDATE positions SET symbol = 'S0-100C' WHERE symbol = 'S0 100C'`);
  await pool().query(`INSERT INTO users (id, name) VALUES ($1, 'Somebody else')`, [others]);
  const settings = { name: 'Theirs', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
  theirs = (await createPortfolio(others, settings)).id;
  const lots = await listLots(localOwner, portfolioId);
  const of = (symbol: string) => lots.find((lot) => lot.symbol === symbol)!.id;
  positions = [
    { position_id: of('S0') },
    { position_id: of('S2'), quantity: '-7.25' },
    { position_id: of('S0-100C') },
    { symbol: 's7', quantity: '12' },
    { symbol: 'USD', asset_class: 'cash', quantity: '1234.56' },
    { symbol: 'BARN', asset_class: 'private', quantity: '1', price: '900' },
  ];
}, 120_000);

afterAll(async () => {
  closeMeasuring();
  await closeSender();
  await disconnect();
});

/** What the analytics endpoints say of a portfolio's day. */
async function stored(id: string) {
  const { id: recalculation } = await requestRecalculation(localOwner, id, { asOf, trigger: 'person' });
  await recalculate(recalculation, new AbortController().signal);
  const dataOf = async (handler: unknown, name: string) =>
    (await (await call(handler, `/api/v1/analytics/portfolio/${id}/${name}`, { params: { portfolioId: id } })).json())
      .data;
  return {
    market_beta: await dataOf(marketBeta, 'market-beta'),
    volatility: await dataOf(volatility, 'volatility'),
    sector_exposure: await dataOf(sectorExposure, 'sector-exposure'),
    concentration: await dataOf(concentration, 'concentration'),
  };
}

describe('POST /portfolios/{id}/what-if', () => {
  it('says the very numbers that the endpoints say of it once it is saved and measured', async () => {
    const measured = await documentOf(await post(whatIf, { positions }), measuredBookSchema);
    const saved = await documentOf(await post(save, { name: 'Kept', positions }, '/portfolio'), portfolioSchema, 201);
    const { positions: lots, ...data } = measured.data;
    expect(data).toEqual(await stored(saved.id));
    expect(measured).toMatchObject({ available: true, calculation_date: asOf, portfolio_ids: [portfolioId] });
    expect(lots.map(({ symbol }) => symbol)).toEqual(['S0', 'S2', 'S0-100C', 'S7', 'USD', 'BARN']);
    expect(lots[1].quantity).toBe('-7.25');
    expect(lots[5]).toMatchObject({ market_value: '900', reason: 'private_asset' });
  });

  it('of a day before measures that day', async () => {
    const measured = await documentOf(await post(whatIf, { as_of: '2026-02-27', positions }), measuredBookSchema);
    expect(measured.calculation_date).toBe('2026-02-27');
  });

  it('of cash alone says what it cannot say, with the reason', async () => {
    const measured = await documentOf(
      await post(whatIf, { positions: [{ symbol: 'USD', asset_class: 'cash', quantity: '5' }] }),
      measuredBookSchema,
    );
    expect(measured.data.market_beta).toBeNull();
    expect(measured.metadata.unavailable.market_beta_weighted.reason).toBe('no_positions');
    expect(measured.data.concentration?.hhi).toBe(10_000);
  });

  const stock = { symbol: 'S0', quantity: '1' };
  it.each<[string, object, number, string]>([
    ['no positions', {}, 422, '/positions'],
    ['an empty book', { positions: [] }, 422, '/positions'],
    ['an unknown symbol', { positions: [stock, { symbol: 'NOPE', quantity: '1' }] }, 422, '/positions/1/symbol'],
    ['a symbol that is none', { positions: [{ symbol: '=1+1', quantity: '1' }] }, 422, '/positions/0/symbol'],
    ['no quantity', { positions: [{ symbol: 'S0' }] }, 422, '/positions/0/quantity'],
    ['nothing of something', { positions: [{ symbol: 'S0', quantity: '0' }] }, 422, '/positions/0/quantity'],
    ['a quantity as a number', { positions: [{ symbol: 'S0', quantity: 5 }] }, 422, '/positions/0/quantity'],
    ['a quantity with an exponent', { positions: [{ symbol: 'S0', quantity: '1e3' }] }, 422, '/positions/0/quantity'],
    ['an absurd quantity', { positions: [{ symbol: 'S0', quantity: '99999999999999' }] }, 422, '/positions/0/quantity'],
    [
      'a private asset without a price',
      { positions: [{ symbol: 'X', asset_class: 'private', quantity: '1' }] },
      422,
      '/positions/0/price',
    ],
    ['a class that is none', { positions: [{ ...stock, asset_class: 'option' }] }, 422, '/positions/0/asset_class'],
    ['a position of nobody', { positions: [{ position_id: unknown }] }, 422, '/positions/0/position_id'],
    ['a position id that is none', { positions: [{ position_id: 'x' }] }, 422, '/positions/0/position_id'],
    ['a field that is not known', { positions: [{ ...stock, side: 'long' }] }, 422, '/positions/0/side'],
    ['a day that is none', { as_of: '2025-02-30', positions: [stock] }, 422, '/as_of'],
    ['a day without prices', { as_of: '2026-03-29', positions: [stock] }, 422, '/as_of'],
    ['a day that is to come', { as_of: '2026-12-01', positions: [stock] }, 422, '/as_of'],
    ['not an object', { positions: ['S0'] }, 422, '/positions/0'],
    ['more than there may be', { positions: Array.from({ length: 10_001 }, () => stock) }, 422, '/positions'],
  ])('refuses %s, naming where', async (_, body, status, pointer) => {
    const problem = await problemOf(await post(whatIf, body), status);
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('keeps nothing', async () => {
    const count = async () =>
      (await pool().query(`SELECT (SELECT count(*) FROM runs)::int + (SELECT count(*) FROM positions)::int AS n`))
        .rows[0].n;
    const before = await count();
    await post(whatIf, { positions });
    expect(await count()).toBe(before);
  });
});

describe('GET /portfolios/{id}/what-if/inputs', () => {
  it('has the lots of the day with the closes that move them', async () => {
    const document = await documentOf(await get(inputs, '/inputs'), whatIfInputsSchema);
    expect(document).toMatchObject({ as_of: asOf, currency: 'USD', market_index: 'SPY' });
    expect(document.holdings.map(({ symbol }) => symbol).sort()).toEqual(
      ['CELLAR', 'S0', 'S0-100C', 'S1', 'S2', 'S3', 'S4', 'S5', 'USD'].sort(),
    );
    const days = Buffer.from(document.axis, 'base64').length / 4;
    for (const column of [document.market, ...document.columns])
      expect(Buffer.from(column, 'base64').length / 8).toBe(days);
    for (const { column } of document.holdings)
      if (column !== null) expect(column).toBeLessThan(document.columns.length);
  });

  it('refuses a query it does not know, and days that cannot be measured', async () => {
    await problemOf(await get(inputs, '/inputs?x=1'), 400);
    await problemOf(await get(inputs, '/inputs?as_of=2026-03-29'), 422);
  });
});

describe('GET /portfolios/{id}/what-if/securities', () => {
  const found = z.array(z.string());
  it('finds what could be added, and reads it with its closes', async () => {
    const { data } = await documentOf(await get(findSecurities, '/securities?search=s7'), foundSecuritiesSchema);
    expect(found.parse(data.map(({ symbol }) => symbol))).toEqual(['S7']);
    const { holding, closes } = await documentOf(
      await get(readSecurity, '/securities/S7', { symbol: 's7' }),
      whatIfSecuritySchema,
    );
    expect(holding).toMatchObject({ symbol: 'S7', asset_class: 'stock', quantity: '1', currency: 'USD' });
    expect(Number(holding.price)).toBeGreaterThan(0);
    const document = await documentOf(await get(inputs, '/inputs'), whatIfInputsSchema);
    expect(closes!.length).toBe(document.market.length);
  });

  it('knows no symbol that nobody has imported', async () => {
    for (const symbol of ['NOPE', '=1+1', 'a'.repeat(50)])
      await problemOf(await get(readSecurity, `/securities/${encodeURIComponent(symbol)}`, { symbol }), 404);
    await problemOf(await get(findSecurities, `/securities?search=${'a'.repeat(81)}`), 400);
  });
});

describe('POST /portfolios/{id}/what-if/portfolio', () => {
  it('says where it is, and leaves the one it began as alone', async () => {
    const before = await listLots(localOwner, portfolioId);
    const response = await post(save, { name: 'Another', positions }, '/portfolio');
    const made = await documentOf(response, portfolioSchema, 201);
    expect(response.headers.get('location')).toBe(`/api/v1/portfolios/${made.id}`);
    expect(made).toMatchObject({ name: 'Another', positions: 6, is_demonstration: false });
    expect(await listLots(localOwner, portfolioId)).toEqual(before);
  });

  it('refuses a name that is none, and makes nothing', async () => {
    const count = async () => (await pool().query('SELECT count(*)::int AS n FROM portfolios')).rows[0].n;
    const before = await count();
    const problem = await problemOf(await post(save, { name: ' ', positions }, '/portfolio'), 422);
    expect(problem.errors?.[0].pointer).toBe('/name');
    await problemOf(await post(save, { name: 'x', positions: [{ symbol: 'NOPE', quantity: '1' }] }, '/portfolio'), 422);
    expect(await count()).toBe(before);
  });
});

describe('GET /aggregate', () => {
  const ask = (query: string) => call(aggregate, `/api/v1/aggregate?${query}`);

  it('measures all holdings together: twice the same book weighs and moves as once', async () => {
    const lots = (await listLots(localOwner, portfolioId)).map(({ id }) => ({ position_id: id }));
    const twin = await documentOf(
      await post(save, { name: 'Twin', positions: lots }, '/portfolio'),
      portfolioSchema,
      201,
    );
    const one = await documentOf(await post(whatIf, { positions: lots }), measuredBookSchema);
    const both = await documentOf(await ask(`portfolio_ids=${portfolioId},${twin.id}`), measuredBookSchema);
    expect(both.portfolio_ids).toEqual([portfolioId, twin.id]);
    expect(Number(both.metadata.equity)).toBeCloseTo(2 * Number(one.metadata.equity), 6);
    expect(both.data.volatility!.realized_volatility_21d).toBeCloseTo(
      one.data.volatility!.realized_volatility_21d!,
      12,
    );
    expect(both.data.market_beta!.market_beta_direct).toBeCloseTo(one.data.market_beta!.market_beta_direct!, 12);
    expect(both.data.concentration!.hhi).toBeCloseTo(one.data.concentration!.hhi, 8);
    expect(both.data.positions).toHaveLength(2 * one.data.positions.length);
  });

  it.each([
    ['no portfolios', () => '', 400],
    ['one portfolio', () => `portfolio_ids=${portfolioId}`, 400],
    ['one portfolio twice', () => `portfolio_ids=${portfolioId},${portfolioId}`, 400],
    ['something that is no id', () => `portfolio_ids=${portfolioId},x`, 400],
    ['a portfolio of nobody', () => `portfolio_ids=${portfolioId},${unknown}`, 404],
    ['a portfolio of somebody else', () => `portfolio_ids=${portfolioId},${theirs}`, 404],
    ['an unknown name', () => `portfolio_ids=${portfolioId},${unknown}&x=1`, 400],
  ])('refuses %s', async (_, query, status) => {
    await problemOf(await ask(query()), status);
  });
});

describe('a portfolio of somebody else', () => {
  it('is not there, whatever is asked of it', async () => {
    const body = { positions: [{ symbol: 'S0', quantity: '1' }] };
    await problemOf(await post(whatIf, body, '', theirs), 404);
    await problemOf(await post(save, { name: 'x', ...body }, '/portfolio', theirs), 404);
    await problemOf(await get(inputs, '/inputs', {}, theirs), 404);
    await problemOf(await get(findSecurities, '/securities', {}, theirs), 404);
    await problemOf(await get(readSecurity, '/securities/S0', { symbol: 'S0' }, theirs), 404);
  });
});
