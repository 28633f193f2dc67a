import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { config, proxy } from './proxy';

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  proxy(new NextRequest(`http://localhost:3000${path}`, { method, headers: { host: 'localhost:3000', ...headers } }));

/** Whether the proxy is asked for a path at all; Next matches the whole of it. */
const isAsked = (path: string) => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path));

describe('the proxy', () => {
  it('is asked for everything but assets, the imports and the reads of analytics, whose handlers pass the same gate', () => {
    for (const path of [
      '/',
      '/portfolios',
      '/portfolios/x/import',
      '/api/v1/portfolios',
      '/api/v1/import/x',
      '/api/v1/analytics',
      '/x/api/v1/analytics/portfolio',
      '/api/v1/prices/imports',
      '/api/health/ready',
      '/api/import',
      '/x/api/v1/prices/import',
      '/_next/data/x',
      '/favicon',
    ])
      expect([path, isAsked(path)]).toEqual([path, true]);
    for (const path of [
      '/_next/static/chunks/x.js',
      '/api/v1/prices/import',
      '/api/v1/portfolios/x/positions/import',
      '/api/v1/analytics/portfolio/x/losses',
    ])
      expect([path, isAsked(path)]).toEqual([path, false]);
  });

  it('answers a method that a known path has not, and says which it has; what it does not know passes', async () => {
    for (const [method, path, allow] of [
      ['PUT', '/api/v1/portfolios', 'GET, HEAD, POST'],
      ['POST', '/api/v1/portfolios/x/positions/export', 'GET, HEAD'],
      ['POST', '/api/v1/portfolios/x/positions/y', 'GET, HEAD, PATCH, DELETE'],
      ['DELETE', '/api/health/live', 'GET, HEAD'],
    ]) {
      const response = ask(path, {}, method);
      expect([path, response.status, response.headers.get('allow')]).toEqual([path, 405, allow]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 405, code: 'method_not_allowed', instance: path });
    }
    for (const [method, path] of [
      ['HEAD', '/api/v1/portfolios'],
      ['OPTIONS', '/api/v1/portfolios'],
      ['PUT', '/api/v1/nothing'],
      ['POST', '/api/v1/portfolios'],
    ])
      expect([path, ask(path, {}, method).status]).toEqual([path, 200]);
  });

  it('gives every page a policy of its own, under which only scripts with its nonce run', () => {
    const policies = Array.from({ length: 20 }, () => ask('/portfolios').headers.get('content-security-policy')!);
    expect(new Set(policies).size).toBe(20);
    for (const policy of policies) {
      const parts = Object.fromEntries(
        policy.split('; ').map((part) => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]),
      );
      expect(parts['script-src']).toMatch(/^'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'$/);
      expect(parts).toMatchObject({
        'default-src': "'self'",
        'object-src': "'none'",
        'base-uri': "'none'",
        'frame-ancestors': "'none'",
        'form-action': "'self'",
        'connect-src': "'self'",
      });
      expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    }
  });

  it('hands the page the nonce it promised, not one that the request brought along', () => {
    const response = ask('/portfolios', { 'x-nonce': 'mine', 'content-security-policy': "script-src 'unsafe-inline'" });
    const policy = response.headers.get('content-security-policy')!;
    const nonce = /nonce-([^']+)/.exec(policy)![1];
    expect(response.headers.get('x-middleware-request-x-nonce')).toBe(nonce);
    expect(response.headers.get('x-middleware-request-content-security-policy')).toBe(policy);
  });

  it('tells the page its own address, whatever the request says of it', () => {
    const response = ask('/portfolios/x?as_of=2026-06-30', { 'x-ballast-path': '//evil.example' });
    expect(response.headers.get('x-middleware-request-x-ballast-path')).toBe('/portfolios/x?as_of=2026-06-30');
  });

  it('answers what the gate refuses with a problem document', async () => {
    for (const [response, status] of [
      [ask('/portfolios', { host: 'attacker.example' }), 403],
      [ask('/api/v1/portfolios', { origin: 'https://attacker.example' }), 403],
      [ask('/portfolios', {}, 'POST'), 405],
      [ask('/api/v1/portfolios', { 'content-length': '99999999' }, 'POST'), 413],
    ] as const) {
      expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
      expect(await response.json()).toMatchObject({ status, request_id: expect.any(String) });
    }
  });

  it('lets the API through untouched', () => {
    const response = ask('/api/v1/portfolios');
    expect(response.headers.get('x-middleware-next')).toBe('1');
    expect(response.headers.has('content-security-policy')).toBe(false);
  });
});
