import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GET as readContributions } from '@/app/api/v1/analytics/portfolio/[portfolioId]/contributions/route';
import { GET as readLosses } from '@/app/api/v1/analytics/portfolio/[portfolioId]/losses/route';
import { GET as readMeasures } from '@/app/api/v1/analytics/portfolio/[portfolioId]/positions/route';
import { routes } from '@/lib/api/routes';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { requestRecalculation } from '@/lib/db/recalculations';
import { saveSectorWeights } from '@/lib/db/sector-weights';
import { snapshotPositions } from '@/lib/db/snapshot-positions';
import { snapshotOn } from '@/lib/db/snapshots';
import { closeSender } from '@/lib/jobs/queue';
import { recalculate } from '@/lib/jobs/recalculate';
import { lastTradingDays } from '@/lib/market/calendar';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import { call, problemOf } from '@/test/api';
import { cashLot, newLot, optionLot, privateLot } from '@/test/new-lot';
import { madeCloses, saveCloses } from '@/test/small-market';
import { GET as listWeightSets } from './benchmarks/[benchmarkCode]/sector-weights/route';
import { GET as listBenchmarks } from './benchmarks/route';
import { GET as readDocument } from './openapi.json/route';
import { GET as readQuality } from './portfolios/[portfolioId]/data-quality/route';
import { POST as addLot, GET as listLots } from './portfolios/[portfolioId]/positions/route';
import { GET as ofPortfolio } from './portfolios/[portfolioId]/recalculations/route';
import { GET as readSnapshot } from './portfolios/[portfolioId]/snapshots/[date]/route';
import { GET as listSnapshots } from './portfolios/[portfolioId]/snapshots/route';
import { GET as listPortfolios } from './portfolios/route';
import { GET as listRecalculations } from './recalculations/route';
import { GET as listActions } from './securities/[symbol]/actions/route';
import { GET as listPrices } from './securities/[symbol]/prices/route';
import { GET as listSecurities } from './securities/route';

const asOf = '2024-07-09';
const sessions = [...lastTradingDays(asOf, 700)];
const days = sessions.slice(-6);
let portfolioId: string;

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-07-10';
  const market = madeCloses('SPY', sessions, { seed: 1, volatilityDaily: 0.01 });
  await saveCloses([
    market,
    madeCloses('ACME', sessions, { seed: 2, beta: 1.2, market }),
    madeCloses('YOUNG', sessions.slice(-15), { seed: 4, beta: 1, market }),
  ]);
  await pool().query(`INSERT INTO corporate_actions (security_id, date, dividend, split, source)
    SELECT id, d::date, 0.25, 1, 'CSV' FROM securities, unnest(ARRAY['2024-03-01', '2024-06-03']) d WHERE symbol = 'ACME'`);
  for (const date of ['2024-03-28', '2024-06-28'])
    await inTransaction((client) =>
      saveSectorWeights(
        client,
        'SP500',
        gicsSectors.map((sector, i) => ({ asOf: date, sector, weight: i === 0 ? '0.1' : '0.09', dataSource: 'made' })),
      ),
    );
  portfolioId = (
    await createPortfolio(localOwner, { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' })
  ).id;
  const lots = [
    newLot('ACME', '100.5'),
    newLot('YOUNG', 5),
    cashLot(2_000),
    optionLot('C', 1, 'ACME', { delta: null }),
    privateLot('WINE', '5'),
  ];
  await inTransaction((client) => saveLots(client, localOwner, portfolioId, lots, 'replace', '2020-01-02'));
  const { recalculation } = await requestRecalculation(pool(), localOwner, {
    portfolioId,
    fromDate: days[0],
    asOf,
    trigger: 'api',
  });
  await recalculate(recalculation.id, new AbortController().signal);
});

afterAll(async () => {
  await closeSender();
  await disconnect();
});

type Page = { data: Record<string, unknown>[]; page: { next_cursor: string | null } };
type Where = { readonly params?: Record<string, string>; readonly search?: string };

const get = (handler: unknown, { params = { portfolioId }, search = '' }: Where = {}) =>
  call(handler, `/api/v1/x${search}`, { params });

