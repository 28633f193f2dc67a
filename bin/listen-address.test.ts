import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { hostNames, hostRefusal, isTaken, listenAddress, ownUrl, webUrl } from './listen-address.mjs';

describe('listenAddress', () => {
  it('is this computer alone, port 3000, unless told otherwise', () => {
    expect(listenAddress({})).toEqual({ host: '127.0.0.1', port: 3000 });
    expect(listenAddress({ HOST: 'localhost', PORT: '' })).toEqual({ host: '127.0.0.1', port: 3000 });
    expect(listenAddress({ HOST: '::1', PORT: '8080' })).toEqual({ host: '::1', port: 8080 });
  });

  it.each(['0', '65536', '-1', '80a', '0x50', '3000.5', ' 80'])('refuses PORT=%j', (PORT) => {
    expect(() => listenAddress({ PORT })).toThrow(`PORT needs a number from 1 to 65535, got ${JSON.stringify(PORT)}`);
  });
});

describe('hostRefusal', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1'])('lets %s pass', (host) => {
    expect(hostRefusal(host)).toBeNull();
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', '127.0.0.1.example.org', '127.0.0', '::ffff:127.0.0.1', 'example.org'])(
    'refuses %s while there are no accounts, and says so',
    (host) => {
      expect(hostRefusal(host)).toContain('no accounts');
      expect(hostRefusal(host)).toContain('npm run account -- create NAME');
      expect(hostRefusal(host, { hasAccounts: true })).toBeNull();
    },
  );
});

describe('isTaken', () => {
  it('tells a port somebody listens on from a free one', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    expect(await isTaken({ host: '127.0.0.1', port })).toBe(true);
    await new Promise((resolve) => server.close(resolve));
    expect(await isTaken({ host: '127.0.0.1', port })).toBe(false);
  });

  it('throws when the address is not one of this computer', async () => {
    await expect(isTaken({ host: '192.0.2.1', port: 8080 })).rejects.toThrow('Cannot listen on 192.0.2.1:8080');
  });
});

describe('webUrl', () => {
  it('puts an IPv6 address in brackets', () => {
    expect(webUrl({ host: '127.0.0.1', port: 3000 })).toBe('http://127.0.0.1:3000');
    expect(webUrl({ host: '::1', port: 3000 })).toBe('http://[::1]:3000');
  });

  it('goes by a name where every address is listened on', () => {
    expect(webUrl({ host: '0.0.0.0', port: 80 }, ['risk.example', 'other.example'])).toBe('http://risk.example:80');
    expect(webUrl({ host: '192.168.1.5', port: 80 }, ['risk.example'])).toBe('http://192.168.1.5:80');
  });
});

describe('ownUrl', () => {
  it('asks on loopback where every address is listened on', () => {
    expect(['0.0.0.0', '::', '::1', '192.168.1.5'].map((host) => ownUrl({ host, port: 80 }))).toEqual([
      'http://127.0.0.1:80',
      'http://[::1]:80',
      'http://[::1]:80',
      'http://192.168.1.5:80',
    ]);
  });
});

describe('hostNames', () => {
  it('are those of APP_HOSTS, and the address that is listened on where it is one', () => {
    expect(hostNames('127.0.0.1', '')).toEqual([]);
    expect(hostNames('0.0.0.0', ' Risk.Example.org , [fd00::1]')).toEqual(['risk.example.org', '[fd00::1]']);
    expect(hostNames('192.168.1.5', 'risk.example')).toEqual(['risk.example', '192.168.1.5']);
    expect(hostNames('fd00::1', '')).toEqual(['[fd00::1]']);
    expect(hostNames('192.168.1.5', '192.168.1.5')).toEqual(['192.168.1.5']);
  });

  it.each([
    'https://risk.example',
    'risk.example:3000',
    '*',
    '*.example',
    'risk.example/',
    'a b',
    '-x',
    'x.',
    'ä.example',
  ])('refuse %j', (text) => {
    expect(() => hostNames('127.0.0.1', text)).toThrow('APP_HOSTS needs names');
  });
});
