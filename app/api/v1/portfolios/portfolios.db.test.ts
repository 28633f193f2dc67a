import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lotSchema } from '@/lib/api/lot';
import { pageOf } from '@/lib/api/page';
import { portfolioSchema } from '@/lib/api/portfolio';
import { recalculationSchema } from '@/lib/api/recalculation';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { localOwner, type Owner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { closeSender } from '@/lib/jobs/queue';
import { call, documentOf, problemOf } from '@/test/api';
import { cashLot, newLot, optionLot, privateLot } from '@/test/new-lot';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';
import { DELETE as cancel, GET as cancelled } from '../recalculations/[recalculationId]/route';
import {
  PATCH as changePosition,
  GET as readPosition,
  DELETE as removePosition,
} from './[portfolioId]/positions/[positionId]/route';
import { GET as listPositions } from './[portfolioId]/positions/route';
import { GET as listRecalculations, POST as recalculate } from './[portfolioId]/recalculations/route';
import { PATCH as change, GET as read, DELETE as remove } from './[portfolioId]/route';
import { POST as create, GET as list } from './route';

const path = '/api/v1/portfolios';
const unknown = '00000000-0000-7000-8000-0000000000aa';
const listSchema = pageOf(portfolioSchema);
const lotsSchema = pageOf(lotSchema);

let portfolioId: string;
let strangersId: string;

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-03-08';
  await saveCloses([madeCloses('SPY', weekdays('2024-03-07', 40), { seed: 1 })]);
  await pool().query(`INSERT INTO users (id, name) VALUES ('00000000-0000-7000-8000-0000000000ff', 'Somebody else')`);
  await pool().query(`INSERT INTO benchmarks (code, name) VALUES ('OTHER', 'Another')`);
});

afterAll(async () => {
  await closeSender();
  await disconnect();
});

