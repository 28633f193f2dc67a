import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  benchmarkOutcomeSchema,
  benchmarkSchema,
  dataQualitySchema,
  marketStatusSchema,
  providerSchema,
  providersSchema,
  refreshSchema,
  securitySchema,
} from '@/lib/api/market-data';
import { pool } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { closeSender } from '@/lib/jobs/queue';
import { refreshMarketData } from '@/lib/jobs/refresh-market-data';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import { call, documentOf, problemOf } from '@/test/api';
import { type ProviderStub, startProviderStub, stubKey } from '@/test/provider-stub';
import { stubMarket, stubSecurity } from '@/test/stub-market';
import * as weightsRefresh from './benchmarks/[benchmarkCode]/sector-weights/refresh/route';
import * as benchmarks from './benchmarks/route';
import * as keys from './market/providers/[provider]/key/route';
import * as providers from './market/providers/route';
import * as oneRefresh from './market/refreshes/[refreshId]/route';
import * as refreshes from './market/refreshes/route';
import * as status from './market/status/route';
import * as quality from './portfolios/[portfolioId]/data-quality/route';
import * as holdings from './portfolios/[portfolioId]/positions/import/route';
import * as moves from './securities/[symbol]/accepted-moves/[date]/route';
import * as securities from './securities/[symbol]/route';
import * as splits from './securities/[symbol]/splits/[date]/route';

let stub: ProviderStub;
let directory: string;
let portfolioId: string;

