import { importTemplates } from '@/lib/import/templates';

/** A request whose recorded answer is the example of a route in the document. */
export type ExampleRequest = {
  readonly key: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is taken from the answer for those that follow: the name of a parameter, and where its value is. */
  readonly keep?: Readonly<Record<string, string>>;
};

const csv = { 'content-type': 'text/csv' };
/** A page of ours, which alone signs in and out. */
const page = { origin: 'http://localhost:3000' };
const file = (key: string, kind: keyof typeof importTemplates, params = {}): ExampleRequest => ({
  key,
  params,
  headers: csv,
  body: importTemplates[kind],
});

const portfolio = '/api/v1/portfolios/{portfolioId}';
const analytics = '/api/v1/analytics/portfolio/{portfolioId}';

/** In an order in which each finds what it is about: what is made comes before what is removed, accounts come last. */
export const exampleRequests: readonly ExampleRequest[] = [
  { key: 'GET /api/health/live' },
  { key: 'GET /api/health/ready' },
  { key: 'GET /api/v1/session' },
  { key: 'GET /api/v1/portfolios', search: '?limit=1' },
  { key: `GET ${portfolio}` },
  { key: `GET ${portfolio}/positions`, search: '?limit=2' },
  { key: `GET ${portfolio}/positions/{positionId}` },
  { key: `GET ${portfolio}/positions/export` },
  { key: `GET ${portfolio}/snapshots`, search: '?from=2024-07-01&limit=1' },
  { key: `GET ${portfolio}/snapshots/{date}`, params: { date: '2024-07-09' } },
  { key: `GET ${portfolio}/data-quality`, search: '?as_of=2024-07-09' },
  { key: `GET ${portfolio}/inputs`, search: '?file=positions&as_of=2024-07-09' },
  { key: `GET ${portfolio}/history`, search: '?measure=market_beta_direct&from=2024-07-08' },
  { key: `GET ${portfolio}/comparison`, search: '?from=2024-07-08&to=2024-07-09' },
  { key: `GET ${analytics}/volatility` },
  { key: `GET ${analytics}/market-beta`, search: '?as_of=2024-07-09' },
  { key: `GET ${analytics}/sector-exposure` },
  { key: `GET ${analytics}/concentration` },
  { key: `GET ${analytics}/positions`, search: '?limit=2' },
  { key: `GET ${analytics}/contributions`, search: '?limit=2' },
  { key: `GET ${analytics}/losses` },
  { key: `GET ${analytics}/forecasts` },
  { key: 'GET /api/v1/aggregate', search: '?portfolio_ids={portfolioId},{otherId}' },
  {
    key: `POST ${portfolio}/what-if`,
    body: {
      as_of: '2024-07-09',
      positions: [
        { symbol: 'ACME', quantity: '10' },
        { symbol: 'USD', quantity: '500', asset_class: 'cash' },
      ],
    },
  },
  { key: `GET ${portfolio}/what-if/inputs`, search: '?as_of=2024-07-09' },
  { key: `GET ${portfolio}/what-if/securities`, search: '?search=ac' },
  { key: `GET ${portfolio}/what-if/securities/{symbol}`, params: { symbol: 'ACME' } },
  {
    key: `POST ${portfolio}/what-if/portfolio`,
    body: { name: 'With less of it', as_of: '2024-07-09', positions: [{ symbol: 'ACME', quantity: '10' }] },
  },
  { key: 'POST /api/v1/portfolios', body: { name: 'Nest egg' }, keep: { madeId: 'id' } },
  { key: `PATCH ${portfolio}`, body: { name: 'Savings' } },
  {
    key: `POST ${portfolio}/positions`,
    body: { symbol: 'ACME', quantity: '12.5', entry_date: '2024-01-02', entry_price: '98.40' },
    keep: { positionId: 'id' },
  },
  { key: `PATCH ${portfolio}/positions/{positionId}`, body: { quantity: '10' } },
  { key: `DELETE ${portfolio}/positions/{positionId}` },
  file(`POST ${portfolio}/positions/import`, 'holdings', { portfolioId: '{madeId}' }),
  { key: `GET ${portfolio}/imports`, params: { portfolioId: '{madeId}' } },
  { key: `POST ${portfolio}/recalculations`, body: { as_of: '2024-07-09' }, keep: { recalculationId: 'id' } },
  { key: `GET ${portfolio}/recalculations`, search: '?limit=1' },
  { key: 'GET /api/v1/recalculations', search: '?state=queued' },
  { key: 'GET /api/v1/recalculations/{recalculationId}' },
  { key: 'DELETE /api/v1/recalculations/{recalculationId}' },
  { key: `DELETE ${portfolio}`, params: { portfolioId: '{madeId}' } },
  {
    key: 'POST /api/v1/prices/import',
    headers: csv,
    body: 'date,symbol,close\n2024-07-08,GLOBEX,55.20\n2024-07-09,GLOBEX,55.85\n',
  },
  file('POST /api/v1/actions/import', 'actions'),
  file('POST /api/v1/securities/import', 'securities'),
  {
    key: 'POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/import',
    params: { benchmarkCode: 'SP500' },
    headers: csv,
    body: importTemplates.sector_weights.replaceAll('2025-08-25', '2024-07-05'),
  },
  { key: 'GET /api/v1/templates/{kind}', params: { kind: 'actions' } },
  { key: 'GET /api/v1/securities', search: '?limit=2' },
  { key: 'GET /api/v1/securities/{symbol}', params: { symbol: 'ACME' } },
  { key: 'PATCH /api/v1/securities/{symbol}', params: { symbol: 'ACME' }, body: { sector: 'Industrials' } },
  { key: 'GET /api/v1/securities/{symbol}/prices', params: { symbol: 'ACME' }, search: '?from=2024-07-08' },
  { key: 'GET /api/v1/securities/{symbol}/actions', params: { symbol: 'ACME' } },
  { key: 'PUT /api/v1/securities/{symbol}/accepted-moves/{date}', params: { symbol: 'ACME', date: '2024-07-09' } },
  { key: 'DELETE /api/v1/securities/{symbol}/accepted-moves/{date}', params: { symbol: 'ACME', date: '2024-07-09' } },
  {
    key: 'PUT /api/v1/securities/{symbol}/splits/{date}',
    params: { symbol: 'ACME', date: '2024-07-09' },
    body: { new_units: 2, old_units: 1 },
  },
  { key: 'DELETE /api/v1/securities/{symbol}/splits/{date}', params: { symbol: 'ACME', date: '2024-07-09' } },
  { key: 'GET /api/v1/benchmarks' },
  { key: 'POST /api/v1/benchmarks', body: { code: 'MSCI_WORLD', name: 'MSCI World', market_index: 'URTH' } },
  { key: 'GET /api/v1/benchmarks/{benchmarkCode}', params: { benchmarkCode: 'SP500' } },
  {
    key: 'GET /api/v1/benchmarks/{benchmarkCode}/sector-weights',
    params: { benchmarkCode: 'SP500' },
    search: '?limit=1',
  },
  { key: 'POST /api/v1/benchmarks/{benchmarkCode}/sector-weights/refresh', params: { benchmarkCode: 'MSCI_WORLD' } },
  { key: 'GET /api/v1/market/status' },
  { key: 'GET /api/v1/market/providers' },
  { key: 'PUT /api/v1/market/providers', body: { order: ['yahoo', 'fmp'] } },
  {
    key: 'PUT /api/v1/market/providers/{provider}/key',
    params: { provider: 'fmp' },
    body: { key: 'a-key-of-the-vendor' },
  },
  { key: 'DELETE /api/v1/market/providers/{provider}/key', params: { provider: 'fmp' } },
  { key: 'POST /api/v1/market/refreshes', body: { symbols: ['ACME'] }, keep: { refreshId: 'id' } },
  { key: 'GET /api/v1/market/refreshes', search: '?limit=1' },
  { key: 'GET /api/v1/market/refreshes/{refreshId}' },
  { key: 'DELETE /api/v1/market/refreshes/{refreshId}' },
  {
    key: 'POST /api/v1/accounts',
    headers: page,
    body: { name: 'ada', password: 'correct horse battery staple', is_administrator: true },
    keep: { accountId: 'id' },
  },
  { key: 'POST /api/v1/session', headers: page, body: { name: 'ada', password: 'correct horse battery staple' } },
  { key: 'GET /api/v1/accounts', headers: page },
  { key: 'GET /api/v1/accounts/{accountId}', headers: page },
  {
    key: 'POST /api/v1/tokens',
    headers: page,
    body: { name: 'a script', scope: 'read', expires_in_days: 30 },
    keep: { tokenId: 'id' },
  },
  { key: 'GET /api/v1/tokens', headers: page },
  { key: 'GET /api/v1/tokens/{tokenId}', headers: page },
  { key: 'DELETE /api/v1/tokens/{tokenId}', headers: page },
  { key: 'GET /api/v1/audit', headers: page, search: '?limit=2' },
  { key: 'GET /api/v1/sessions', headers: page },
  {
    key: 'PUT /api/v1/account/password',
    headers: page,
    body: { current_password: 'correct horse battery staple', new_password: 'a longer one, and nobody’s' },
  },
  { key: 'DELETE /api/v1/session', headers: page },
];

/** What changes from one recording to the next, as what it always is: ids in the order in which they come, one instant. */
export function settled(value: unknown, ids: Map<string, string>): unknown {
  if (Array.isArray(value)) return value.slice(0, 3).map((one) => settled(one, ids));
  if (typeof value === 'number') return Number(value.toPrecision(6));
  if (typeof value === 'string') {
    const text = value
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
        if (!ids.has(id)) ids.set(id, `019e0000-0000-7000-8000-${String(ids.size + 1).padStart(12, '0')}`);
        return ids.get(id)!;
      })
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '2024-07-10T06:30:00.000Z')
      .replace(/^[0-9a-f]{64}$/, '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08')
      .replace(/^ballast_[\w-]{20,}$/, 'ballast_shown-once-and-nowhere-else');
    // Long columns of closes are cut: their form is what matters.
    return text.length > 600 && !text.includes('\n') ? `${text.slice(0, 64)}` : text;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      // A cursor has an id in it.
      name === 'next_cursor' && one !== null ? 'MDE5ZTAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAy' : settled(one, ids),
    ]),
  );
}
