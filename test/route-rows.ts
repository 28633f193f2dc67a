import { methodNotAllowed } from '@/app/api/method-not-allowed';
import type { Route } from '@/lib/api/route';
import { partsOf, type RouteKey, routes } from '@/lib/api/routes';
import { hashOf, newToken } from '@/lib/auth/secret';
import { listSessions } from '@/lib/db/account-sessions';
import { createToken } from '@/lib/db/api-tokens';
import { inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { listLots } from '@/lib/db/lots';
import { writeRefresh } from '@/lib/db/market-refreshes';
import { createPortfolio } from '@/lib/db/portfolios';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';
import { call } from './api';
import { cashLot, newLot } from './new-lot';
import { pageOf, type Tenant } from './tenants';

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;
const modules = import.meta.glob<Record<string, Handler>>('../app/api/**/route.ts', { eager: true });

/** What of a tenant the parameters of paths name. */
export type Things = {
  readonly portfolioId: string;
  readonly positionId: string;
  readonly recalculationId: string;
  readonly refreshId: string;
  readonly sessionId: string;
  readonly tokenId: string;
};

export type Row = {
  /** What is sent that the route would take from whom it may; ids in it are the tenant's own. */
  readonly send?: (things: Things) => { readonly query?: string; readonly json?: unknown; readonly csv?: string };
  /** Where a body or a query names what is somebody's, a request that names the other's instead. */
  readonly foreign?: (own: Things, other: Things) => { readonly query?: string; readonly json?: unknown };
  /** Its answer is a stream. */
  readonly isStream?: true;
  /** Its own answer is a refusal that has nothing to do with who asks: a file, a vendor that is not there. */
  readonly refuses?: number;
};

const lots = [{ symbol: 'SPY', quantity: '1' }];

/**
 * Every route there is. One that has no row fails, and so does a row without a route: whoever adds a route says here
 * what it takes, and is held to letting nobody at what is somebody else's.
 */
export const rows: Record<string, Row> = {
  'GET /api/health/live': {},
  'GET /api/health/ready': {},
  'GET /api/v1/openapi.json': {},
  'GET /api/v1/session': {},
  'POST /api/v1/session': { send: () => ({ json: { name: 'x', password: 'y' } }), refuses: 401 },
  'DELETE /api/v1/session': {},
  'GET /api/v1/sessions': {},
  'DELETE /api/v1/sessions': {},
  'DELETE /api/v1/sessions/{sessionId}': {},
  'PUT /api/v1/account/password': {
    send: () => ({ json: { current_password: 'x', new_password: 'eight small boats' } }),
    refuses: 422,
  },
  'GET /api/v1/tokens': {},
  'POST /api/v1/tokens': { send: () => ({ json: { name: 'x' } }) },
  'GET /api/v1/tokens/{tokenId}': {},
  'DELETE /api/v1/tokens/{tokenId}': {},
  'GET /api/v1/accounts': {},
  'POST /api/v1/accounts': { send: () => ({ json: { name: 'x', password: 'short' } }), refuses: 422 },
  'GET /api/v1/accounts/{accountId}': {},
  'DELETE /api/v1/accounts/{accountId}': {},
  'GET /api/v1/audit': {},

  'GET /api/v1/portfolios': {},
  'POST /api/v1/portfolios': { send: () => ({ json: { name: 'x' } }) },
  'GET /api/v1/portfolios/{portfolioId}': {},
  'PATCH /api/v1/portfolios/{portfolioId}': { send: () => ({ json: { name: 'x' } }) },
  'DELETE /api/v1/portfolios/{portfolioId}': {},
  'GET /api/v1/portfolios/{portfolioId}/positions': {},
  'POST /api/v1/portfolios/{portfolioId}/positions': { send: () => ({ json: { symbol: 'SPY', quantity: '1' } }) },
  'GET /api/v1/portfolios/{portfolioId}/positions/{positionId}': {},
  'PATCH /api/v1/portfolios/{portfolioId}/positions/{positionId}': { send: () => ({ json: { quantity: '7' } }) },
  'DELETE /api/v1/portfolios/{portfolioId}/positions/{positionId}': {},
  'GET /api/v1/portfolios/{portfolioId}/positions/export': {},
  'POST /api/v1/portfolios/{portfolioId}/positions/import': { send: () => ({ csv: 'symbol,quantity\nSPY,1\n' }) },
  'GET /api/v1/portfolios/{portfolioId}/imports': {},
  'GET /api/v1/portfolios/{portfolioId}/inputs': { send: () => ({ query: '?file=sectors' }), refuses: 404 },
  'GET /api/v1/portfolios/{portfolioId}/data-quality': {},
  'GET /api/v1/portfolios/{portfolioId}/recalculations': {},
  'POST /api/v1/portfolios/{portfolioId}/recalculations': { send: () => ({ json: { as_of: '2024-03-06' } }) },
  'GET /api/v1/portfolios/{portfolioId}/snapshots': {},
  'GET /api/v1/portfolios/{portfolioId}/snapshots/{date}': { refuses: 404 },
  'GET /api/v1/portfolios/{portfolioId}/what-if/inputs': {},
  'GET /api/v1/portfolios/{portfolioId}/what-if/securities': {},
  'GET /api/v1/portfolios/{portfolioId}/what-if/securities/{symbol}': {},
  'POST /api/v1/portfolios/{portfolioId}/what-if': {
    send: () => ({ json: { positions: lots } }),
    foreign: (_own, { positionId }) => ({ json: { positions: [{ position_id: positionId }] } }),
  },
  'POST /api/v1/portfolios/{portfolioId}/what-if/portfolio': {
    send: () => ({ json: { name: 'x', positions: lots } }),
    foreign: (_own, { positionId }) => ({ json: { name: 'x', positions: [{ position_id: positionId }] } }),
  },
  'GET /api/v1/aggregate': {
    send: ({ portfolioId }) => ({ query: `?portfolio_ids=${portfolioId},${portfolioId}` }),
    foreign: (own, other) => ({ query: `?portfolio_ids=${own.portfolioId},${other.portfolioId}` }),
    refuses: 400,
  },
  'GET /api/v1/recalculations': {},
  'GET /api/v1/recalculations/{recalculationId}': {},
  'DELETE /api/v1/recalculations/{recalculationId}': {},
  'GET /api/v1/recalculations/{recalculationId}/events': { isStream: true },
  'GET /api/v1/analytics/portfolio/{portfolioId}/concentration': {},
  'GET /api/v1/analytics/portfolio/{portfolioId}/market-beta': {},
  'GET /api/v1/analytics/portfolio/{portfolioId}/sector-exposure': {},
  'GET /api/v1/analytics/portfolio/{portfolioId}/volatility': {},
  'GET /api/v1/analytics/portfolio/{portfolioId}/contributions': {},
  'GET /api/v1/analytics/portfolio/{portfolioId}/losses': {},
  'GET /api/v1/analytics/portfolio/{portfolioId}/forecasts': {},
  'GET /api/v1/portfolios/{portfolioId}/history': { send: () => ({ query: '?measure=hhi' }) },
  'GET /api/v1/portfolios/{portfolioId}/comparison': {
    send: () => ({ query: '?from=2024-03-06&to=2024-03-07' }),
  },
  'GET /api/v1/analytics/portfolio/{portfolioId}/positions': {},

  'POST /api/v1/prices/import': { send: () => ({ csv: 'x' }), refuses: 422 },
  'POST /api/v1/actions/import': { send: () => ({ csv: 'x' }), refuses: 422 },
  'POST /api/v1/securities/import': { send: () => ({ csv: 'x' }), refuses: 422 },
  'GET /api/v1/templates/{kind}': {},
  'GET /api/v1/securities': {},
  'GET /api/v1/securities/{symbol}': {},
  'PATCH /api/v1/securities/{symbol}': { send: () => ({ json: { sector: 'Energy' } }) },
  'GET /api/v1/securities/{symbol}/prices': {},
  'GET /api/v1/securities/{symbol}/actions': {},
  'PUT /api/v1/securities/{symbol}/accepted-moves/{date}': {},
  'DELETE /api/v1/securities/{symbol}/accepted-moves/{date}': {},
  'PUT /api/v1/securities/{symbol}/splits/{date}': { send: () => ({ json: {} }), refuses: 422 },
  'DELETE /api/v1/securities/{symbol}/splits/{date}': {},
  'GET /api/v1/benchmarks': {},
  'POST /api/v1/benchmarks': { send: () => ({ json: { code: 'X', name: 'x', market_index: 'SPY' } }) },
  'GET /api/v1/benchmarks/{benchmarkCode}': {},
  'GET /api/v1/benchmarks/{benchmarkCode}/sector-weights': {},
  'POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/import': { send: () => ({ csv: 'x' }), refuses: 422 },
  'POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/refresh': {},
  'GET /api/v1/market/status': {},
  'GET /api/v1/market/providers': {},
  'PUT /api/v1/market/providers': { send: () => ({ json: { order: ['yahoo'] } }) },
  'PUT /api/v1/market/providers/{provider}/key': { send: () => ({ json: { key: 'k'.repeat(20) } }) },
  'DELETE /api/v1/market/providers/{provider}/key': {},
  'GET /api/v1/market/refreshes': {},
  'POST /api/v1/market/refreshes': {},
  'GET /api/v1/market/refreshes/{refreshId}': {},
  'DELETE /api/v1/market/refreshes/{refreshId}': {},
  'DELETE /api/v1/demonstration': {},
};

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const handlers = new Map<string, Handler>();
for (const [file, module] of Object.entries(modules)) {
  const path = file
    .replace(/^\.\.\/app/, '')
    .replace(/\/route\.ts$/, '')
    .replace(/\[(\w+)\]/g, '{$1}');
  for (const method of methods)
    if (module[method] && module[method] !== (methodNotAllowed as unknown) && !path.includes('[...'))
      handlers.set(`${method} ${path}`, module[method]);
}
export const keys = [...handlers.keys()].sort();
export const routeOf = (key: string): Route =>
  routes[key as RouteKey] ?? { tag: '', summary: '', answer: null, isPublic: true };

export const nobodys = '00000000-0000-7000-8000-0000000000aa';
/** What the parameters of a path are that belong to nobody in particular. */
export const shared: Record<string, string> = {
  symbol: 'SPY',
  date: '2024-03-06',
  benchmarkCode: 'SP500',
  provider: 'fmp',
  kind: 'prices',
  accountId: nobodys,
};
/** Parameters that name what is somebody's. */
export const idNames = ['portfolioId', 'positionId', 'recalculationId', 'refreshId', 'sessionId', 'tokenId'] as const;

export async function thingsOf(one: Tenant, word: string): Promise<Things> {
  const settings = { name: word, currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
  const { id: portfolioId } = await createPortfolio(one.owner, settings);
  await inTransaction((client) =>
    saveLots(client, one.owner, portfolioId, [newLot('SPY', 3, { lotId: word }), cashLot(5)], 'add', '2024-03-01'),
  );
  const lot = (await listLots(one.owner, portfolioId)).find(({ symbol }) => symbol === 'SPY')!;
  const recalculation = await requestRecalculation(one.owner, portfolioId, { trigger: 'api', asOf: '2024-03-07' });
  const { refresh } = await inTransaction((client) =>
    writeRefresh(client, one.owner, { trigger: 'api', symbols: [word.slice(0, 20)] }),
  );
  await pageOf(one.account);
  const [session] = await listSessions(one.owner);
  const token = await createToken(one.owner, { name: word, scope: 'read', days: 1, secretHash: hashOf(newToken()) });
  return {
    portfolioId,
    positionId: lot.id,
    recalculationId: recalculation.id,
    refreshId: refresh.id,
    sessionId: session.id,
    tokenId: token.id,
  };
}

/** Everything in the database that is not about who was seen when, or how often somebody has asked. */
export async function stateOf(): Promise<Record<string, string>> {
  const { rows: tables } = await pool().query(
    `SELECT c.relname::text AS name FROM pg_class c
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
        AND c.relname NOT IN ('_prisma_migrations', 'account_sessions', 'api_tokens', 'sign_in_attempts', 'audit_events')`,
  );
  const state: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows: found } = await pool().query(
      `SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS hash FROM "${name}" t`,
    );
    state[name] = found[0].hash;
  }
  for (const table of ['account_sessions', 'api_tokens']) {
    const { rows: found } = await pool().query(`SELECT string_agg(id::text, '|' ORDER BY id) AS ids FROM ${table}`);
    state[table] = found[0].ids;
  }
  return state;
}