const bodyOf = async (response: Response) => {
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text);
};

const lists: readonly (readonly [name: string, handler: unknown, where: Where, length: number])[] = [
  ['portfolios', listPortfolios, {}, 1],
  ['lots', listLots, {}, 5],
  ['recalculations', ofPortfolio, {}, 1],
  ['recalculations of all', listRecalculations, {}, 1],
  ['snapshots', listSnapshots, {}, 6],
  ['securities', listSecurities, {}, 3],
  ['prices', listPrices, { params: { symbol: 'YOUNG' } }, 15],
  ['actions', listActions, { params: { symbol: 'ACME' } }, 2],
  ['benchmarks', listBenchmarks, {}, 1],
  ['sector weights', listWeightSets, { params: { benchmarkCode: 'SP500' } }, 2],
];

describe('a list', () => {
  it.each(lists)(
    'of %s comes by pages of any size, each entry once and in one order',
    async (_, handler, where, length) => {
      const whole = (await bodyOf(await get(handler, where))) as Page;
      expect([whole.data.length, whole.page.next_cursor]).toEqual([length, null]);
      for (const limit of [1, 2, length - 1, length, length + 1].filter((one) => one > 0)) {
        const found: Record<string, unknown>[] = [];
        for (let search = `?limit=${limit}`, turns = 0; ; turns++) {
          expect(turns).toBeLessThanOrEqual(length);
          const response = await get(handler, { ...where, search });
          const { data, page } = (await bodyOf(response)) as Page;
          expect(data.length).toBeLessThanOrEqual(limit);
          found.push(...data);
          const link = response.headers.get('link');
          if (page.next_cursor === null) {
            expect(link).toBeNull();
            break;
          }
          expect(link).toBe(`</api/v1/x?limit=${limit}&cursor=${page.next_cursor}>; rel="next"`);
          search = `?limit=${limit}&cursor=${page.next_cursor}`;
        }
        expect(found).toEqual(whole.data);
      }
    },
  );

  it.each(lists)('of %s refuses a limit or a cursor that is none, naming it', async (_, handler, where) => {
    for (const limit of ['0', '501', '-1', '1.5', '01', 'ten', '', '1e2', ' 5', '٣'])
      expect(
        (await problemOf(await get(handler, { ...where, search: `?limit=${encodeURIComponent(limit)}` }), 400)).errors,
      ).toMatchObject([{ pointer: '/limit' }]);
    const foreign = Buffer.from('{"a":1}\0').toString('base64url');
    for (const cursor of ['', '=', 'a b', 'x'.repeat(401), ...(length0(handler) ? [] : [foreign, 'zzz'])])
      expect(
        (await problemOf(await get(handler, { ...where, search: `?cursor=${encodeURIComponent(cursor)}` }), 400))
          .errors,
      ).toMatchObject([{ pointer: '/cursor' }]);
    expect((await problemOf(await get(handler, { ...where, search: '?page=2' }), 400)).errors).toMatchObject([
      { pointer: '/page' },
    ]);
  });
});

/** Lists that are here as a whole take any text for a place in their order. */
const length0 = (handler: unknown) => [listPortfolios, listLots, listBenchmarks].includes(handler as never);

describe('a range of days', () => {
  it('has both its ends, and refuses to end before it begins', async () => {
    for (const [handler, params] of [
      [listSnapshots, { portfolioId }],
      [listPrices, { symbol: 'ACME' }],
    ] as const) {
      const { data } = await bodyOf(await get(handler, { params, search: `?from=${days[1]}&to=${days[3]}` }));
      expect(data.map(({ date }: { date: string }) => date).sort()).toEqual(days.slice(1, 4));
      const problem = await problemOf(await get(handler, { params, search: '?from=2024-07-02&to=2024-07-01' }), 400);
      expect(problem.errors).toMatchObject([{ pointer: '/to' }]);
      await problemOf(await get(handler, { params, search: '?from=2024-02-30' }), 400);
    }
  });

  it('of sector weights begins with the set in force on a day', async () => {
    const asked = { params: { benchmarkCode: 'SP500' } };
    const { data } = await bodyOf(await get(listWeightSets, { ...asked, search: '?as_of=2024-06-27&limit=1' }));
    expect(data).toMatchObject([{ asof_date: '2024-03-28', weights: { [gicsSectors[0]]: 0.1 } }]);
    expect((await bodyOf(await get(listWeightSets, { ...asked, search: '?as_of=2024-01-01' }))).data).toEqual([]);
  });
});

