import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GateRequest, isApiPath, isImportPath, largestBody, refusalOf } from './gate';

type Headers = Readonly<Record<string, string>>;

const own = 'localhost:3000';

const ask = (method: string, path: string, headers: Headers = {}, allowed: readonly string[] = []) => {
  const all: Headers = { host: own, ...headers };
  const request: GateRequest = { method, path, header: (name) => all[name] ?? null };
  return refusalOf(request, allowed);
};

const api = '/api/v1/portfolios';
const page = '/portfolios';
const statusOf = (...args: Parameters<typeof ask>) => ask(...args)?.status ?? 'passes';

describe('the host a request is sent to', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST:3000',
    'LocalHost',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1:65535',
    '[::1]',
    '[::1]:3000',
  ])('may be %s', (host) => {
    for (const path of [api, page]) expect(statusOf('GET', path, { host })).toBe('passes');
    expect(statusOf('POST', api, { host })).toBe('passes');
  });

  it.each([
    ['a name that points here', 'attacker.example'],
    ['the same with our port', 'attacker.example:3000'],
    ['a name that begins like ours', 'localhost.attacker.example'],
    ['a name that ends like ours', 'attacker-localhost'],
    ['a subdomain of ours', 'evil.localhost'],
    ['our name with a trailing dot', 'localhost.'],
    ['our name with a trailing dot and a port', 'localhost.:3000'],
    ['an address that looks like ours', '127.0.0.1.attacker.example'],
    ['another loopback address', '127.0.0.2'],
    ['the address in decimal', '2130706433'],
    ['the address in hexadecimal', '0x7f000001'],
    ['the address in octal', '0177.0.0.1'],
    ['the address cut short', '127.1'],
    ['every address', '0.0.0.0:3000'],
    ['every address of IPv6', '[::]:3000'],
    ['an IPv4 address dressed as IPv6', '[::ffff:127.0.0.1]:3000'],
    ['the loopback of IPv6 written out', '[0:0:0:0:0:0:0:1]'],
    ['IPv6 without brackets', '::1'],
    ['IPv6 with a zone', '[::1%25lo]:3000'],
    ['IPv6 without its end', '[::1'],
    ['a user before the name', 'localhost:3000@attacker.example'],
    ['our name as the user', 'localhost@attacker.example:3000'],
    ['a user before our name', 'attacker.example@localhost:3000'],
    ['two names', 'localhost, attacker.example'],
    ['two names without a space', 'localhost,attacker.example'],
    ['a path behind it', 'localhost/attacker.example'],
    ['a backslash behind it', 'localhost\\attacker.example'],
    ['a fragment behind it', 'localhost#attacker.example'],
    ['a query behind it', 'localhost?attacker.example'],
    ['a space behind it', 'localhost '],
    ['a TAB behind it', 'localhost\t:3000'],
    ['a line end behind it', 'localhost\nX: y'],
    ['a NUL', 'localhost\0'],
    ['a name in letters that only look like ours', 'lосalhost'],
    ['full stops of another script', '127。0。0。1'],
    ['a port that is no number', 'localhost:http'],
    ['a port of six digits', 'localhost:100000'],
    ['two ports', 'localhost:3000:3000'],
    ['a port without a name', ':3000'],
    ['a colon without a port', 'localhost:'],
    ['nothing', ''],
  ])('may not be %s (%j)', (_, host) => {
    for (const path of [api, page])
      expect(ask('GET', path, { host })).toMatchObject({ status: 403, code: 'host_not_allowed' });
    expect(ask('POST', api, { host })).toMatchObject({ status: 403, code: 'host_not_allowed' });
  });

  it('may not be left out', () => {
    expect(refusalOf({ method: 'GET', path: api, header: () => null }, [])).toMatchObject({ status: 403 });
  });

  it('may be one that the owner allowed, on any port and in any case, and only that one', () => {
    const allowed = ['risk.home.example'];
    expect(statusOf('GET', page, { host: 'risk.home.example' }, allowed)).toBe('passes');
    expect(statusOf('GET', page, { host: 'RISK.home.example:8443' }, allowed)).toBe('passes');
    expect(statusOf('GET', page, { host: 'home.example' }, allowed)).toBe(403);
    expect(statusOf('GET', page, { host: 'x.risk.home.example' }, allowed)).toBe(403);
    expect(statusOf('GET', page, { host: 'riskxhome.example' }, allowed)).toBe(403);
  });

  it('passes no name but the loopback ones, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.ipV6(), fc.webAuthority()), (host) => {
        const passes = statusOf('GET', api, { host }) === 'passes';
        expect(passes).toBe(/^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the host a proxy says it was asked for', () => {
  it.each(['localhost', 'localhost:3000', '[::1]:80', '127.0.0.1'])('may be %s', (forwarded) => {
    expect(statusOf('POST', api, { 'x-forwarded-host': forwarded })).toBe('passes');
  });

  it.each(['attacker.example', 'localhost, attacker.example', 'attacker.example, localhost', '', 'localhost.'])(
    'may not be %j, of a page or of the API',
    (forwarded) => {
      for (const [method, path] of [
        ['GET', page],
        ['GET', api],
        ['POST', api],
      ])
        expect(ask(method, path, { 'x-forwarded-host': forwarded })).toMatchObject({
          status: 403,
          code: 'host_not_allowed',
        });
    },
  );
});