/** Asks a route with just these headers and this body, with `params` in its path. */
export function askWith(
  key: string,
  headers: Readonly<Record<string, string>>,
  params: Readonly<Record<string, string>>,
  body?: unknown,
  query = '',
): Promise<Response> {
  const [method, path] = partsOf(key);
  const own = Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, params[name] ?? shared[name]]),
  );
  const shown = path.replace(/\{(\w+)\}/g, (_, name) => own[name]);
  return call(handlers.get(key), `${shown}${query}`, { method, params: own, headers, body });
}

/** Asks a route as somebody, for what its row sends. */
export const ask = (
  key: string,
  headers: Readonly<Record<string, string>>,
  params: Readonly<Record<string, string>>,
  sent: ReturnType<NonNullable<Row['send']>> = {},
): Promise<Response> =>
  askWith(
    key,
    { ...(sent.csv === undefined ? {} : { 'content-type': 'text/csv' }), ...headers },
    params,
    sent.csv ?? sent.json,
    sent.query,
  );

export const idsIn = (key: string) => idNames.filter((name) => key.includes(`{${name}}`));
export const isWrite = (key: string) => !key.startsWith('GET ');

/** A refusal without what differs from request to request. */
export async function refusalIn(response: Response) {
  const { request_id, instance, ...said } = await response.json();
  return said;
}