beforeAll(async () => {
  stub = await startProviderStub(stubMarket());
  directory = mkdtempSync(path.join(tmpdir(), 'ballast-market-'));
  process.env.BALLAST_DATA_DIR = directory;
  process.env.BALLAST_PROVIDER_STUB = stub.url;
  process.env.BALLAST_TODAY = '2026-01-30';
});
afterAll(async () => {
  for (const name of ['BALLAST_DATA_DIR', 'BALLAST_PROVIDER_STUB', 'BALLAST_TODAY']) delete process.env[name];
  await closeSender();
  await stub.close();
  rmSync(directory, { recursive: true });
});
beforeEach(async () => {
  stub.state.market = stubMarket();
  await pool().query('TRUNCATE securities, portfolios, market_refreshes, settings CASCADE');
  portfolioId = (
    await createPortfolio(localOwner, { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' })
  ).id;
});

const importHoldings = (csv: string, search = '') =>
  call(holdings.POST, `/api/v1/portfolios/${portfolioId}/positions/import${search}`, {
    params: { portfolioId },
    headers: { 'content-type': 'text/csv' },
    body: csv,
  });

/** What the worker does with the refresh that the import has put in line. */
async function refreshOf(response: Response) {
  const id = /refreshes\/([0-9a-f-]{36})>/.exec(response.headers.get('link') ?? '')![1];
  await refreshMarketData(id, new AbortController().signal);
  return id;
}

const qualityOf = async (search = '') =>
  documentOf(
    await call(quality.GET, `/api/v1/portfolios/${portfolioId}/data-quality${search}`, { params: { portfolioId } }),
    dataQualitySchema,
  );

describe('holdings with symbols nobody has seen', () => {
  it('put a refresh in line that can be followed, and are priced by it', async () => {
    const response = await importHoldings('symbol,quantity\nACME,10\nBRK.B,5\n');
    expect(response.status).toBe(200);
    const id = await refreshOf(response);
    const one = await documentOf(
      await call(oneRefresh.GET, `/api/v1/market/refreshes/${id}`, { params: { refreshId: id } }),
      refreshSchema,
    );
    expect(one).toMatchObject({ trigger: 'import', state: 'completed', progress: { done: 3, total: 3, failed: 0 } });
    const { symbols } = await documentOf(await call(status.GET, '/api/v1/market/status'), marketStatusSchema);
    expect(symbols.map((of) => [of.symbol, of.freshness, of.price_source])).toEqual([
      ['ACME', 'fresh', 'yahoo'],
      ['BRK.B', 'fresh', 'yahoo'],
      ['SPY', 'fresh', 'yahoo'],
    ]);
  });

  it('put nothing in line in a rehearsal, nor where all is known', async () => {
    const rehearsal = await importHoldings('symbol,quantity\nACME,10\n', '?dry_run=true');
    expect(rehearsal.headers.get('link')).toBeNull();
    expect((await pool().query('SELECT FROM market_refreshes')).rowCount).toBe(0);
    await refreshOf(await importHoldings('symbol,quantity\nACME,10\n'));
    expect((await importHoldings('symbol,quantity\nACME,12\n')).headers.get('link')).toBeNull();
  });
});

describe('/api/v1/market/refreshes', () => {
  it('takes a request, shows it and cancels it', async () => {
    const response = await call(refreshes.POST, '/api/v1/market/refreshes', { body: { symbols: ['acme'] } });
    const made = await documentOf(response.clone(), refreshSchema, 202);
    expect(response.headers.get('location')).toBe(`/api/v1/market/refreshes/${made.id}`);
    const params = { refreshId: made.id };
    const gone = await call(oneRefresh.DELETE, `/api/v1/market/refreshes/${made.id}`, { method: 'DELETE', params });
    expect((await documentOf(gone, refreshSchema)).state).toBe('cancelled');
    const list = await (await call(refreshes.GET, '/api/v1/market/refreshes')).json();
    expect(list.data.map(({ id }: { id: string }) => id)).toEqual([made.id]);
  });

  it.each([
    [{ symbols: [] }, 'invalid_request'],
    [{ symbols: ['not a symbol'] }, 'invalid_symbol'],
    [{ symbols: ['ACME'], provider: 'nobody' }, 'unknown_provider'],
    [{ symbols: ['ACME'], from: '2025-02-30' }, 'invalid_request'],
    [{ everything: true }, 'invalid_request'],
  ])('refuses %j', async (body, code) => {
    expect((await problemOf(await call(refreshes.POST, '/api/v1/market/refreshes', { body }), 422)).code).toBe(code);
  });

  it('does not know what is not there', async () => {
    for (const [refreshId, code] of [
      ['x', 400],
      ['00000000-0000-7000-8000-00000000ffff', 404],
    ] as const)
      await problemOf(
        await call(oneRefresh.GET, `/api/v1/market/refreshes/${refreshId}`, { params: { refreshId } }),
        code,
      );
  });
});

describe('/api/v1/market/providers', () => {
  const put = (handler: unknown, body: unknown, params: Record<string, string> = {}) =>
    call(handler, '/api/v1/market/providers', { method: 'PUT', body, params });

  it('keeps the order that is set, and leaves out who is switched off', async () => {
    const { data } = await documentOf(await put(providers.PUT, { order: ['yahoo'] }), providersSchema);
    expect(data.map(({ id, place }) => [id, place])).toEqual([
      ['fmp', null],
      ['yahoo', 1],
    ]);
    expect((await problemOf(await put(providers.PUT, { order: ['yahoo', 'yahoo'] }), 422)).code).toBe(
      'unknown_provider',
    );
  });

  it('takes a key and never gives it back, by any answer', async () => {
    const params = { provider: 'fmp' };
    const answers = [await put(keys.PUT, { key: stubKey }, params)];
    expect(await documentOf(answers[0].clone(), providerSchema)).toMatchObject({ key_origin: 'file', needs_key: true });
    answers.push(
      await call(providers.GET, '/api/v1/market/providers'),
      await call(status.GET, '/api/v1/market/status'),
      await put(keys.PUT, { key: `${stubKey} with space` }, params),
      await call(keys.DELETE, '/api/v1/market/providers/fmp/key', { method: 'DELETE', params }),
    );
    for (const response of answers) expect(await response.text()).not.toContain(stubKey);
    expect(answers[3].status).toBe(422);
    const { data } = await documentOf(await call(providers.GET, '/api/v1/market/providers'), providersSchema);
    expect(data[0].key_origin).toBeNull();
  });

  it('has no key for who needs none', async () => {
    for (const provider of ['yahoo', 'simulated', 'nobody'])
      await problemOf(await put(keys.PUT, { key: stubKey }, { provider }), 404);
  });
});

describe('/api/v1/securities/{symbol}', () => {
  const patch = (symbol: string, body: unknown) =>
    call(securities.PATCH, `/api/v1/securities/${symbol}`, { method: 'PATCH', body, params: { symbol } });

  it('takes a person’s word on the sector, against any provider', async () => {
    await refreshOf(await importHoldings('symbol,quantity\nACME,10\n'));
    expect(await documentOf(await patch('acme', { sector: 'Utilities' }), securitySchema)).toMatchObject({
      symbol: 'ACME',
      sector: 'Utilities',
      sector_source: 'person',
      price_source: 'yahoo',
      price_changes: [],
    });
    expect(await documentOf(await patch('ACME', { sector: null }), securitySchema)).toMatchObject({ sector: null });
  });

  it('takes a person’s word on which benchmark a fund is, and on no other', async () => {
    await importHoldings('symbol,quantity,asset_class\nHOUSE,10,fund\n');
    expect(await documentOf(await patch('HOUSE', { tracks_benchmark: 'SP500' }), securitySchema)).toMatchObject({
      tracks_benchmark: 'SP500',
      sector: null,
    });
    expect((await problemOf(await patch('HOUSE', { tracks_benchmark: 'NOPE' }), 422)).code).toBe('unknown_benchmark');
    expect(await documentOf(await patch('HOUSE', { tracks_benchmark: null }), securitySchema)).toMatchObject({
      tracks_benchmark: null,
    });
  });

  it('takes a person’s word on the currency of prices, and asks for it where an index has none', async () => {
    await pool().query(`UPDATE portfolios SET currency = 'EUR' WHERE id = $1`, [portfolioId]);
    await refreshOf(await importHoldings('symbol,quantity,currency\nACME,10,EUR\n'));
    await pool().query(`UPDATE securities SET currency = NULL WHERE symbol = 'SPY'`);
    const unclear = async () => (await qualityOf()).findings.filter(({ kind }) => kind === 'currency_unclear');
    expect(await unclear()).toMatchObject([{ symbol: 'SPY', severity: 'mild', currency: 'EUR', affects: ['beta'] }]);
    expect(await documentOf(await patch('SPY', { currency: 'USD' }), securitySchema)).toMatchObject({
      currency: 'USD',
    });
    expect(await unclear()).toEqual([]);
    await problemOf(await patch('SPY', { currency: 'dollars' }), 422);
  });

  it('refuses a sector that is none of the eleven, and does not know other symbols', async () => {
    await importHoldings('symbol,quantity\nACME,10\n');
    for (const body of [{ sector: 'Technology' }, {}, { sector: 'Energy', name: 'x' }])
      await problemOf(await patch('ACME', body), 422);
    for (const symbol of ['NOPE', '%', 'a b']) await problemOf(await patch(symbol, { sector: 'Energy' }), 404);
  });
});

describe('/api/v1/portfolios/{id}/data-quality', () => {
  it('finds nothing grave in good prices, and says from where to where it looked', async () => {
    await refreshOf(await importHoldings('symbol,quantity\nACME,10\n'));
    expect(await qualityOf()).toMatchObject({ as_of: '2026-01-30', symbols: 2, grave: 0 });
  });

  it('names a probable split until it is confirmed to be a move', async () => {
    const { bars } = stub.state.market.securities.ACME;
    for (const bar of bars)
      if (bar.date >= '2025-12-01')
        for (const name of ['open', 'high', 'low', 'close', 'adjClose'] as const) (bar[name] as number) /= 3;
    await refreshOf(await importHoldings('symbol,quantity\nACME,10\n'));
    const { findings, grave } = await qualityOf();
    expect(grave).toBe(1);
    expect(findings[0]).toMatchObject({
      symbol: 'ACME',
      kind: 'probable_split',
      severity: 'grave',
      to: '2025-12-01',
      // The ten were stated on a day after it, and are worth what they are worth.
      affects: ['beta', 'volatility'],
      confirmable: '2025-12-01',
    });
    expect((await qualityOf('?as_of=2025-11-28')).grave).toBe(0);
    const params = { symbol: 'ACME', date: '2025-12-01' };
    const confirm = (handler: unknown, method: string) =>
      call(handler, '/api/v1/securities/ACME/x', { method, params });
    expect((await confirm(moves.PUT, 'PUT')).status).toBe(204);
    expect(await qualityOf()).toMatchObject({
      grave: 0,
      confirmed_moves: [{ symbol: 'ACME', date: '2025-12-01' }],
    });
    expect((await confirm(moves.DELETE, 'DELETE')).status).toBe(204);
    expect((await qualityOf()).grave).toBe(1);
  });

  it('is mended by a split that is entered, which no later refresh undoes, and taken back with it', async () => {
    const whole = stubSecurity('2025-01-02', '2026-01-30', 7);
    stub.state.market.securities.ACME = whole;
    for (const bar of whole.bars)
      if (bar.date < '2026-01-20')
        for (const name of ['open', 'high', 'low', 'close', 'adjClose'] as const) (bar[name] as number) *= 3;
    await refreshOf(await importHoldings('symbol,quantity\nACME,10\n'));
    const kinds = async () =>
      (await qualityOf()).findings
        .filter(({ symbol, kind }) => symbol === 'ACME' && kind !== 'short_history')
        .map(({ kind }) => kind);
    expect(await kinds()).toEqual(['probable_split', 'unknown_sector']);
    const params = { symbol: 'ACME', date: '2026-01-20' };
    const put = (body: unknown, date = params.date) =>
      call(splits.PUT, '/api/v1/securities/ACME/x', { method: 'PUT', body, params: { ...params, date } });
    for (const body of [{}, { new_units: 0 }, { new_units: 1 }, { new_units: '3' }, { new_units: 3, ratio: 3 }])
      await problemOf(await put(body), 422);
    await problemOf(await put({ new_units: 3 }, '2026-02-30'), 404);
    expect((await problemOf(await put({ new_units: 3 }, '2019-01-02'), 422)).code).toBe('no_close');
    expect((await put({ new_units: 3 })).status).toBe(204);
    expect(await kinds()).toEqual(['unknown_sector']);
    expect((await qualityOf()).reported_splits).toEqual([{ symbol: 'ACME', date: '2026-01-20', ratio: 3 }]);
    const before = (await pool().query('SELECT adj_close FROM daily_prices ORDER BY security_id, date')).rows;

    // The vendor still has the step in the days that are asked for again.
    const asked = await call(refreshes.POST, '/api/v1/market/refreshes', { body: { symbols: ['ACME'] } });
    await refreshMarketData((await documentOf(asked, refreshSchema, 202)).id, new AbortController().signal);
    expect(await kinds()).toEqual(['unknown_sector']);
    expect((await pool().query('SELECT adj_close FROM daily_prices ORDER BY security_id, date')).rows).toEqual(before);

    const taken = await call(splits.DELETE, '/api/v1/securities/ACME/x', { method: 'DELETE', params });
    expect(taken.status).toBe(204);
    expect(await kinds()).toEqual(['probable_split', 'unknown_sector']);
  });

  it('says what there is of each symbol and of the index', async () => {
    await refreshOf(await importHoldings('symbol,quantity\nACME,10\nNOBODY,1\n'));
    const { coverage } = await qualityOf();
    expect(coverage.map((one) => [one.symbol, one.price_source, one.closes, one.sessions, one.is_index])).toEqual([
      ['ACME', 'yahoo', 253, 253, false],
      ['NOBODY', null, 0, 0, false],
      ['SPY', 'yahoo', 253, 253, true],
    ]);
    expect(coverage[0]).toMatchObject({ last_date: '2026-01-30', sessions_behind: 0, sector: null });
  });

  it('names a series whose dates have slipped against the index', async () => {
    const market = stub.state.market.securities;
    const shift = market.SPY.bars.map((bar, i) => ({
      ...(market.SPY.bars[Math.max(0, i - 1)] ?? bar),
      date: bar.date,
    }));
    market.ACME = { ...market.ACME, splits: [], dividends: [], bars: shift };
    await refreshOf(await importHoldings('symbol,quantity\nACME,10\n'));
    const { findings } = await qualityOf();
    expect(findings[0]).toMatchObject({ symbol: 'ACME', kind: 'index_shifted', severity: 'grave' });
  });

  it('says which rows a provider spoilt, which bars it repeated and what is in another currency', async () => {
    const market = stub.state.market.securities;
    market.ACME.bars[200].close = null;
    market.ACME.bars[221] = { ...market.ACME.bars[220], date: market.ACME.bars[221].date };
    market['BRK.B'].currency = 'EUR';
    await refreshOf(await importHoldings('symbol,quantity\nACME,10\nBRK.B,3\n'));
    const { findings } = await qualityOf();
    const kinds = (symbol: string) =>
      findings
        .filter((one) => one.symbol === symbol)
        .map(({ kind }) => kind)
        .sort();
    expect(kinds('ACME')).toEqual(['duplicated_bar', 'gap', 'rejected_rows', 'short_history', 'unknown_sector']);
    expect(findings.find(({ symbol, kind }) => symbol === 'BRK.B' && kind === 'other_currency')).toMatchObject({
      currency: 'EUR',
      has_rates: true,
      severity: 'mild',
    });
  });

  it('has nothing to look at without prices, and is nobody else’s', async () => {
    expect(await qualityOf()).toMatchObject({ as_of: null, findings: [] });
    const params = { portfolioId: '00000000-0000-7000-8000-00000000ffff' };
    await problemOf(await call(quality.GET, '/api/v1/portfolios/x/data-quality', { params }), 404);
    await problemOf(
      await call(quality.GET, `/api/v1/portfolios/${portfolioId}/data-quality?as_of=2025-02-30`, {
        params: { portfolioId },
      }),
      400,
    );
  });
});

describe('/api/v1/benchmarks', () => {
  it('adds one with its index, whose prices are asked for, and refuses the same code again', async () => {
    const body = { code: 'WORLD', name: 'The world', market_index: 'URTH' };
    const made = await call(benchmarks.POST, '/api/v1/benchmarks', { body });
    expect(await documentOf(made, benchmarkSchema, 201)).toEqual(body);
    expect((await pool().query('SELECT symbols FROM market_refreshes')).rows).toEqual([{ symbols: ['URTH'] }]);
    expect((await problemOf(await call(benchmarks.POST, '/api/v1/benchmarks', { body }), 422)).code).toBe(
      'benchmark_exists',
    );
    await pool().query(`DELETE FROM benchmarks WHERE code = 'WORLD'`);
  });

  const refreshWeights = async () =>
    documentOf(
      await call(weightsRefresh.POST, '/api/v1/benchmarks/SP500/sector-weights/refresh', {
        method: 'POST',
        params: { benchmarkCode: 'SP500' },
      }),
      benchmarkOutcomeSchema,
    );

  it('gets sector weights from a provider, keeps their history and refuses a broken set whole', async () => {
    await pool().query('TRUNCATE benchmarks_sector_weights');
    expect(await refreshWeights()).toMatchObject({ outcome: 'stored', asof_date: '2025-11-24' });
    process.env.FMP_API_KEY = stubKey;
    stub.state.market.members = Array.from({ length: 500 }, (_, i) => ({
      symbol: `${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[i % 26]}${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[Math.floor(i / 26)]}X`,
      sector: gicsSectors[i % 11],
      percent: 0.2,
      cap: 1e9,
    }));
    stub.state.market.holdingsDate = '2026-01-29';
    expect(await refreshWeights()).toMatchObject({
      outcome: 'stored',
      asof_date: '2026-01-29',
      data_source: 'FMP holdings of SPY',
    });
    expect((await refreshWeights()).outcome).toBe('unchanged');
    stub.state.market.members = stub.state.market.members.slice(0, 200);
    stub.state.market.holdingsDate = '2026-01-30';
    const broken = await refreshWeights();
    delete process.env.FMP_API_KEY;
    expect(broken).toMatchObject({ outcome: 'unchanged', asof_date: '2025-11-24' });
    expect(broken.detail).toContain('not of the documented shape');
    const { rows } = await pool().query(
      `SELECT asof_date AS date, count(*)::int AS sectors, sum(weight)::float8 AS sum, max(num_constituents) AS members
         FROM benchmarks_sector_weights GROUP BY 1 ORDER BY 1`,
    );
    expect(rows.map(({ date, sectors, members }) => [date, sectors, members])).toEqual([
      ['2025-11-24', 11, null],
      ['2026-01-29', 11, 500],
    ]);
    for (const { sum } of rows) expect(Math.abs(sum - 1)).toBeLessThanOrEqual(0.0005);
  });
});
