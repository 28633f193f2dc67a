import { afterEach, describe, expect, it, vi } from 'vitest';
import { addressOf, apiClient, RequestProblem } from './client';

const answered = (body: BodyInit | null, init: ResponseInit = {}) => {
  const fetched = vi.fn((..._: Parameters<typeof fetch>) => Promise.resolve(new Response(body, init)));
  vi.stubGlobal('fetch', fetched);
  return fetched;
};
const json = { headers: { 'content-type': 'application/json' } };
const portfolioId = '00000000-0000-7000-8000-000000000001';

afterEach(() => vi.unstubAllGlobals());

describe('the client', () => {
  it('asks a route by its name, with what it takes', async () => {
    const fetched = answered('{"data":[],"page":{"next_cursor":null}}', json);
    const { ask } = apiClient({ at: 'http://127.0.0.1:3000', token: 'secret' });
    const { data } = await ask('GET /api/v1/portfolios/{portfolioId}/snapshots', {
      params: { portfolioId: 'a/b ?' },
      query: { from: '2026-01-02', limit: '5', cursor: undefined },
    });
    expect(data).toEqual([]);
    const [url, init] = fetched.mock.calls[0];
    expect(url).toBe('http://127.0.0.1:3000/api/v1/portfolios/a%2Fb%20%3F/snapshots?from=2026-01-02&limit=5');
    expect(init).toMatchObject({ method: 'GET', headers: { authorization: 'Bearer secret' } });
  });

  it('sends a body as JSON and a file as it is', async () => {
    const fetched = answered('{}', json);
    const { ask } = apiClient();
    await ask('POST /api/v1/portfolios', { body: { name: 'Mine' } });
    await ask('POST /api/v1/prices/import', { file: 'date,symbol,close\n', query: { dry_run: 'true' } });
    expect(
      fetched.mock.calls.map(([url, init]) => [url, init?.body, (init?.headers as never)?.['content-type']]),
    ).toEqual([
      ['/api/v1/portfolios', '{"name":"Mine"}', 'application/json'],
      ['/api/v1/prices/import?dry_run=true', 'date,symbol,close\n', 'text/csv'],
    ]);
  });

  it('answers a file as text and nothing as nothing', async () => {
    const { ask } = apiClient();
    answered('symbol,quantity\n', { headers: { 'content-type': 'text/csv; charset=utf-8' } });
    const params = { portfolioId };
    expect(await ask('GET /api/v1/portfolios/{portfolioId}/positions/export', { params })).toBe('symbol,quantity\n');
    answered(null, { status: 204 });
    expect(await ask('DELETE /api/v1/portfolios/{portfolioId}', { params })).toBeUndefined();
  });

  it('throws the server’s own words where it refused, and says so where there are none', async () => {
    const { ask } = apiClient();
    answered('{"status":404,"detail":"no such portfolio"}', { status: 404, ...json });
    await expect(ask('GET /api/v1/portfolios')).rejects.toEqual(
      new RequestProblem(404, 'no such portfolio', { status: 404, detail: 'no such portfolio' } as never),
    );
    answered('<html>', { status: 502, statusText: 'Bad Gateway' });
    await expect(ask('GET /api/v1/portfolios')).rejects.toThrow('The server answered 502 Bad Gateway');
    answered('not json', json);
    await expect(ask('GET /api/v1/portfolios')).rejects.toBeInstanceOf(RequestProblem);
  });
});

describe('an address', () => {
  it('has its parameters encoded, and only what is asked', () => {
    expect(addressOf('/api/v1/securities/{symbol}', { symbol: '^GSPC' })).toBe('/api/v1/securities/%5EGSPC');
    expect(addressOf('/a', {}, { b: undefined, c: true, d: '&' })).toBe('/a?c=true&d=%26');
  });
});