describe('the origin of a request', () => {
  const unsafe = ['POST', 'PUT', 'PATCH', 'DELETE'];
  const safe = ['GET', 'HEAD', 'OPTIONS'];

  it('may be left out: a script on this machine sends none', () => {
    for (const method of [...safe, ...unsafe]) expect(statusOf(method, api)).toBe('passes');
  });

  it.each([
    ['localhost:3000', 'http://localhost:3000'],
    ['localhost:3000', 'https://localhost:3000'],
    ['localhost', 'http://localhost'],
    ['localhost:80', 'http://localhost'],
    ['localhost:443', 'https://localhost'],
    ['LOCALHOST:3000', 'http://localhost:3000'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['[::1]:3000', 'http://[::1]:3000'],
  ])('is our own for host %s where it is %s', (host, origin) => {
    for (const method of [...safe, ...unsafe]) expect(statusOf(method, api, { host, origin })).toBe('passes');
  });

  it.each([
    ['of another site', 'https://attacker.example'],
    ['of another site on our port', 'http://attacker.example:3000'],
    ['of another port', 'http://localhost:3001'],
    ['without our port', 'http://localhost'],
    ['of the other name for this machine', 'http://127.0.0.1:3000'],
    ['of a sandboxed frame or a local file', 'null'],
    ['with our address as its user', 'http://localhost:3000@attacker.example'],
    ['with a user before our address', 'http://attacker.example@localhost:3000'],
    ['with an empty user before our address', 'http://@localhost:3000'],
    ['with a path', 'http://localhost:3000/'],
    ['with a path of another site', 'http://localhost:3000/attacker.example'],
    ['with backslashes', 'http:\\\\localhost:3000'],
    ['with a line end', 'http://local\nhost:3000'],
    ['with a TAB', 'http://localhost:\t3000'],
    ['with a space before it', ' http://localhost:3000'],
    ['of another scheme', 'file://localhost:3000'],
    ['of an extension', 'chrome-extension://localhost:3000'],
    ['of a socket', 'ws://localhost:3000'],
    ['that is a script', 'javascript://localhost:3000'],
    ['without a scheme', 'localhost:3000'],
    ['without slashes', 'http:localhost:3000'],
    ['with three slashes', 'http:///localhost:3000'],
    ['with a trailing dot', 'http://localhost.:3000'],
    ['that is two', 'http://localhost:3000 http://attacker.example'],
    ['that is a list', 'http://localhost:3000,http://attacker.example'],
    ['that is empty', ''],
    ['that is nonsense', '%%%'],
    ['that is half an address', 'http://'],
    ['in another way to write the address', 'http://0x7f.1:3000'],
  ])('is refused %s (%j)', (_, origin) => {
    for (const method of [...safe, ...unsafe])
      expect(ask(method, api, { origin }), method).toMatchObject({ status: 403, code: 'origin_not_allowed' });
  });

  it('is not asked of a page that is read: a link from another site leads here', () => {
    expect(statusOf('GET', page, { origin: 'https://attacker.example', 'sec-fetch-site': 'cross-site' })).toBe(
      'passes',
    );
  });

  it('passes nothing but the very origin of the host, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.webAuthority().map((a) => `http://${a}`),
        ),
        (origin) => {
          const isOwn = origin === 'http://localhost:3000' || origin === 'https://localhost:3000';
          expect(statusOf('POST', api, { origin }) === 'passes').toBe(isOwn);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is held against the host also where our own name stands in both and a browser knows better', () => {
    // Rebinding: the attacker's page was loaded from a name that now points here.
    const host = 'attacker.example:3000';
    expect(statusOf('POST', api, { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).toBe(403);
  });
});

describe('what a browser says of where a request comes from', () => {
  const sites = ['same-origin', 'same-site', 'cross-site', 'none', 'nonsense', ''];
  const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];
  const origins = [null, 'http://localhost:3000', 'https://attacker.example', 'null'];

  /** What a request is due, written down from RELIABILITY's words rather than from the code. */
  function due(method: string, path: string, site: string | null, origin: string | null): number | 'passes' {
    const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method);
    if (path === page) {
      if (isRead) return 'passes';
      const isForeign =
        (origin !== null && origin !== 'http://localhost:3000') || (site !== null && site !== 'same-origin');
      return isForeign ? 403 : 405;
    }
    if (origin !== null && origin !== 'http://localhost:3000') return 403;
    if (site === null || site === 'same-origin') return 'passes';
    return site === 'none' && isRead ? 'passes' : 403;
  }

  const table = methods.flatMap((method) =>
    [api, page].flatMap((path) =>
      [null, ...sites].flatMap((site) => origins.map((origin) => [method, path, site, origin] as const)),
    ),
  );

  it.each(table)('%s %s with Sec-Fetch-Site %j and Origin %j', (method, path, site, origin) => {
    const headers = { ...(site === null ? {} : { 'sec-fetch-site': site }), ...(origin === null ? {} : { origin }) };
    expect(statusOf(method, path, headers)).toBe(due(method, path, site, origin));
  });
});

