import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headersOf, visitor } from '../lib/visitor';
import { trustedProxies } from './trusted-proxies.mjs';

// Importing it patches the servers of this process, as it does before the web server.
const { visitorOf } = await import('./visitors.mjs');

const nobody = trustedProxies('');
const near = trustedProxies('127.0.0.1, 10.0.0.0/8');

describe('visitorOf', () => {
  it('goes by the connection, whatever the headers say, where no proxy is trusted', () => {
    const headers = {
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'risk.example',
      'x-real-ip': '127.0.0.1',
    };
    expect(visitorOf('203.0.113.9', headers, nobody)).toEqual({
      address: '203.0.113.9',
      isLocal: false,
      isHttps: false,
      host: null,
    });
  });

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('finds %s to be this computer', (address) => {
    expect(visitorOf(address, {}, nobody).isLocal).toBe(true);
  });

  it.each(['203.0.113.9', '::ffff:203.0.113.9', 'fe80::1%eth0', '10.0.0.1', '', undefined])(
    'finds %s to be another',
    (address) => {
      expect(visitorOf(address, {}, nobody).isLocal).toBe(false);
    },
  );

  it.each(['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-port', 'x-real-ip', 'forwarded'])(
    'does not take a request with %s for one of this computer: a proxy passes it on',
    (name) => {
      expect(visitorOf('127.0.0.1', { [name]: '1' }, nobody).isLocal).toBe(false);
    },
  );

  it('believes a trusted proxy, of the client as far as trusted ones vouch for each other', () => {
    const from = (list: string) => visitorOf('127.0.0.1', { 'x-forwarded-for': list }, near).address;
    expect(from('203.0.113.9')).toBe('203.0.113.9');
    expect(from('127.0.0.1, 203.0.113.9, 10.1.1.1')).toBe('203.0.113.9');
    expect(from('198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
    expect(from('2001:db8::7')).toBe('2001:db8::7');
    // What nobody vouches for is not made up.
    for (const list of ['', 'unknown', '203.0.113.9, <script>', '10.1.1.1']) expect(from(list)).toBe('127.0.0.1');
  });

  it('believes a trusted proxy of the host and the protocol, by the last that is said', () => {
    expect(
      visitorOf(
        '10.0.0.1',
        { 'x-forwarded-host': 'evil.example, risk.example', 'x-forwarded-proto': 'http, https' },
        near,
      ),
    ).toMatchObject({ host: 'risk.example', isHttps: true, isLocal: false });
    expect(visitorOf('10.0.0.1', { 'x-forwarded-proto': 'https, http' }, near).isHttps).toBe(false);
  });
});

describe('a server of a process that looks at its visitors', () => {
  let port: number;
  const server = http.createServer(async (request, response) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const asked = headersOf(new Headers(request.headers as Record<string, string>));
    response.end(JSON.stringify({ visitor: visitor(), headers: request.headers, host: asked('host') }));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  const ask = async (headers: Record<string, string>) =>
    (await fetch(`http://127.0.0.1:${port}/`, { headers })).json() as Promise<{
      visitor: ReturnType<typeof visitor>;
      headers: Record<string, string>;
      host: string;
    }>;

  it('knows them behind every await, each request its own', async () => {
    const answers = await Promise.all([ask({}), ask({ 'x-forwarded-for': '203.0.113.9' }), ask({})]);
    expect(answers.map((one) => one.visitor.isLocal)).toEqual([true, false, true]);
    expect(answers[0].visitor.address).toBe('127.0.0.1');
  });

  it('strikes out what an untrusted one says of itself, and leaves the host to the gate', async () => {
    const { headers, host } = await ask({
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-proto': 'https',
      'x-real-ip': '203.0.113.9',
      forwarded: 'for=203.0.113.9',
      'x-forwarded-host': 'evil.example',
    });
    for (const name of ['x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'forwarded'])
      expect(headers).not.toHaveProperty(name);
    expect(headers['x-forwarded-host']).toBe('evil.example');
    expect(host).toBe(`127.0.0.1:${port}`);
  });
});