describe('a snapshot', () => {
  it('has the rounded numbers of its day, and a reason for each that is not there', async () => {
    const one = await bodyOf(await get(readSnapshot, { params: { portfolioId, date: asOf } }));
    const { estimates } = (await snapshotOn(localOwner, portfolioId, asOf))!;
    const direct = estimates.beta.direct90 as unknown as { value: { beta: number } };
    expect(Math.abs(one.market_beta_direct - direct.value.beta)).toBeLessThan(6e-5);
    expect(one).toMatchObject({ date: asOf, positions_total: 5, stale: null });
    expect(one.equity_value).toMatch(/^\d+(\.\d\d?)?$/);
    for (const [field, value] of Object.entries(one))
      if (value === null && field !== 'stale')
        expect([field, one.unavailable[field]]).toEqual([field, expect.anything()]);
  });

  it.each(['2024-07-06', '2030-01-01', '2024-02-30', 'today', ''])('is not there on %j', async (date) => {
    await problemOf(await get(readSnapshot, { params: { portfolioId, date } }), 404);
  });
});

describe('what the positions are made of', () => {
  it('is each lot with the measures of what moves it, or the reason', async () => {
    const { data, metadata } = await bodyOf(await get(readMeasures));
    const stored = await snapshotPositions((await snapshotOn(localOwner, portfolioId, asOf))!);
    expect(data.positions).toHaveLength(5);
    expect(metadata.page).toEqual({ next_cursor: null });
    const of = (symbol: string) => data.positions.find((one: { symbol: string }) => one.symbol === symbol);
    const acme = stored.find(({ symbol }) => symbol === 'ACME')!;
    expect(of('ACME')).toMatchObject({
      quantity: '100.5',
      weight: acme.weight,
      market_beta: { beta: acme.beta!.beta, ci95_low: acme.beta!.low, observations: 90 },
      volatility: { realized_volatility_21d: acme.volatility!.realized21d },
    });
    expect(Number(of('ACME').market_value)).toBeCloseTo(acme.marketValue!, 6);
    expect(of('YOUNG').market_beta).toBeNull();
    expect(of('YOUNG').unavailable.market_beta).toMatchObject({ reason: 'short_history' });
    expect(of('WINE')).toMatchObject({ market_beta: null, unavailable: { market_beta: { reason: 'private_asset' } } });
    const first = await bodyOf(await get(readMeasures, { search: '?limit=2' }));
    const rest = await bodyOf(await get(readMeasures, { search: `?cursor=${first.metadata.page.next_cursor}` }));
    expect([...first.data.positions, ...rest.data.positions]).toEqual(data.positions);
  });

  it('is annotated with what is to be known of the data it is made from, an option with that of its underlying', async () => {
    const { data, metadata } = await bodyOf(await get(readMeasures));
    const quality = await bodyOf(await get(readQuality, { search: `?as_of=${asOf}` }));
    const about = (symbol: string) => quality.findings.filter((one: { symbol: string }) => one.symbol === symbol);
    expect(about('YOUNG').map(({ kind }: { kind: string }) => kind)).toContain('short_history');
    for (const { symbol, underlying, findings } of data.positions)
      expect(findings).toEqual(about(underlying ?? symbol));
    expect(data.positions.find((one: { symbol: string }) => one.symbol === 'C').underlying).toBe('ACME');
    expect(metadata.market_index_findings).toEqual(
      about('SPY').filter(({ affects }: { affects: string[] }) => affects.includes('beta')),
    );

    // A change of what the figures are made from makes the snapshot stale, and the judgement anew.
    await pool().query(`UPDATE securities SET currency = 'EUR' WHERE symbol = 'ACME'`);
    const again = await bodyOf(await get(readMeasures));
    const kinds = again.data.positions
      .find((one: { symbol: string }) => one.symbol === 'ACME')
      .findings.map(({ kind }: { kind: string }) => kind);
    expect(again.metadata.stale.reason).toBe('securities');
    expect(kinds.some((kind: string) => kind === 'currency_unclear' || kind === 'other_currency')).toBe(true);
    await pool().query(`UPDATE securities SET currency = NULL WHERE symbol = 'ACME'`);
    await pool().query('UPDATE portfolio_snapshots SET stale_since = NULL, stale_reason = NULL');
  });

  it('adds up to the beta of the whole', async () => {
    const { data, metadata } = await bodyOf(await get(readContributions));
    const betas = data.positions.flatMap((one: { beta_contribution: number | null }) => one.beta_contribution ?? []);
    const sum = betas.reduce((total: number, one: number) => total + one, 0);
    expect(sum).toBeCloseTo(metadata.beta_contributions, 12);
    expect(metadata.volatility_contributions).toBeGreaterThan(0);
  });

  it('is nothing before anything has been measured', async () => {
    for (const handler of [readMeasures, readContributions, readLosses])
      expect(await bodyOf(await get(handler, { search: '?as_of=2001-01-02' }))).toMatchObject({
        available: false,
        data: null,
        metadata: { unavailable: { data: { reason: 'no_snapshot' } } },
      });
  });

  it('says what bad days cost, or why it cannot', async () => {
    const { data, metadata } = await bodyOf(await get(readLosses));
    expect(data.value_at_risk_95.expected_shortfall_daily).toBeGreaterThanOrEqual(
      data.value_at_risk_95.value_at_risk_daily,
    );
    for (const [field, value] of Object.entries(data))
      if (value === null) expect(metadata.unavailable[field]).toBeDefined();
  });
});

