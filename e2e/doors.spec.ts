import http from 'node:http';
import { expect, test } from './test';

// What stands before every page and route of the real server: methods, hosts, origins, headers.
const send = (port: number, method: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject);
    request.end();
  });

const portOf = (baseURL: string | undefined) => Number(new URL(baseURL ?? '').port);

test('no method, host or origin of the wrong kind gets past, and none is answered with 5xx', async ({ baseURL }) => {
  const port = portOf(baseURL);
  const host = `127.0.0.1:${port}`;
  const cases: [method: string, path: string, headers: Record<string, string>, status: number][] = [
    ['TRACE', '/', {}, 405],
    ['PROPFIND', '/api/v1/portfolios', {}, 405],
    ['GET', '/portfolios/%', {}, 400],
    ['GET', '/api/v1/securities/%ff', {}, 400],
    ['OPTIONS', '*', {}, 400],
    ['POST', '/portfolios', {}, 405],
    ['POST', '/portfolios', { 'next-action': 'a'.repeat(40), 'content-type': 'multipart/form-data; boundary=x' }, 405],
    ['GET', '/portfolios', { host: 'evil.example' }, 403],
    ['GET', '/api/v1/portfolios', { host: 'evil.example' }, 403],
    ['GET', '/api/v1/portfolios', { host, 'x-forwarded-host': 'evil.example' }, 403],
    ['GET', '/api/v1/portfolios', { host, origin: 'http://evil.example' }, 403],
    ['GET', '/api/v1/portfolios', { host, origin: 'null' }, 403],
    ['POST', '/api/v1/prices/import', { host, origin: 'http://evil.example', 'content-type': 'text/csv' }, 403],
    ['POST', '/api/v1/prices/import', { host, 'sec-fetch-site': 'cross-site', 'content-type': 'text/csv' }, 403],
    ['GET', '/api/v1/nothing', { host }, 404],
    ['GET', '/api/v1/portfolios', { host }, 200],
    ['GET', '/api/v1/portfolios', { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, 200],
  ];
  for (const [method, path, headers, status] of cases) {
    const answer = await send(port, method, path, headers);
    expect(answer.status, `${method} ${path} ${JSON.stringify(headers)}`).toBe(status);
    if (status >= 400)
      expect(answer.headers['content-type'], `${method} ${path}`).toContain('application/problem+json');
  }
});

test('every class of answer carries the security headers', async ({ baseURL }) => {
  const port = portOf(baseURL);
  for (const path of [
    '/portfolios',
    '/portfolios/nobody',
    '/portfolios/%',
    '/api/v1/portfolios',
    '/api/v1/nothing',
    '/icon.svg',
  ]) {
    const { headers } = await send(port, 'GET', path, { host: `127.0.0.1:${port}` });
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['x-frame-options'], path).toBe('DENY');
    expect(headers['x-powered-by'], path).toBeUndefined();
  }
  const { headers } = await send(port, 'GET', '/portfolios', { host: `127.0.0.1:${port}` });
  expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
});

test('a page whose address names what nothing can go by is not there', async ({ baseURL, request }) => {
  const { data } = await (await request.get('/api/v1/portfolios?limit=1')).json();
  const own = `/portfolios/${data[0].id}`;
  const port = portOf(baseURL);
  for (const path of [
    '/portfolios/%00',
    `/portfolios/%7B${data[0].id}%7D`,
    `${own}?as_of=%00`,
    `${own}?as_of=2026-06-30%00`,
    `${own}?as_of=2026-06-30&as_of=2026-06-29`,
    `${own}/positions/%00`,
    `${own}/positions/a%2500`,
    `${own}/beta?against=A&against=B`,
    `${own}/history?measure=__proto__`,
    `${own}/history?measure=%00`,
    `${own}/history?from=%00`,
    '/settings/log?before=%00',
  ])
    expect([path, (await send(port, 'GET', path, { host: `127.0.0.1:${port}` })).status]).toEqual([path, 404]);
});
