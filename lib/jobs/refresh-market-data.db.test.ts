import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ProviderStub, send, startProviderStub, stubKey } from '../../test/provider-stub';
import { stubMarket, stubSecurity } from '../../test/stub-market';
import { inTransaction, pool } from '../db/client';
import { saveLots } from '../db/holdings-import';
import { cancelRefresh, requireRefresh, writeRefresh } from '../db/market-refreshes';
import { localOwner } from '../db/owner';
import { createPortfolio } from '../db/portfolios';
import { setSector } from '../db/priced-securities';
import { savePrices } from '../db/prices-import';
import { saveSecurities } from '../db/securities';
import { log } from '../log';
import { readyToSendRefresh } from './market-queue';
import { marketStatus } from './market-status';
import { setProviderOrder } from './provider-order';
import { closeSender } from './queue';
import { refreshForNight, refreshMarketData } from './refresh-market-data';
import { requestRefresh, requestUnknownSymbols } from './request-refresh';

const lastDay = '2026-01-30';
let stub: ProviderStub;
const logged: string[] = [];

beforeAll(async () => {
  stub = await startProviderStub(stubMarket());
  process.env.BALLAST_PROVIDER_STUB = stub.url;
  process.env.BALLAST_TODAY = lastDay;
  for (const level of ['info', 'warn', 'error'] as const)
    vi.spyOn(log, level).mockImplementation(((...words: unknown[]) => {
      logged.push(JSON.stringify(words, (_key, value) => (value instanceof Error ? `${value} ${value.stack}` : value)));
    }) as never);
});
afterAll(async () => {
  for (const name of ['BALLAST_PROVIDER_STUB', 'BALLAST_TODAY', 'FMP_API_KEY']) delete process.env[name];
  await closeSender();
  await stub.close();
});