describe('a lot that is added', () => {
  const add = (body: unknown) => call(addLot, '/api/v1/x', { params: { portfolioId }, body });
  const held = async () => (await pool().query('SELECT FROM positions WHERE removed_at IS NULL')).rowCount;

  it('is one of its own, however alike another is', async () => {
    const before = (await held())!;
    const made = [];
    for (let i = 0; i < 2; i++) {
      const response = await add({ symbol: 'acme', quantity: '3.25', entry_date: '2024-01-02', entry_price: '10' });
      const lot = JSON.parse(await response.text());
      expect([response.status, response.headers.get('location')]).toEqual([
        201,
        `/api/v1/portfolios/${portfolioId}/positions/${lot.id}`,
      ]);
      expect(lot).toMatchObject({ symbol: 'ACME', quantity: '3.25', asset_class: 'stock', entry_price: '10' });
      made.push(lot.id);
    }
    expect(new Set(made).size).toBe(2);
    expect(await held()).toBe(before + 2);
    await pool().query('DELETE FROM positions WHERE id = ANY($1)', [made]);
  });

  it('is refused under an id that names another', async () => {
    expect((await add({ symbol: 'ACME', quantity: '1', lot_id: 'a' })).status).toBe(201);
    const problem = await problemOf(await add({ symbol: 'ACME', quantity: '2', lot_id: 'a' }), 422);
    expect([problem.code, problem.errors?.[0].pointer]).toEqual(['lot_exists', '/lot_id']);
    await pool().query(`DELETE FROM positions WHERE lot_id = 'a'`);
  });

  it('is refused as another contract under the symbol of one that is held', async () => {
    const option = { symbol: 'ACMEC', quantity: '1', asset_class: 'option', underlying: 'ACME', option_type: 'call' };
    const contract = { ...option, strike: '100', expiry: '2030-01-18' };
    expect((await add(contract)).status).toBe(201);
    for (const [pointer, other] of [
      ['/strike', { strike: '110' }],
      ['/underlying', { underlying: 'SPY', strike: '110' }],
      ['/multiplier', { multiplier: '10' }],
    ] as const) {
      const problem = await problemOf(await add({ ...contract, ...other }), 422);
      expect([problem.code, problem.errors?.map((error) => error.pointer)]).toEqual(['lot_refused', [pointer]]);
    }
    expect((await add(contract)).status).toBe(201);
    await pool().query(`DELETE FROM positions WHERE symbol = 'ACMEC'`);
  });

  it.each([
    [{ quantity: '1' }, '/symbol'],
    [{ symbol: 'ACME' }, '/quantity'],
    [{ symbol: 'A B', quantity: '1' }, '/symbol'],
    [{ symbol: 'ACME', quantity: '0' }, '/quantity'],
    [{ symbol: 'ACME', quantity: 1 }, '/quantity'],
    [{ symbol: 'ACME', quantity: '1', price: '-1' }, '/price'],
    [{ symbol: 'ACME', quantity: '1', price_date: '2024-01-02' }, '/price'],
    [{ symbol: 'ACME', quantity: '1', exit_date: '2024-01-02', entry_date: '2024-01-02' }, '/exit_date'],
    [{ symbol: 'ACME', quantity: '1', entry_date: '2999-01-02' }, '/entry_date'],
    [{ symbol: 'ACME', quantity: '1', strike: '5' }, '/strike'],
    [{ symbol: 'X', quantity: '1', asset_class: 'option' }, '/underlying'],
    [{ symbol: 'X', quantity: '1', asset_class: 'private' }, '/price'],
    [{ symbol: 'USD', quantity: '1', asset_class: 'cash', price: '2' }, '/price'],
    [{ symbol: 'ACME', quantity: '1', currency: 'usd' }, '/currency'],
    [{ symbol: 'ACME', quantity: '1', side: 'short' }, '/side'],
  ])('may not be %j', async (body, pointer) => {
    const before = await held();
    expect((await problemOf(await add(body), 422)).errors?.map((one) => one.pointer)).toContain(pointer);
    expect(await held()).toBe(before);
  });
});