beforeEach(async () => {
  await pool().query('DELETE FROM portfolios');
  const settings = { name: 'Mine', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
  portfolioId = (await createPortfolio(localOwner, settings)).id;
  strangersId = (await createPortfolio('00000000-0000-7000-8000-0000000000ff' as Owner, settings)).id;
});

const nameOf = async (id: string) =>
  (await pool().query('SELECT name FROM portfolios WHERE id = $1', [id])).rows[0]?.name;

describe('POST /portfolios', () => {
  it('makes a portfolio and says where it is', async () => {
    const response = await call(create, path, {
      body: { name: '  Nest egg ', currency: 'EUR', market_index: '^GSPC', benchmark_code: 'OTHER' },
    });
    const made = await documentOf(response, portfolioSchema, 201);
    expect(made).toMatchObject({
      name: 'Nest egg',
      currency: 'EUR',
      market_index: '^GSPC',
      benchmark_code: 'OTHER',
      positions: 0,
      latest_snapshot_date: null,
      is_demonstration: false,
    });
    expect(response.headers.get('location')).toBe(`${path}/${made.id}`);
    expect(
      await documentOf(
        await call(read, response.headers.get('location')!, { params: { portfolioId: made.id } }),
        portfolioSchema,
      ),
    ).toEqual(made);
  });

  it('takes dollars, SPY and the S&P 500 where nothing is said', async () => {
    const made = await documentOf(await call(create, path, { body: { name: 'x' } }), portfolioSchema, 201);
    expect(made).toMatchObject({ currency: 'USD', market_index: 'SPY', benchmark_code: 'SP500' });
  });

  it.each([
    ['no name', {}, '/name'],
    ['an empty name', { name: '' }, '/name'],
    ['a name of spaces', { name: ' \t\n ' }, '/name'],
    ['a name of spaces that PostgreSQL counts and JavaScript does not', { name: '\u0085' }, '/name'],
    ['a name with a NUL', { name: 'a\0b' }, '/name'],
    ['a name with a line end', { name: 'a\nb' }, '/name'],
    ['half a character', { name: 'a\ud800' }, '/name'],
    ['a name that turns the text around', { name: 'abc\u202etxt.exe' }, '/name'],
    ['a name of 121 characters', { name: 'x'.repeat(121) }, '/name'],
    ['a number for a name', { name: 5 }, '/name'],
    ['small letters for a currency', { name: 'x', currency: 'usd' }, '/currency'],
    ['a currency of four letters', { name: 'x', currency: 'USDT' }, '/currency'],
    ['an index that is no symbol', { name: 'x', market_index: 'S&P' }, '/market_index'],
    ['an index that is too long', { name: 'x', market_index: 'X'.repeat(17) }, '/market_index'],
    ['a benchmark that is not there', { name: 'x', benchmark_code: 'NOPE' }, '/benchmark_code'],
    ['an owner', { name: 'x', owner_id: unknown }, '/owner_id'],
    ['an id', { name: 'x', id: unknown }, '/id'],
    ['the mark of the demonstration', { name: 'x', is_demonstration: true }, '/is_demonstration'],
  ])('refuses %s, naming the field, and makes nothing', async (_, body, pointer) => {
    const before = await documentOf(await call(list, path), listSchema);
    const problem = await problemOf(await call(create, path, { body }), 422);
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
    expect(await documentOf(await call(list, path), listSchema)).toEqual(before);
  });

  it.each([
    'Äpfel & Söhne',
    '日本株',
    '👨‍👩‍👧 family',
    "O'Brien; DROP TABLE portfolios; --",
    '<script>alert(1)</script>',
    '=1+1',
    'x'.repeat(120),
  ])('keeps the name %j as it is', async (name) => {
    expect(await documentOf(await call(create, path, { body: { name } }), portfolioSchema, 201)).toMatchObject({
      name,
    });
  });
});

describe('GET /portfolios', () => {
  it("lists the owner's in the order in which they were made, nobody else's", async () => {
    await call(create, path, { body: { name: 'Second' } });
    const { data } = await documentOf(await call(list, path), listSchema);
    expect(data.map(({ name }) => name)).toEqual(['Mine', 'Second']);
    expect(data[0].id).toBe(portfolioId);
  });
});

describe('PATCH /portfolios/{id}', () => {
  const patch = (body: unknown, id = portfolioId) =>
    call(change, `${path}/${id}`, { method: 'PATCH', params: { portfolioId: id }, body });

  it('changes what is said and leaves the rest', async () => {
    expect(await documentOf(await patch({ name: 'Renamed' }), portfolioSchema)).toMatchObject({
      name: 'Renamed',
      market_index: 'SPY',
    });
    expect(
      await documentOf(await patch({ market_index: 'VTI', benchmark_code: 'OTHER' }), portfolioSchema),
    ).toMatchObject({ name: 'Renamed', market_index: 'VTI', benchmark_code: 'OTHER' });
  });

  it.each([
    ['nothing', {}, ''],
    ['a currency', { currency: 'EUR' }, '/currency'],
    ['null for a name', { name: null }, '/name'],
    ['an unknown benchmark', { benchmark_code: 'NOPE' }, '/benchmark_code'],
    ['another owner', { owner_id: unknown }, '/owner_id'],
    ['the version of its holdings', { holdings_version: 5 }, '/holdings_version'],
    ['a NUL in the name', { name: 'a\0' }, '/name'],
  ])('refuses %s', async (_, body, pointer) => {
    const problem = await problemOf(await patch(body), 422);
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
    expect(await nameOf(portfolioId)).toBe('Mine');
  });

  it("finds neither somebody else's nor one that is not there, in the same words", async () => {
    const foreign = await problemOf(await patch({ name: 'stolen' }, strangersId), 404);
    const missing = await problemOf(await patch({ name: 'stolen' }, unknown), 404);
    const same = ({ type, title, status, detail, code }: typeof foreign) => ({ type, title, status, detail, code });
    expect(same(foreign)).toEqual(same(missing));
    expect(await nameOf(strangersId)).toBe('Mine');
  });
});

describe('DELETE /portfolios/{id}', () => {
  const erase = (id: string) => call(remove, `${path}/${id}`, { method: 'DELETE', params: { portfolioId: id } });

  it('takes the portfolio with everything of it, once', async () => {
    await inTransaction((client) =>
      saveLots(client, localOwner, portfolioId, [newLot('SPY', 1)], 'replace', '2024-03-08'),
    );
    const response = await erase(portfolioId);
    expect([response.status, await response.text()]).toEqual([204, '']);
    await problemOf(await erase(portfolioId), 404);
    expect((await pool().query('SELECT FROM positions')).rowCount).toBe(0);
  });

  it("leaves somebody else's where it is", async () => {
    await problemOf(await erase(strangersId), 404);
    expect(await nameOf(strangersId)).toBe('Mine');
  });
});

describe('lots', () => {
  const at = (positionId: string, id = portfolioId) => ({ params: { portfolioId: id, positionId } });
  const url = `${path}/x/positions/y`;
  const lots = async () =>
    (await documentOf(await call(listPositions, url, { params: { portfolioId } }), lotsSchema)).data;
  const patch = (positionId: string, body: unknown) =>
    call(changePosition, url, { ...at(positionId), method: 'PATCH', body });
  const version = async () =>
    (await pool().query('SELECT holdings_version AS v FROM portfolios WHERE id = $1', [portfolioId])).rows[0].v;

  beforeEach(() =>
    inTransaction((client) =>
      saveLots(
        client,
        localOwner,
        portfolioId,
        [
          newLot('ACME', '10.50', {
            lotId: 'one',
            entryDate: '2020-01-02',
            entryPrice: '12',
            quantityAsOf: '2020-01-02',
          }),
          cashLot('-5'),
          optionLot('C', 1, 'ACME'),
          optionLot('P', 1, 'ACME', { optionType: 'put', delta: '-0.3' }),
          privateLot('CELLAR', '1000'),
        ],
        'replace',
        '2024-03-01',
      ),
    ),
  );

  const idOf = async (symbol: string) => (await lots()).find((lot) => lot.symbol === symbol)!.id;

  it('are listed by symbol as they were written', async () => {
    const all = await lots();
    expect(all.map(({ symbol, quantity }) => [symbol, quantity])).toEqual([
      ['ACME', '10.5'],
      ['C', '1'],
      ['CELLAR', '1'],
      ['P', '1'],
      ['USD', '-5'],
    ]);
    expect(all[0]).toMatchObject({
      lot_id: 'one',
      entry_date: '2020-01-02',
      entry_price: '12',
      quantity_as_of: '2020-01-02',
      underlying: null,
      price: null,
    });
    expect(all[1]).toMatchObject({
      underlying: 'ACME',
      option_type: 'call',
      strike: '100',
      multiplier: '100',
      delta: '0.5',
    });
    for (const lot of all) expect(await documentOf(await call(readPosition, url, at(lot.id)), lotSchema)).toEqual(lot);
  });

  it('change field by field, and the book has another version', async () => {
    const before = await version();
    const id = await idOf('ACME');
    const said = {
      quantity: '-7.12345678',
      quantity_as_of: '2021-01-04',
      entry_date: '2021-01-04',
      entry_price: '0',
      exit_date: '2022-01-04',
    };
    expect(await documentOf(await patch(id, said), lotSchema)).toMatchObject(said);
    expect(await version()).toBe(before + 1);
    expect(
      await documentOf(await patch(id, { entry_date: null, exit_date: null, entry_price: null }), lotSchema),
    ).toMatchObject({ entry_date: null, exit_date: null, quantity: '-7.12345678' });
  });

  it('state another quantity in units of today unless the change says otherwise', async () => {
    const id = await idOf('ACME');
    expect(await documentOf(await patch(id, { quantity: '10.5' }), lotSchema)).toMatchObject({
      quantity_as_of: '2020-01-02',
    });
    expect(await documentOf(await patch(id, { quantity: '42' }), lotSchema)).toMatchObject({
      quantity_as_of: '2024-03-08',
    });
    expect(
      await documentOf(await patch(id, { quantity: '43', quantity_as_of: '2020-01-02' }), lotSchema),
    ).toMatchObject({ quantity_as_of: '2020-01-02' });
  });

  it.each([
    ['ACME', { quantity: '0' }, '/quantity'],
    ['ACME', { quantity: '-0.00' }, '/quantity'],
    ['ACME', { quantity: 5 }, '/quantity'],
    ['ACME', { quantity: '1e3' }, '/quantity'],
    ['ACME', { quantity: '1,000' }, '/quantity'],
    ['ACME', { quantity: '0x10' }, '/quantity'],
    ['ACME', { quantity: 'NaN' }, '/quantity'],
    ['ACME', { quantity: 'Infinity' }, '/quantity'],
    ['ACME', { quantity: '' }, '/quantity'],
    ['ACME', { quantity: ' 1' }, '/quantity'],
    ['ACME', { quantity: '+1' }, '/quantity'],
    ['ACME', { quantity: '1.' }, '/quantity'],
    ['ACME', { quantity: '.5' }, '/quantity'],
    ['ACME', { quantity: '1\n' }, '/quantity'],
    ['ACME', { quantity: '٣' }, '/quantity'],
    ['ACME', { quantity: '1'.repeat(17) }, '/quantity'],
    ['ACME', { quantity: '0.000000001' }, '/quantity'],
    ['ACME', { quantity: null }, '/quantity'],
    ['ACME', { quantity_as_of: '2021-02-29' }, '/quantity_as_of'],
    ['ACME', { quantity_as_of: null }, '/quantity_as_of'],
    ['ACME', { quantity_as_of: '21-01-01' }, '/quantity_as_of'],
    ['ACME', { entry_date: '2025-02-30' }, '/entry_date'],
    ['ACME', { entry_date: '0000-01-01' }, '/entry_date'],
    ['ACME', { entry_date: '01/02/2020' }, '/entry_date'],
    ['ACME', { entry_price: '-1' }, '/entry_price'],
    ['ACME', { price: '0' }, '/price'],
    ['ACME', { price: '1'.repeat(13) }, '/price'],
    ['ACME', { delta: '2' }, '/delta'],
    ['ACME', { delta: '0.5' }, '/delta'],
    ['C', { delta: '-0.5' }, '/delta'],
    ['P', { delta: '0.5' }, '/delta'],
    ['ACME', { exit_date: '2020-01-02' }, '/exit_date'],
    ['ACME', { exit_date: '2019-12-31' }, '/exit_date'],
    ['CELLAR', { price: null }, '/price'],
    ['ACME', { symbol: 'BETA' }, '/symbol'],
    ['ACME', { asset_class: 'fund' }, '/asset_class'],
    ['ACME', { portfolio_id: unknown }, '/portfolio_id'],
    ['ACME', {}, ''],
  ])('of %s refuse %j, naming the field, and stay as they are', async (symbol, body, pointer) => {
    const before = await lots();
    const problem = await problemOf(await patch(await idOf(symbol), body), 422);
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
    expect(await lots()).toEqual(before);
  });

  it('leave the book, once', async () => {
    const id = await idOf('ACME');
    expect((await call(removePosition, url, { ...at(id), method: 'DELETE' })).status).toBe(204);
    await problemOf(await call(removePosition, url, { ...at(id), method: 'DELETE' }), 404);
    await problemOf(await patch(id, { quantity: '1' }), 404);
    await problemOf(await call(readPosition, url, at(id)), 404);
    expect((await lots()).map(({ symbol }) => symbol)).not.toContain('ACME');
  });

  it('are not found under another portfolio, nor by a stranger, nor by an id that is none', async () => {
    const id = await idOf('ACME');
    const { id: other } = await createPortfolio(localOwner, {
      name: 'Other',
      currency: 'USD',
      marketIndex: 'SPY',
      benchmarkCode: 'SP500',
    });
    for (const portfolio of [other, strangersId, unknown])
      for (const [handler, method] of [
        [readPosition, 'GET'],
        [changePosition, 'PATCH'],
        [removePosition, 'DELETE'],
      ] as const)
        await problemOf(
          await call(handler, url, {
            ...at(id, portfolio),
            method,
            body: method === 'PATCH' ? { quantity: '1' } : undefined,
          }),
          404,
        );
    await problemOf(await call(readPosition, url, at('nonsense')), 400);
    expect(await idOf('ACME')).toBe(id);
  });

  it('may be named in capitals', async () => {
    const id = await idOf('ACME');
    expect(await documentOf(await call(readPosition, url, at(id.toUpperCase())), lotSchema)).toMatchObject({ id });
  });
});

describe('recalculations', () => {
  const url = `${path}/x/recalculations`;
  const post = (body?: unknown, headers: Record<string, string> = {}, id = portfolioId) =>
    call(recalculate, url, { method: 'POST', params: { portfolioId: id }, body, headers });

  it('are accepted, found again, listed and cancelled', async () => {
    const response = await post({ as_of: '2024-03-06' });
    const asked = await documentOf(response, recalculationSchema, 202);
    expect(asked).toMatchObject({
      state: 'queued',
      from: '2024-03-06',
      as_of: '2024-03-06',
      trigger: 'api',
      progress: { done: 0, total: 0 },
    });
    const location = response.headers.get('location')!;
    expect(location).toBe(`/api/v1/recalculations/${asked.id}`);
    const params = { recalculationId: asked.id };
    expect(await documentOf(await call(cancelled, location, { params }), recalculationSchema)).toEqual(asked);
    const { data } = await documentOf(
      await call(listRecalculations, url, { params: { portfolioId } }),
      pageOf(recalculationSchema),
    );
    expect(data).toEqual([asked]);
    const gone = await documentOf(await call(cancel, location, { method: 'DELETE', params }), recalculationSchema);
    expect(gone).toMatchObject({ state: 'cancelled' });
    expect(gone.finished_at).not.toBeNull();
    // Cancelling again changes nothing.
    expect(await documentOf(await call(cancel, location, { method: 'DELETE', params }), recalculationSchema)).toEqual(
      gone,
    );
  });

  it('need no body', async () => {
    expect(await documentOf(await post(), recalculationSchema, 202)).toMatchObject({ as_of: '2024-03-07' });
  });

  it('are the same for the same question while one is in flight', async () => {
    const [first, second] = await Promise.all([post({}), post({ as_of: '2024-03-07', from: '2024-03-07' })]);
    expect((await documentOf(first, recalculationSchema, 202)).id).toBe(
      (await documentOf(second, recalculationSchema, 202)).id,
    );
  });

  it('of a page of ours go before those of a script', async () => {
    expect(
      await documentOf(await post({}, { 'sec-fetch-site': 'same-origin' }), recalculationSchema, 202),
    ).toMatchObject({ trigger: 'person' });
  });

  it.each([
    ['a day that is none', { as_of: '2024-02-30' }, 'invalid_request', '/as_of'],
    ['an instant', { as_of: '2024-03-06T00:00:00Z' }, 'invalid_request', '/as_of'],
    ['a number', { as_of: 20240306 }, 'invalid_request', '/as_of'],
    ['null', { as_of: null }, 'invalid_request', '/as_of'],
    ['an unknown field', { asOf: '2024-03-06' }, 'invalid_request', '/asOf'],
    ['a trigger', { trigger: 'nightly' }, 'invalid_request', '/trigger'],
    ['tomorrow', { as_of: '2024-03-09' }, 'date_in_future', '/as_of'],
    ['a Sunday', { as_of: '2024-03-03' }, 'no_trading_day', '/as_of'],
    ['a range that is reversed', { as_of: '2024-03-06', from: '2024-03-07' }, 'range_reversed', '/from'],
  ])('refuse %s', async (_, body, code, pointer) => {
    const problem = await problemOf(await post(body), 422);
    expect(problem.code).toBe(code);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('are not found for a stranger, under an id that is nobody’s, or under none', async () => {
    const mine = await documentOf(await post(), recalculationSchema, 202);
    for (const id of [strangersId, unknown]) await problemOf(await post({}, {}, id), 404);
    await problemOf(await post({}, {}, 'x'), 400);
    await pool().query('UPDATE portfolios SET owner_id = $1 WHERE id = $2', [
      '00000000-0000-7000-8000-0000000000ff',
      portfolioId,
    ]);
    for (const [handler, method] of [
      [cancelled, 'GET'],
      [cancel, 'DELETE'],
    ] as const) {
      await problemOf(
        await call(handler, '/api/v1/recalculations/x', { method, params: { recalculationId: mine.id } }),
        404,
      );
      await problemOf(
        await call(handler, '/api/v1/recalculations/x', { method, params: { recalculationId: unknown } }),
        404,
      );
      await problemOf(
        await call(handler, '/api/v1/recalculations/x', { method, params: { recalculationId: 'x' } }),
        400,
      );
    }
    expect((await pool().query('SELECT state FROM recalculations WHERE id = $1', [mine.id])).rows).toEqual([
      { state: 'queued' },
    ]);
  });

  it('refuse an unknown part of the query', async () => {
    await problemOf(await call(listRecalculations, `${url}?limit=501`, { params: { portfolioId } }), 400);
  });
});
