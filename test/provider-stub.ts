import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A session as the stub knows it; a fault may put anything into a field, or leave it out. */
export type StubBar = {
  date: string;
  open: unknown;
  high: unknown;
  low: unknown;
  close: unknown;
  adjClose: unknown;
  volume: unknown;
};

export type StubSecurity = {
  name: string;
  /** In the vendor's own words. */
  sector?: string;
  currency?: string;
  isFund?: boolean;
  bars: StubBar[];
  splits?: { date: string; ratio: number }[];
  dividends?: { date: string; amount: number }[];
};

export type StubMarket = {
  securities: Record<string, StubSecurity>;
  /** Members of the S&P 500 with sector, share of the fund SPY in percent, and market capitalisation. */
  members?: { symbol: string; sector: string; percent: number; cap: number }[];
  holdingsDate?: string;
  /** Endpoints, by the end of their path, that the key's plan does not include. */
  paidFor?: string[];
};

/** Stands before an answer: answers in its place and says true, or says false. */
export type StubFault = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;

export const stubKey = 'stub-key-0123456789abcdef';

/**
 * The vendors, on loopback: each endpoint in the shape of the vendor's documentation, filled from one neutral market,
 * under /fmp and /yahoo. What lies behind a fault is not seen by it.
 */
export async function startProviderStub(market: StubMarket, port = 0) {
  const seen: { path: string; query: string; key: string | undefined }[] = [];
  const state: { market: StubMarket; fault: StubFault | null } = { market, fault: null };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stub');
    const key = request.headers.apikey as string | undefined;
    seen.push({ path: url.pathname, query: url.search, key });
    if (state.fault?.(request, response, url)) return;
    if (url.pathname.startsWith('/yahoo/v8/finance/chart/')) return send(response, ...yahooAnswer(state.market, url));
    if (!url.pathname.startsWith('/fmp/')) return send(response, 404, { error: 'no such vendor' });
    if (key !== stubKey) return send(response, 401, { 'Error Message': `Invalid API KEY ${key}` });
    send(response, ...fmpAnswer(state.market, url));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    state,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export type ProviderStub = Awaited<ReturnType<typeof startProviderStub>>;

export function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

type Answer = [status: number, body: unknown];

const plain = (symbol: string): string => symbol.replace(/-([A-Z])$/, '.$1');

function fmpAnswer(market: StubMarket, url: URL): Answer {
  const path = url.pathname.slice('/fmp'.length);
  if (market.paidFor?.some((end) => path.endsWith(end)))
    return [402, 'Premium Query Parameter: this is part of a plan that you do not have'];
  const asked = url.searchParams.get('symbol') ?? '';
  const symbol = /^[A-Z]{6}$/.test(asked) && market.securities[`${asked}=X`] ? `${asked}=X` : plain(asked);
  const security = market.securities[symbol];
  const from = url.searchParams.get('from') ?? '0000';
  const to = url.searchParams.get('to') ?? '9999';
  const bars = (security?.bars ?? []).filter(({ date }) => date >= from && date <= to).reverse();
  const rows = (close: 'close' | 'adjClose') =>
    bars.map((bar) => ({
      symbol: asked,
      date: bar.date,
      adjOpen: bar.open,
      adjHigh: bar.high,
      adjLow: bar.low,
      adjClose: bar[close],
      volume: bar.volume,
    }));
  if (path === '/historical-price-eod/non-split-adjusted') return [200, rows('close')];
  if (path === '/historical-price-eod/dividend-adjusted') return [200, rows('adjClose')];
  if (path === '/historical-price-eod/full')
    return [
      200,
      bars.map(({ date, open, high, low, close, volume }) => ({
        symbol: asked,
        date,
        open,
        high,
        low,
        close,
        volume,
        vwap: 1,
      })),
    ];
  if (path === '/splits')
    return [
      200,
      (security?.splits ?? []).map(({ date, ratio }) => ({
        symbol: asked,
        date,
        numerator: ratio,
        denominator: 1,
        splitType: 'stock-split',
      })),
    ];
  if (path === '/dividends')
    return [
      200,
      (security?.dividends ?? []).map(({ date, amount }) => ({
        symbol: asked,
        date,
        recordDate: date,
        paymentDate: date,
        dividend: amount,
        adjDividend: amount,
        frequency: 'Quarterly',
      })),
    ];
  if (path === '/profile')
    return [
      200,
      security
        ? [
            {
              symbol: asked,
              companyName: security.name,
              currency: security.currency ?? 'USD',
              sector: security.sector ?? null,
              isEtf: security.isFund ?? false,
              isFund: false,
              isActivelyTrading: true,
              marketCap: 1,
            },
          ]
        : [],
    ];
  if (path === '/sp500-constituent')
    return [
      200,
      (market.members ?? []).map(({ symbol: member, sector }) => ({
        symbol: member.replace('.', '-'),
        name: member,
        sector,
        subSector: 'x',
        founded: '1900',
      })),
    ];
  if (path === '/etf/holdings')
    return [
      200,
      (market.members ?? []).map(({ symbol: asset, percent }) => ({
        symbol: 'SPY',
        asset: asset.replace('.', '-'),
        name: asset,
        sharesNumber: 1,
        weightPercentage: percent,
        marketValue: 1,
        updatedAt: `${market.holdingsDate} 06:05:21`,
      })),
    ];
  if (path === '/market-capitalization-batch') {
    const wanted = new Set((url.searchParams.get('symbols') ?? '').split(',').map(plain));
    return [
      200,
      (market.members ?? [])
        .filter((one) => wanted.has(one.symbol))
        .map((one) => ({ symbol: one.symbol.replace('.', '-'), date: market.holdingsDate, marketCap: one.cap })),
    ];
  }
  return [404, []];
}

/** Seconds at which New York opens that day, as Yahoo stamps a session. */
const openingOf = (date: string): number => Date.parse(`${date}T14:30:00Z`) / 1000;

function yahooAnswer(market: StubMarket, url: URL): Answer {
  const symbol = plain(decodeURIComponent(url.pathname.split('/').at(-1) ?? ''));
  const security = market.securities[symbol];
  if (!security)
    return [
      404,
      {
        chart: { result: null, error: { code: 'Not Found', description: 'No data found, symbol may be delisted' } },
      },
    ];
  const from = Number(url.searchParams.get('period1'));
  const to = Number(url.searchParams.get('period2'));
  const isPair = symbol.endsWith('=X');
  const bars = security.bars.filter(
    ({ date }) => !/^\d{4}-\d\d-\d\d$/.test(date) || (openingOf(date) >= from && openingOf(date) <= to),
  );
  const splits = security.splits ?? [];
  const unitsSince = (date: string) =>
    splits.reduce((product, one) => (one.date > date ? product * one.ratio : product), 1);
  const adjusted = (value: unknown, date: string) => (typeof value === 'number' ? value / unitsSince(date) : value);
  const column = (name: 'open' | 'high' | 'low' | 'close') => bars.map((bar) => adjusted(bar[name], bar.date));
  const event = (date: string) => openingOf(date);
  return [
    200,
    {
      chart: {
        result: [
          {
            meta: {
              currency: security.currency ?? 'USD',
              symbol,
              instrumentType: isPair ? 'CURRENCY' : security.isFund ? 'ETF' : 'EQUITY',
              longName: security.name,
              exchangeTimezoneName: isPair ? 'Europe/London' : 'America/New_York',
              gmtoffset: -18000,
              regularMarketTime: 1,
            },
            ...(bars.length > 0 && {
              timestamp: bars.map(({ date }) =>
                /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(openingOf(date)) ? openingOf(date) : 9e15,
              ),
            }),
            events: {
              dividends: Object.fromEntries(
                (security.dividends ?? []).map(({ date, amount }) => [
                  event(date),
                  { amount: amount / unitsSince(date), date: event(date) },
                ]),
              ),
              splits: Object.fromEntries(
                splits.map(({ date, ratio }) => [
                  event(date),
                  { date: event(date), numerator: ratio, denominator: 1, splitRatio: `${ratio}:1` },
                ]),
              ),
            },
            indicators: {
              quote: [
                bars.length === 0
                  ? {}
                  : {
                      open: column('open'),
                      high: column('high'),
                      low: column('low'),
                      close: column('close'),
                      volume: bars.map(({ date, volume }) =>
                        typeof volume === 'number' ? volume * unitsSince(date) : volume,
                      ),
                    },
              ],
              ...(!isPair && { adjclose: [{ adjclose: bars.map(({ adjClose }) => adjClose) }] }),
            },
          },
        ],
        error: null,
      },
    },
  ];
}