let portfolioId: string;
beforeEach(async () => {
  process.env.FMP_API_KEY = stubKey;
  process.env.BALLAST_TODAY = lastDay;
  stub.state.market = stubMarket();
  stub.state.fault = null;
  stub.seen.length = 0;
  await pool().query('TRUNCATE securities, portfolios, market_refreshes, settings CASCADE');
  portfolioId = (
    await createPortfolio(localOwner, { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' })
  ).id;
});
afterEach(() => {
  expect(logged.join('\n')).not.toContain(stubKey);
});

const lot = (symbol: string, currency: string | null = null) => ({
  importKey: symbol,
  symbol,
  assetClass: 'stock' as const,
  quantity: '10',
  quantityAsOf: lastDay,
  lotId: null,
  entryDate: null,
  entryPrice: null,
  exitDate: null,
  currency,
  price: null,
  priceDate: null,
  underlying: null,
  optionType: null,
  strike: null,
  expiry: null,
  multiplier: null,
  delta: null,
});

const hold = (...lots: ReturnType<typeof lot>[]) =>
  inTransaction((client) => saveLots(client, localOwner, portfolioId, lots, 'replace', lastDay));

async function refresh(symbols: string[] = [], provider: string | null = null) {
  const { refresh: one } = await inTransaction((client) =>
    writeRefresh(client, localOwner, { trigger: 'person', symbols, provider }),
  );
  const summary = await refreshMarketData(one.id, new AbortController().signal);
  return { id: one.id, summary: summary!, outcomes: new Map(summary?.outcomes.map((of) => [of.symbol, of])) };
}

const securityOf = async (symbol: string) =>
  (
    await pool().query(
      `SELECT s.*, (SELECT count(*)::int FROM daily_prices p WHERE p.security_id = s.id) AS days,
              (SELECT array_agg(DISTINCT source) FROM daily_prices p WHERE p.security_id = s.id) AS sources
         FROM securities s WHERE symbol = $1`,
      [symbol],
    )
  ).rows[0];

const countOf = async (table: string) => (await pool().query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;

describe('a refresh of market data', () => {
  it('fetches prices, actions and profiles of symbols nobody has seen, and the index, with progress', async () => {
    await hold(lot('ACME'), lot('BRK.B'));
    await readyToSendRefresh();
    const asked = await inTransaction((client) => requestUnknownSymbols(client, localOwner, portfolioId));
    expect(asked).toMatchObject({ trigger: 'import', symbols: ['ACME', 'BRK.B', 'SPY'], state: 'queued' });
    await refreshMarketData(asked!.id, new AbortController().signal);
    expect(await requireRefresh(localOwner, asked!.id)).toMatchObject({
      state: 'completed',
      done: 3,
      total: 3,
      failed: 0,
    });
    const market = stub.state.market.securities;
    for (const symbol of ['ACME', 'BRK.B', 'SPY'])
      expect(await securityOf(symbol)).toMatchObject({
        days: market[symbol].bars.length,
        sources: ['fmp'],
        price_source: 'fmp',
        name: market[symbol].name,
        currency: 'USD',
      });
    expect(await securityOf('ACME')).toMatchObject({ sector: 'Information Technology', sector_source: 'fmp' });
    expect(await securityOf('SPY')).toMatchObject({ asset_class: 'fund', sector: null });
    expect(await countOf('corporate_actions')).toBe(4);
    // The new prices make the portfolio measurable, and it is asked for.
    const { rows } = await pool().query('SELECT portfolio_id, as_of FROM recalculations');
    expect(rows).toEqual([{ portfolio_id: portfolioId, as_of: lastDay }]);
    // Nothing is unknown any more.
    expect(await inTransaction((client) => requestUnknownSymbols(client, localOwner, portfolioId))).toBeNull();
  });

  it('asks for a few days only where there are prices, and for none where they are fresh', async () => {
    process.env.BALLAST_TODAY = '2026-01-23';
    await hold(lot('ACME'));
    await refresh();
    process.env.BALLAST_TODAY = lastDay;
    stub.seen.length = 0;
    expect((await refresh()).outcomes.get('ACME')).toMatchObject({ outcome: 'stored', added: 5, changed: 0 });
    const asked = stub.seen.filter(({ query }) => query.includes('ACME') && query.includes('from='));
    for (const { query } of asked) expect(query).toContain('from=2026-01-02');
    stub.seen.length = 0;
    expect((await refresh()).summary.total).toBe(0);
    expect(stub.seen).toEqual([]);
  });

  it('restates the series of a symbol that has split since, and marks what it touches', async () => {
    process.env.BALLAST_TODAY = '2026-01-23';
    await hold(lot('ACME'));
    await refresh();
    const { rows: before } = await pool().query(
      'SELECT date, adj_close::float8 AS adj FROM daily_prices d JOIN securities s ON s.id = d.security_id WHERE symbol = $1 ORDER BY date',
      ['ACME'],
    );
    process.env.BALLAST_TODAY = lastDay;
    const splits = [
      { date: '2025-06-10', ratio: 4 },
      { date: '2026-01-27', ratio: 2 },
    ];
    const dividends = stub.state.market.securities.ACME.dividends;
    stub.state.market.securities.ACME = stubSecurity('2025-01-02', lastDay, 1, { splits, dividends });
    // The path is that of the adjusted closes, so the raw ones before the split are twice what they were; the vendor
    // tells it the other way round.
    for (const bar of stub.state.market.securities.ACME.bars)
      if (bar.date < '2026-01-27')
        for (const name of ['open', 'high', 'low', 'close', 'adjClose'] as const) (bar[name] as number) /= 2;
    const { outcomes } = await refresh();
    expect(outcomes.get('ACME')).toMatchObject({ outcome: 'restated', added: 5, changed: before.length });
    const { rows: after } = await pool().query(
      'SELECT date, adj_close::float8 AS adj FROM daily_prices d JOIN securities s ON s.id = d.security_id WHERE symbol = $1 ORDER BY date',
      ['ACME'],
    );
    before.forEach((row, i) => {
      expect(after[i].date).toBe(row.date);
      expect(after[i].adj / row.adj).toBeCloseTo(0.5, 6);
    });
    expect(await countOf('price_changes')).toBe(1);
  });

  it('falls back to the next provider for what is new, and stays with it', async () => {
    delete process.env.FMP_API_KEY;
    await hold(lot('ACME'));
    expect((await refresh()).outcomes.get('ACME')).toMatchObject({ outcome: 'stored', provider: 'yahoo' });
    process.env.FMP_API_KEY = stubKey;
    await refresh(['ACME']);
    expect(await securityOf('ACME')).toMatchObject({ price_source: 'yahoo', sources: ['yahoo'] });
    // What Yahoo does not know, FMP may say: the sector.
    expect((await securityOf('ACME')).sector).toBe('Information Technology');
  });

  it('never fills a gap of one provider with another', async () => {
    process.env.BALLAST_TODAY = '2026-01-23';
    await hold(lot('ACME'));
    await refresh();
    process.env.BALLAST_TODAY = lastDay;
    stub.state.fault = (_request, response, url) => {
      if (!url.pathname.startsWith('/fmp')) return false;
      send(response, 403, '{}');
      return true;
    };
    const { outcomes, id } = await refresh();
    expect(outcomes.get('ACME')).toMatchObject({ outcome: 'not_in_plan', provider: 'fmp', isSuccess: false });
    expect(await requireRefresh(localOwner, id)).toMatchObject({ state: 'completed', failed: 2 });
    expect(await securityOf('ACME')).toMatchObject({ sources: ['fmp'] });
    const status = await marketStatus(localOwner);
    expect(status.symbols.find(({ symbol }) => symbol === 'ACME')).toMatchObject({
      freshness: 'behind',
      outcome: 'not_in_plan',
      lastDate: '2026-01-23',
    });
  });

  it('switches a symbol whole when a person asks for another provider, and when its own is switched off', async () => {
    await hold(lot('ACME'));
    await refresh();
    expect((await refresh(['ACME'], 'yahoo')).outcomes.get('ACME')).toMatchObject({
      outcome: 'restated',
      provider: 'yahoo',
    });
    expect(await securityOf('ACME')).toMatchObject({ price_source: 'yahoo', sources: ['yahoo'] });
    await setProviderOrder(['fmp']);
    expect((await refresh(['ACME'])).outcomes.get('ACME')).toMatchObject({ outcome: 'restated', provider: 'fmp' });
    expect(await countOf('price_changes')).toBe(2);
    await setProviderOrder([]);
    expect((await refresh(['ACME'])).outcomes.get('ACME')).toMatchObject({ outcome: 'no_provider' });
  });

  it('leaves what came from a file to files', async () => {
    await hold(lot('ACME'));
    await inTransaction((client) =>
      savePrices(
        client,
        ['ACME'],
        [
          [
            {
              symbol: 'ACME',
              date: '2026-01-05',
              open: null,
              high: null,
              low: null,
              close: '7',
              adjClose: '7',
              volume: null,
            },
          ],
        ],
        'CSV',
      ),
    );
    await refresh();
    expect((await refresh(['ACME'])).outcomes.get('ACME')).toMatchObject({ outcome: 'other_source' });
    expect(await securityOf('ACME')).toMatchObject({ price_source: 'CSV', days: 1 });
  });

  it('stores no bad row and loses no good one, and says what it set aside', async () => {
    await hold(lot('ACME'));
    const bars = stub.state.market.securities.ACME.bars;
    bars[10].close = -1;
    bars[20].adjClose = null;
    bars[30].high = 0.01;
    await refresh();
    expect((await securityOf('ACME')).days).toBe(bars.length - 3);
    const { rows } = await pool().query('SELECT date, reason, source FROM quarantined_prices ORDER BY date');
    expect(rows).toEqual([
      { date: bars[10].date, reason: 'not_positive', source: 'fmp' },
      { date: bars[20].date, reason: 'no_adjusted_close', source: 'fmp' },
      { date: bars[30].date, reason: 'range_reversed', source: 'fmp' },
    ]);
    const status = await marketStatus(localOwner);
    expect(status.symbols.find(({ symbol }) => symbol === 'ACME')!.quarantined).toBe(3);
  });

  it('keeps good data through every answer that is a part, empty or slipped', async () => {
    process.env.BALLAST_TODAY = '2026-01-23';
    await hold(lot('ACME'));
    await refresh();
    process.env.BALLAST_TODAY = lastDay;
    const { days } = await securityOf('ACME');
    const whole = stub.state.market.securities.ACME.bars;
    const halved = whole.map((bar) => ({ ...bar, adjClose: (bar.adjClose as number) * 0.5 }));
    const answers = [[], halved.slice(-60), halved.filter((_, i) => i % 2 === 0)];
    const outcomes = [];
    for (const bars of answers) {
      stub.state.market.securities.ACME.bars = bars;
      outcomes.push((await refresh(['ACME'])).outcomes.get('ACME')!.outcome);
      expect((await securityOf('ACME')).days).toBe(days);
    }
    expect(outcomes).toEqual(['unknown_symbol', 'partial_answer', 'partial_answer']);
  });

  it('asks a provider that does not accept the key once a run', async () => {
    process.env.FMP_API_KEY = 'another-key-than-the-stubs';
    await setProviderOrder(['fmp']);
    await hold(lot('ACME'), lot('BRK.B'), lot('NOPE'));
    const { summary } = await refresh();
    expect(summary.outcomes.every(({ outcome }) => outcome === 'unauthorized')).toBe(true);
    // The symbols under way when the first answer came had each been asked for already.
    expect(stub.seen.length).toBeLessThanOrEqual(16);
    expect(logged.join('\n')).not.toContain('another-key-than-the-stubs');
    const status = JSON.stringify(await marketStatus(localOwner));
    expect(status).not.toContain('another-key-than-the-stubs');
  });

  it('says that nobody knows a symbol', async () => {
    await hold(lot('NOPE'));
    expect((await refresh()).outcomes.get('NOPE')).toMatchObject({ outcome: 'unknown_symbol', isSuccess: false });
  });

  it('gets the currency pairs that convert what is held', async () => {
    await hold(lot('ACME', 'EUR'));
    await refresh();
    expect(await securityOf('EURUSD=X')).toMatchObject({ price_source: 'fmp' });
    expect((await securityOf('EURUSD=X')).days).toBeGreaterThan(200);
  });

  it('does not overrule the sector a person has set', async () => {
    await hold(lot('ACME'));
    await setSector(pool(), 'ACME', 'Utilities');
    await refresh(['ACME']);
    expect(await securityOf('ACME')).toMatchObject({ sector: 'Utilities', sector_source: 'person' });
  });

  it('does not overrule the sector of a file', async () => {
    await hold(lot('ACME'));
    await inTransaction((client) =>
      saveSecurities(client, [{ symbol: 'ACME', name: null, sector: 'Materials', assetClass: null }]),
    );
    await refresh(['ACME']);
    expect(await securityOf('ACME')).toMatchObject({ sector: 'Materials', sector_source: 'CSV', name: 'Company 1' });
  });

  it('stops for whoever cancels it', async () => {
    await hold(lot('ACME'), lot('BRK.B'));
    const { refresh: one } = await inTransaction((client) =>
      writeRefresh(client, localOwner, { trigger: 'person', symbols: [] }),
    );
    stub.state.fault = () => {
      void cancelRefresh(localOwner, one.id);
      return false;
    };
    await refreshMarketData(one.id, new AbortController().signal);
    expect((await requireRefresh(localOwner, one.id)).state).toBe('cancelled');
  });

  it('goes on behind what is done after a worker has died', async () => {
    await hold(lot('ACME'), lot('BRK.B'));
    const { refresh: one } = await inTransaction((client) =>
      writeRefresh(client, localOwner, { trigger: 'person', symbols: ['ACME', 'BRK.B'] }),
    );
    const worker = new AbortController();
    let calls = 0;
    stub.state.fault = (_request, _response, url) => {
      if (!url.search.includes('BRK')) return false;
      if (++calls === 1) setTimeout(() => worker.abort(), 150);
      return true;
    };
    await expect(refreshMarketData(one.id, worker.signal)).rejects.toThrow('the worker is stopping');
    expect((await requireRefresh(localOwner, one.id)).state).toBe('running');
    stub.state.fault = null;
    stub.seen.length = 0;
    await refreshMarketData(one.id, new AbortController().signal);
    expect(stub.seen.some(({ query }) => query.includes('ACME'))).toBe(false);
    expect(await requireRefresh(localOwner, one.id)).toMatchObject({ state: 'completed', attempts: 2, done: 2 });
  });

  it('is once what several workers ask for at night', async () => {
    await hold(lot('ACME'), lot('NOPE'));
    await Promise.all([1, 2, 3].map(() => refreshForNight(new AbortController().signal)));
    expect(
      stub.seen.filter(({ path, query }) => path.endsWith('non-split-adjusted') && query.includes('ACME')),
    ).toHaveLength(1);
    expect(
      stub.seen.filter(({ path, query }) => path.endsWith('non-split-adjusted') && query.includes('NOPE')),
    ).toHaveLength(1);
    expect(await countOf('recalculations')).toBe(0);
  });
});

describe('the request for a refresh', () => {
  it('is the same one while it waits', async () => {
    const first = await requestRefresh(localOwner, { symbols: ['acme', 'BRK-B'], trigger: 'api' });
    const second = await requestRefresh(localOwner, { symbols: ['BRK.B', 'ACME'], trigger: 'api' });
    expect(second.id).toBe(first.id);
    expect(first.symbols).toEqual(['ACME', 'BRK.B']);
  });

  it.each([
    [{ symbols: ['no such symbol!'] }, 'invalid_symbol'],
    [{ symbols: ['OATF.SIM'] }, 'simulated_symbol'],
    [{ symbols: ['ACME'], provider: 'nobody' }, 'unknown_provider'],
    [{ provider: 'fmp' }, 'symbols_needed'],
    [{ symbols: ['ACME'], from: '2027-01-01' }, 'date_in_future'],
  ])('%j is refused as %s', async (request, code) => {
    await expect(requestRefresh(localOwner, { ...request, trigger: 'api' })).rejects.toMatchObject({ code });
  });
});
