import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ProblemError } from '@/lib/api/problem';
import { NotFound, Refused } from '@/lib/db/absence';
import { disconnect, pool } from '@/lib/db/client';
import { log } from '@/lib/log';
import { call, problemOf } from '@/test/api';
import { answer, json } from './answer';
import { GET as live } from './health/live/route';
import { GET as ready } from './health/ready/route';
import { jsonBody, query } from './parse';
import { GET as listPortfolios } from './v1/portfolios/route';

const schema = z
  .object({ name: z.string().min(2), nested: z.object({ 'a/b~c': z.number() }).strict().optional() })
  .strict();
const echo = answer(async ({ request }) => json(await jsonBody(request, schema)));
const echoQuery = answer(async ({ url }) => json(query(url, z.object({ a: z.string().optional() }).strict())));
const failing = (error: unknown) => answer(() => Promise.reject(error));

const ownUrl = process.env.DATABASE_URL;

afterEach(async () => {
  vi.restoreAllMocks();
  await disconnect();
  process.env.DATABASE_URL = ownUrl;
});

describe('a JSON body', () => {
  it('comes back as what it is', async () => {
    expect(await (await call(echo, '/api/x', { body: { name: 'ab' } })).json()).toEqual({ name: 'ab' });
  });

  it.each([
    ['nothing', '', '/name'],
    ['an unknown field', '{"name":"ab","nmae":1}', '/nmae'],
    ['an unknown field deeper down', '{"name":"ab","nested":{"a/b~c":1,"d/e":2}}', '/nested/d~1e'],
    ['a wrong type', '{"name":5}', '/name'],
    ['a wrong type deeper down', '{"name":"ab","nested":{"a/b~c":"1"}}', '/nested/a~1b~0c'],
    ['null for a field', '{"name":null}', '/name'],
    ['a list', '[]', ''],
    ['a text', '"name"', ''],
    ['a number', '5', ''],
    ['null', 'null', ''],
    ['a prototype', '{"name":"ab","__proto__":{"x":1}}', '/__proto__'],
    ['a constructor', '{"name":"ab","constructor":1}', '/constructor'],
  ])('is refused where it is %s, naming the field', async (_, body, pointer) => {
    const headers = { 'content-type': 'application/json' };
    const problem = await problemOf(
      await call(echo, '/api/x', { method: 'POST', headers, body: body || undefined }),
      422,
    );
    expect(problem).toMatchObject({ code: 'invalid_request', instance: '/api/x' });
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
    expect(problem.errors?.[0].detail).not.toBe('');
  });

  it.each([
    ['half an object', '{"name":'],
    ['two values', '{"name":"ab"}{"name":"ab"}'],
    ['a trailing comma', '{"name":"ab",}'],
    ['a comment', '{"name":"ab"/* x */}'],
    ['NaN', '{"name":NaN}'],
    ['single quotes', "{'name':'ab'}"],
    ['only spaces', '   '],
    ['a control character', '{"name":"a\nb"}'],
    ['a NUL', '{"name":"ab"}\0'],
    ['bytes that are no UTF-8', Buffer.from('7b226e616d65223a22ff6162227d', 'hex')],
    ['a surrogate in UTF-8', Buffer.from('7b226e616d65223a22eda080227d', 'hex')],
    ['UTF-16', Buffer.from('{"name":"ab"}', 'utf16le')],
  ])('is malformed where it is %s', async (_, body) => {
    const problem = await problemOf(
      await call(echo, '/api/x', { headers: { 'content-type': 'application/json' }, method: 'POST', body }),
      400,
    );
    expect(problem.code).toBe('malformed_json');
  });

  it('may nest as deep as it likes', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const response = await call(echo, '/api/x', { headers: { 'content-type': 'application/json' }, body: deep });
    expect([400, 422]).toContain(response.status);
  });

  it.each([
    'text/plain',
    'text/csv',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json, text/plain',
    '',
  ])('is refused as %j', async (type) => {
    const problem = await problemOf(
      await call(echo, '/api/x', { headers: { 'content-type': type }, method: 'POST', body: '{"name":"ab"}' }),
      415,
    );
    expect(problem.code).toBe('unsupported_media_type');
  });

  it.each(['application/json', 'Application/JSON', 'application/json; charset=utf-8', 'application/json;charset=x'])(
    'is read as %j',
    async (type) => {
      expect((await call(echo, '/api/x', { headers: { 'content-type': type }, body: '{"name":"ab"}' })).status).toBe(
        200,
      );
    },
  );

  it('is too large by what it says, and by what arrives', async () => {
    const headers = { 'content-type': 'application/json' };
    const said = await call(echo, '/api/x', {
      headers: { ...headers, 'content-length': String(1024 * 1024 + 1) },
      body: '{}',
    });
    expect((await problemOf(said, 413)).code).toBe('body_too_large');
    const name = 'a'.repeat(1024 * 1024 - '{"name":""}'.length);
    expect((await call(echo, '/api/x', { headers, body: `{"name":"${name}"}` })).status).toBe(200);
    expect((await problemOf(await call(echo, '/api/x', { headers, body: `{"name":"a${name}"}` }), 413)).code).toBe(
      'body_too_large',
    );
  });

  it('is read no further than its limit', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const response = await call(echo, '/api/x', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
    });
    expect((await problemOf(response, 413)).code).toBe('body_too_large');
    expect(sent).toBeLessThan(2 * 1024 * 1024);
  });

  it.each([
    ['less', '{"name":"ab"}', 14],
    ['more', '{"name":"ab"}', 12],
    ['nothing', undefined, 1],
  ])('is incomplete where %s arrives than its length says', async (_, body, length) => {
    const headers = { 'content-type': 'application/json', 'content-length': String(length) };
    const problem = await problemOf(await call(echo, '/api/x', { method: 'POST', headers, body }), 400);
    expect(problem).toMatchObject({ code: 'body_incomplete', detail: expect.stringContaining(String(length)) });
  });

  it('is incomplete where the sender hangs up: no fault of the database, whatever the code', async () => {
    const broken = Readable.toWeb(
      Readable.from(
        (function* () {
          yield Buffer.from('{"name":');
          throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
        })(),
      ),
    );
    const response = await call(echo, '/api/x', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: broken,
    });
    expect((await problemOf(response, 400)).code).toBe('body_incomplete');
  });
});