describe('the method of a request', () => {
  it.each(['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'PURGE', 'get', 'Post', '', 'GET ', 'X-TRACE'])(
    'may not be %j, anywhere',
    (method) => {
      for (const path of [api, page, '/', '/_next/static/x', '/api/v1/prices/import'])
        expect(ask(method, path)).toMatchObject({ status: 405, code: 'method_not_allowed' });
    },
  );

  it('is asked before anything else, so that a broken one learns nothing of hosts', () => {
    expect(statusOf('TRACE', api, { host: 'attacker.example' })).toBe(405);
  });

  it('writes to nothing but the API', () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      for (const path of ['/', page, '/portfolios/x', '/apiary', '/API/v1/portfolios', '/_next/data/x', '//api/v1'])
        expect(ask(method, path), path).toMatchObject({ status: 405 });
      expect(statusOf(method, '/api')).toBe('passes');
      expect(statusOf(method, '/api/v1/portfolios')).toBe('passes');
    }
  });
});

describe('the length of a body', () => {
  it.each(['0', '1', String(largestBody)])('may be %s', (length) => {
    expect(statusOf('POST', api, { 'content-length': length })).toBe('passes');
  });

  it.each([String(largestBody + 1), '999999999999999'])('may not be %s', (length) => {
    expect(ask('POST', api, { 'content-length': length })).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it.each(['-1', '1.5', '1e3', '0x10', 'abc', '', ' 1', '1 ', '1,1', '١', '9'.repeat(16)])(
    'may not be written %j',
    (length) => {
      expect(ask('POST', api, { 'content-length': length })).toMatchObject({ status: 400, code: 'bad_content_length' });
    },
  );

  it('is not limited here for a file import, which has its own limit', () => {
    for (const path of ['/api/v1/prices/import', '/api/v1/portfolios/x/positions/import'])
      expect(statusOf('POST', path, { 'content-length': String(64 * 1024 * 1024) })).toBe('passes');
    expect(statusOf('POST', '/api/v1/prices/import/', { 'content-length': String(largestBody + 1) })).toBe(413);
    expect(statusOf('POST', '/api/v1/prices/IMPORT', { 'content-length': String(largestBody + 1) })).toBe(413);
  });
});

describe('paths', () => {
  it('are of the API from its first segment on', () => {
    expect(['/api', '/api/', '/api/v1/x'].map(isApiPath)).toEqual([true, true, true]);
    expect(['/apix', '/API/v1', '/x/api/', 'api/v1', '/%61pi/v1'].map(isApiPath)).toEqual(Array(5).fill(false));
  });

  it('are of an import where their last segment says so', () => {
    expect(['/api/v1/prices/import', '/api/import'].map(isImportPath)).toEqual([true, true]);
    expect(
      ['/import', '/api/v1/imports', '/api/v1/important', '/api/v1/reimport', '/api/import/'].map(isImportPath),
    ).toEqual(Array(5).fill(false));
  });
});