describe('an answer that is there already', () => {
  it.each(lists)('of %s is not sent again to whoever has its tag', async (_, handler, where) => {
    const first = await get(handler, where);
    const tag = first.headers.get('etag')!;
    expect(tag).toMatch(/^"[\w-]{32}"$/);
    const ask = (given: string) =>
      call(handler, '/api/v1/x', {
        ...where,
        params: { portfolioId, ...where.params },
        headers: { 'if-none-match': given },
      });
    for (const given of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await ask(given);
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    }
    for (const given of ['"other"', '', tag.slice(1, -1)]) expect((await ask(given)).status).toBe(200);
  });

  it('has another tag once something has changed', async () => {
    const tag = async () => (await get(listPortfolios)).headers.get('etag');
    const before = await tag();
    expect(await tag()).toBe(before);
    await pool().query(`UPDATE portfolios SET name = 'y'`);
    expect(await tag()).not.toBe(before);
  });
});

describe('the requests of a minute', () => {
  it('are counted down, and the one after the last is refused until the next minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2030-01-01T00:00:00Z') });
    process.env.BALLAST_REQUESTS_PER_MINUTE = '3';
    try {
      const left: (string | null)[] = [];
      for (let i = 0; i < 3; i++) {
        const response = await get(listPortfolios);
        expect([response.status, response.headers.get('ratelimit-policy')]).toEqual([200, '"default";q=3;w=60']);
        left.push(response.headers.get('ratelimit'));
        vi.setSystemTime(Date.now() + 10_000);
      }
      expect(left).toEqual(['"default";r=2;t=60', '"default";r=1;t=50', '"default";r=0;t=40']);
      const refused = await get(listPortfolios);
      expect([refused.headers.get('retry-after'), refused.headers.get('ratelimit')]).toEqual([
        '30',
        '"default";r=0;t=30',
      ]);
      expect((await problemOf(refused, 429)).code).toBe('too_many_requests');
      vi.setSystemTime(Date.now() + 30_000);
      expect((await get(listPortfolios)).status).toBe(200);
    } finally {
      delete process.env.BALLAST_REQUESTS_PER_MINUTE;
      vi.useRealTimers();
    }
  });
});

describe('the document', () => {
  it('is answered whole, to anyone', async () => {
    const { openapi, paths } = await bodyOf(await get(readDocument));
    expect(openapi).toBe('3.1.0');
    const operations = Object.values(paths as Record<string, object>).flatMap((path) => Object.keys(path));
    expect(operations).toHaveLength(Object.keys(routes).length);
  });
});