describe('a query', () => {
  it.each([
    ['?b=1', '/b'],
    ['?a=1&a=2', '/a'],
    ['?a=1&a=1', '/a'],
    ['?a%5B%5D=1', '/a[]'],
    ['?__proto__=1', '/__proto__'],
    ['?constructor=1', '/constructor'],
    ['?toString=1&toString=2', '/toString'],
    ['?=1', '/'],
  ])('is refused where it is %s, naming the part', async (search, pointer) => {
    const problem = await problemOf(await call(echoQuery, `/api/x${search}`), 400);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('is read where it is right, and may be empty', async () => {
    expect(await (await call(echoQuery, '/api/x?a=%20b')).json()).toEqual({ a: ' b' });
    expect(await (await call(echoQuery, '/api/x?')).json()).toEqual({});
  });
});

describe('an id in a path', () => {
  const byId = answer<{ portfolioId: string }>(async ({ params }) => json(params));

  it.each([
    'x',
    '',
    '1',
    '00000000-0000-7000-8000-00000000000',
    '00000000-0000-7000-8000-0000000000000',
    '00000000-0000-7000-8000-00000000000g',
    "' OR 1=1 --",
    '00000000000070008000000000000001',
    '{00000000-0000-7000-8000-000000000001}',
    '00000000-0000-7000-8000-000000000001\n',
    '\0',
  ])('is malformed where it is %j', async (portfolioId) => {
    expect((await problemOf(await call(byId, '/api/x', { params: { portfolioId } }), 400)).code).toBe('malformed_id');
  });

  it('may be in capitals', async () => {
    expect(
      (await call(byId, '/api/x', { params: { portfolioId: '00000000-0000-7000-8000-ABCDEFABCDEF' } })).status,
    ).toBe(200);
  });
});

describe('what goes wrong behind the door', () => {
  it('is answered as what it is', async () => {
    expect(await problemOf(await call(failing(new NotFound('portfolio')), '/api/y'), 404)).toMatchObject({
      code: 'not_found',
      detail: 'no such portfolio',
      instance: '/api/y',
    });
    expect(await problemOf(await call(failing(new Refused('why', '/field', 'because')), '/api/y'), 422)).toMatchObject({
      code: 'why',
      errors: [{ pointer: '/field', detail: 'because' }],
    });
    const gone = failing(Object.assign(new Error('violates foreign key constraint'), { code: '23503' }));
    expect(await problemOf(await call(gone, '/api/y'), 409)).toMatchObject({ code: 'removed_meanwhile' });
    const busy = failing(new ProblemError(429, 'too_many', 'wait', undefined, 7));
    const response = await call(busy, '/api/y');
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await problemOf(response, 429)).toMatchObject({ code: 'too_many' });
  });

  it.each([new Error('the password is hunter2'), new TypeError('x'), 'a text', null, undefined, { code: 5 }])(
    'says nothing of what nobody foresaw but where the log has it: %j',
    async (error) => {
      const logged = vi.spyOn(log, 'error').mockImplementation(() => {});
      const response = await call(failing(error), '/api/y');
      const problem = await problemOf(response, 500);
      expect(JSON.stringify(problem)).not.toContain('hunter2');
      expect(logged.mock.calls[0][0]).toMatchObject({ request_id: problem.request_id });
    },
  );

  it('keeps the same gate as the proxy, for the requests that pass it by', async () => {
    const foreign: Record<string, string>[] = [
      { host: 'attacker.example' },
      { origin: 'https://attacker.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign)
      await problemOf(await call(echo, '/api/v1/prices/import', { headers, body: { name: 'ab' } }), 403);
  });

  it('is stored nowhere: every answer forbids it', async () => {
    for (const response of [
      await call(listPortfolios, '/api/v1/portfolios'),
      await call(failing(new NotFound('x')), '/api/y'),
    ])
      expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('a database that is not there', () => {
  it('gives 503, when to try again, and the next answer once it is back', async () => {
    process.env.DATABASE_URL = 'postgresql://x:secret@127.0.0.1:1/z';
    const response = await call(listPortfolios, '/api/v1/portfolios');
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    const problem = await problemOf(response, 503);
    expect(problem.code).toBe('database_unavailable');
    expect(JSON.stringify(problem)).not.toMatch(/secret|127\.0\.0\.1/);
    expect((await ready()).status).toBe(503);
    expect((await live()).status).toBe(200);

    await disconnect();
    process.env.DATABASE_URL = ownUrl;
    expect((await call(listPortfolios, '/api/v1/portfolios')).status).toBe(200);
    expect(await (await ready()).json()).toEqual({ status: 'ready' });
  });

  it('is told apart from a schema that does not fit, which readiness names', async () => {
    await pool().query('ALTER TABLE portfolios RENAME COLUMN name TO zz');
    expect((await problemOf(await call(listPortfolios, '/api/v1/portfolios'), 503)).code).toBe('schema_mismatch');
    const response = await ready();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.json()).toMatchObject({
      status: 'not_ready',
      cause: 'schema_mismatch',
      detail: expect.stringContaining('column portfolios.name is missing'),
    });
    await pool().query('ALTER TABLE portfolios RENAME COLUMN zz TO name');
    expect((await ready()).status).toBe(200);
  });
});
