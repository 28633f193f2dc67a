import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { disconnect, inOneTransaction, pool } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio, updatePortfolio } from '@/lib/db/portfolios';
import { closeSender } from '@/lib/jobs/queue';
import { call, problemOf } from '@/test/api';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';
import { makeTenant } from '@/test/tenants';
import { POST as importHoldings } from './v1/portfolios/[portfolioId]/positions/import/route';
import { POST as recalculate } from './v1/portfolios/[portfolioId]/recalculations/route';
import { PATCH as change, DELETE as remove } from './v1/portfolios/[portfolioId]/route';
import { POST as create } from './v1/portfolios/route';

const path = '/api/v1/portfolios';
let portfolioId: string;

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-03-08';
  await saveCloses([madeCloses('SPY', weekdays('2024-03-07', 40), { seed: 1 })]);
});
afterAll(async () => {
  await closeSender();
  await disconnect();
});
beforeEach(async () => {
  await pool().query('DELETE FROM portfolios; DELETE FROM idempotency_keys');
  const settings = { name: 'Mine', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
  portfolioId = (await createPortfolio(localOwner, settings)).id;
});

const keyed = (key: string, more: Record<string, string> = {}) => ({ 'idempotency-key': key, ...more });
const make = (key: string, name = 'x') => call(create, path, { headers: keyed(key), body: { name } });
const portfolios = async () => (await pool().query(`SELECT name FROM portfolios ORDER BY created_at`)).rows.length;
const said = async (response: Response) => [
  response.status,
  response.headers.get('location'),
  response.headers.get('content-type'),
  await response.text(),
];

describe('a request with an Idempotency-Key', () => {
  it('has one effect and one answer, however often it is sent', async () => {
    const first = await make('one');
    const again = await make('one');
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(first.headers.has('idempotency-replayed')).toBe(false);
    const answered = await said(first);
    expect(answered[0]).toBe(201);
    expect(await said(again)).toEqual(answered);
    expect(await portfolios()).toBe(2);
  });

  it('is another one under another key, and without any', async () => {
    await make('one');
    await make('two');
    await call(create, path, { body: { name: 'x' } });
    expect(await portfolios()).toBe(4);
  });

  it('is somebody’s own: the same key with the same request is another’s as if it had never been used', async () => {
    const [first, second] = [await makeTenant('first'), await makeTenant('second')];
    const send = (headers: Readonly<Record<string, string>>) =>
      call(create, path, { headers: keyed('same', headers), body: { name: 'x' } });
    const [one, other] = [await send(first.script), await send(second.script)];
    expect([one.status, other.status, other.headers.get('idempotency-replayed')]).toEqual([201, 201, null]);
    expect((await one.json()).id).not.toBe((await other.json()).id);
    expect((await send(second.page)).headers.get('idempotency-replayed')).toBe('true');
    // Whose token only reads is given no answer of a request that wrote.
    expect((await problemOf(await send(second.reader), 403)).code).toBe('scope_insufficient');
    await pool().query('DELETE FROM accounts');
  });

  it('is refused where the key was another request’s: another body, address or method', async () => {
    const address = `${path}/${portfolioId}`;
    const given = { params: { portfolioId }, method: 'PATCH' };
    expect((await call(change, address, { ...given, headers: keyed('k'), body: { name: 'a' } })).status).toBe(200);
    const others = [
      () => call(change, address, { ...given, headers: keyed('k'), body: { name: 'b' } }),
      () => call(create, path, { headers: keyed('k'), body: { name: 'a' } }),
      () => call(remove, address, { params: { portfolioId }, method: 'DELETE', headers: keyed('k') }),
    ];
    for (const other of others) {
      const problem = await problemOf(await other(), 422);
      expect([problem.code, problem.errors?.[0].pointer]).toEqual(['idempotency_key_reused', '/idempotency-key']);
    }
    expect((await pool().query('SELECT name FROM portfolios')).rows).toEqual([{ name: 'a' }]);
  });

  it('of which several come at once is done once: the others are told to wait, or what was answered', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => make('same')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(statuses).toContain(201);
    for (const one of answers.filter(({ status }) => status === 409)) {
      expect(one.headers.get('retry-after')).toBe('1');
      expect((await problemOf(one, 409)).code).toBe('request_in_progress');
    }
    expect(await portfolios()).toBe(2);
  });

  it('that was refused has had no effect, and may be sent again, mended, under its key', async () => {
    await problemOf(await make('k', ''), 422);
    await problemOf(
      await call(create, path, { headers: keyed('k'), body: { name: 'x', benchmark_code: 'NOPE' } }),
      422,
    );
    expect((await make('k', 'mended')).status).toBe(201);
    expect(await portfolios()).toBe(2);
  });

  it('is forgotten after a day', async () => {
    await make('old');
    await pool().query(`UPDATE idempotency_keys SET created_at = now() - interval '25 hours'`);
    const again = await make('old', 'another');
    expect([again.status, again.headers.has('idempotency-replayed')]).toEqual([201, false]);
    expect((await pool().query('SELECT count(*)::int AS n FROM idempotency_keys')).rows[0].n).toBe(1);
  });

  it('may be one without an answer', async () => {
    const given = { params: { portfolioId }, method: 'DELETE', headers: keyed('gone') };
    expect((await call(remove, `${path}/x`, given)).status).toBe(204);
    const again = await call(remove, `${path}/x`, given);
    expect([again.status, await again.text()]).toEqual([204, '']);
    await problemOf(await call(remove, `${path}/x`, { ...given, headers: keyed('other') }), 404);
  });

  it('may be a file: taken in once, whatever was imported since', async () => {
    const send = (key: string, body: string) =>
      call(importHoldings, `${path}/x/positions/import?mode=add`, {
        method: 'POST',
        params: { portfolioId },
        headers: keyed(key, { 'content-type': 'text/csv' }),
        body,
      });
    const first = await send('file', 'symbol,quantity\nACME,1\n');
    const answered = await said(first);
    expect(answered[0]).toBe(200);
    await pool().query('UPDATE positions SET removed_at = now()');
    expect(await said(await send('file', 'symbol,quantity\nACME,1\n'))).toEqual(answered);
    expect((await pool().query('SELECT FROM positions WHERE removed_at IS NULL')).rowCount).toBe(0);
    expect((await problemOf(await send('file', 'symbol,quantity\nACME,2\n'), 422)).code).toBe('idempotency_key_reused');
  });

  it('puts one recalculation in line', async () => {
    const send = () =>
      call(recalculate, `${path}/x/recalculations`, { params: { portfolioId }, headers: keyed('r'), body: {} });
    const [first, again] = [await send(), await send()];
    expect(await said(again)).toEqual(await said(first));
    expect((await pool().query('SELECT FROM recalculations')).rowCount).toBe(1);
  });

  it.each(['', ' ', 'a b', 'ä', 'x'.repeat(256), 'tab\there'])('is refused where the key is %j', async (key) => {
    const request = () => make(key);
    // What a header cannot carry at all is not sent.
    const response = await request().catch(() => null);
    if (response === null) return;
    const problem = await problemOf(response, 400);
    expect([problem.code, problem.errors?.[0].pointer]).toEqual(['malformed_idempotency_key', '/idempotency-key']);
    expect(await portfolios()).toBe(1);
  });
});

describe('a request whose process is cut off', () => {
  it('before the end leaves neither effect nor answer, and is done when it comes again', async () => {
    await expect(
      inOneTransaction(async (client) => {
        await createPortfolio(localOwner, {
          name: 'half',
          currency: 'USD',
          marketIndex: 'SPY',
          benchmarkCode: 'SP500',
        });
        await client.query('SELECT pg_terminate_backend(pg_backend_pid())');
      }),
    ).rejects.toThrow();
    expect(await portfolios()).toBe(1);
    expect((await make('k')).status).toBe(201);
  });

  it('takes back what Prisma wrote as well as what SQL wrote', async () => {
    const failing = inOneTransaction(async () => {
      await updatePortfolio(localOwner, portfolioId, { name: 'half' });
      expect((await pool().query('SELECT name FROM portfolios')).rows).toEqual([{ name: 'half' }]);
      throw new Error('cut');
    });
    await expect(failing).rejects.toThrow('cut');
    expect((await pool().query('SELECT name FROM portfolios')).rows).toEqual([{ name: 'Mine' }]);
  });
});
