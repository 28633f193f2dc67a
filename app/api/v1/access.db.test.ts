import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  accountSchema,
  auditEventSchema,
  listedSessionSchema,
  madeTokenSchema,
  sessionSchema,
  tokenSchema,
} from '@/lib/api/access';
import { pageOf as listOf } from '@/lib/api/page';
import { createAccount, deleteAccount, hasAccounts } from '@/lib/db/accounts';
import { asActor } from '@/lib/db/audit';
import { disconnect, pool } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio, listPortfolios } from '@/lib/db/portfolios';
import { closeSender } from '@/lib/jobs/queue';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';
import { log } from '@/lib/log';
import { call, documentOf, problemOf } from '@/test/api';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';
import { makeTenant, pageOf, scriptOf, type Tenant } from '@/test/tenants';
import { PUT as changePassword } from './account/password/route';
import { DELETE as removeAccount } from './accounts/[accountId]/route';
import { GET as listAccounts, POST as makeAccount } from './accounts/route';
import { GET as audit } from './audit/route';
import { GET as marketStatus } from './market/status/route';
import { POST as recalculate } from './portfolios/[portfolioId]/recalculations/route';
import { DELETE as deletePortfolio } from './portfolios/[portfolioId]/route';
import { GET as portfolios } from './portfolios/route';
import { GET as follow } from './recalculations/[recalculationId]/events/route';
import { POST as importSecurities } from './securities/import/route';
import { POST as signIn, DELETE as signOut, GET as whoAsks } from './session/route';
import { DELETE as endSession } from './sessions/[sessionId]/route';
import { GET as sessions, DELETE as signOutEverywhere } from './sessions/route';
import { DELETE as revoke } from './tokens/[tokenId]/route';
import { POST as makeToken, GET as tokens } from './tokens/route';

const page = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };
const password = 'five small boats';
const settings = { name: 'Mine', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };

const cookieIn = (response: Response) =>
  /^((?:__Host-)?ballast_session=[^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
const enter = (body: unknown, headers: Record<string, string> = page) =>
  call(signIn, '/api/v1/session', { body, headers });

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-03-08';
  await saveCloses([madeCloses('SPY', weekdays('2024-03-07', 40), { seed: 1 })]);
});

afterAll(async () => {
  await closeSender();
  await disconnect();
});

beforeEach(async () => {
  await pool().query('DELETE FROM accounts');
  await pool().query(`DELETE FROM users WHERE id <> $1`, [localOwner]);
  await pool().query('TRUNCATE portfolios CASCADE');
  await pool().query('TRUNCATE audit_events, sign_in_attempts');
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the first account', () => {
  const make = (headers: Record<string, string> = page, name = 'Anna') =>
    call(makeAccount, '/api/v1/accounts', { body: { name, password }, headers });

  it('takes over what is there, administers, turns signing in on and is signed in', async () => {
    const { id } = await createPortfolio(localOwner, settings);
    expect(await documentOf(await call(whoAsks, '/api/v1/session'), sessionSchema)).toMatchObject({
      sign_in: 'not_needed',
      account: null,
      via: 'open',
    });
    const response = await make();
    const account = await documentOf(response, accountSchema, 201);
    expect(account).toMatchObject({ id: localOwner, name: 'anna', is_administrator: true });

    await problemOf(await call(portfolios, '/api/v1/portfolios'), 401);
    const cookie = cookieIn(response);
    const mine = await (await call(portfolios, '/api/v1/portfolios', { headers: { cookie } })).json();
    expect(mine.data.map((one: { id: string }) => one.id)).toEqual([id]);
    expect(
      await documentOf(await call(whoAsks, '/api/v1/session', { headers: { cookie } }), sessionSchema),
    ).toMatchObject({ sign_in: 'needed', account, via: 'session', scope: 'write' });
  });

  it('that a script makes opens no session', async () => {
    const response = await make({});
    expect([response.status, response.headers.get('set-cookie')]).toEqual([201, null]);
  });

  it('is one, however many are made at once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, (_, i) => make(page, `name${i}`)));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
    expect((await pool().query('SELECT FROM accounts')).rowCount).toBe(1);
    expect(all.filter((one) => cookieIn(one) !== '')).toHaveLength(1);
  });

  it.each([
    [{ name: 'anna', password: 'short' }, '/password'],
    [{ name: 'anna', password: 'annaannaanna!' }, '/password'],
    [{ name: 'a b', password }, '/name'],
    [{ name: '', password }, '/name'],
    [{ name: '-anna', password }, '/name'],
    [{ name: 'x'.repeat(65), password }, '/name'],
    [{ name: 'änna', password }, '/name'],
    [{ name: "o'neill", password }, '/name'],
    [{ name: 'anna', password, owner: localOwner }, '/owner'],
    [{ name: 'anna' }, '/password'],
  ])('is not made of %j', async (body, pointer) => {
    const problem = await problemOf(await call(makeAccount, '/api/v1/accounts', { body, headers: page }), 422);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
    expect(await hasAccounts()).toBe(false);
  });
});

describe('signing in', () => {
  beforeEach(async () => {
    await call(makeAccount, '/api/v1/accounts', { body: { name: 'anna', password } });
    await pool().query('TRUNCATE audit_events');
  });

  it('opens a session of thirty days, whose secret is in the cookie and nowhere else', async () => {
    const response = await enter({ name: ' ANNA ', password });
    const said = await response.clone().text();
    const document = await documentOf(response, sessionSchema);
    expect(document.account).toMatchObject({ name: 'anna' });
    expect(Date.parse(document.expires_at!) - Date.now()).toBeGreaterThan(29.9 * 86_400_000);
    expect(response.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax$/);
    const secret = cookieIn(response).split('=')[1];
    expect(said).not.toContain(secret);
    const { rows } = await pool().query('SELECT s::text FROM account_sessions s');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('over https sets the cookie that browsers guard', async () => {
    const headers = { host: 'localhost:3000', origin: 'https://localhost:3000' };
    expect((await enter({ name: 'anna', password }, headers)).headers.get('set-cookie')).toMatch(
      /^__Host-ballast_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  it('says the same to a wrong name as to a wrong password', async () => {
    const texts = [];
    for (const body of [
      { name: 'anna', password: 'six small boats' },
      { name: 'bert', password },
      { name: "' OR 1=1 --", password },
      { name: '__proto__', password },
    ]) {
      const response = await enter(body);
      expect(response.headers.get('set-cookie')).toBeNull();
      const { request_id, ...problem } = await problemOf(response, 401);
      texts.push(JSON.stringify(problem));
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('takes no name or password for another by what a database would leave out of it', async () => {
    for (const [body, pointer] of [
      [{ name: 'an\0na', password }, '/name'],
      [{ name: 'ANNA\u0000', password }, '/name'],
      [{ name: 'nobody\0', password }, '/name'],
      [{ name: 'anna', password: `${password}\0` }, '/password'],
      [{ name: 'anna', password: `${password}\ud800` }, '/password'],
    ] as const) {
      const response = await enter(body);
      expect(response.headers.get('set-cookie')).toBeNull();
      expect((await problemOf(response, 422)).errors?.map((error) => error.pointer)).toEqual([pointer]);
    }
  });

  it('is refused from a script, and while there is no account', async () => {
    expect((await problemOf(await enter({ name: 'anna', password }, {}), 403)).code).toBe('origin_needed');
    await pool().query('DELETE FROM accounts');
    expect((await problemOf(await enter({ name: 'anna', password }), 409)).code).toBe('account_needed');
  });

  it('waits after five wrong ones, with the right one too, and says for how long', async () => {
    for (let i = 0; i < 5; i++) await problemOf(await enter({ name: 'anna', password: `wrong ${i} boats` }), 401);
    const response = await enter({ name: 'anna', password });
    expect((await problemOf(response, 429)).code).toBe('too_many_attempts');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(600);
  });

  it('keeps a password of today’s cost from then on', async () => {
    const { scryptSync } = await import('node:crypto');
    const key = scryptSync(password, Buffer.alloc(16), 32, { N: 1024, r: 8, p: 1 }).toString('base64url');
    await pool().query('UPDATE accounts SET password_hash = $1', [
      `$scrypt$ln=10,r=8,p=1$${Buffer.alloc(16).toString('base64url')}$${key}`,
    ]);
    expect((await enter({ name: 'anna', password })).status).toBe(200);
    const { rows } = await pool().query('SELECT password_hash AS hash FROM accounts');
    expect(rows[0].hash).toMatch(/^\$scrypt\$ln=15,/);
    expect((await enter({ name: 'anna', password })).status).toBe(200);
  });

  it('is written down, without what was typed', async () => {
    await enter({ name: 'anna', password: 'a wrong one indeed' });
    await enter({ name: 'secretpasswordinthenamefield', password: 'x' });
    const cookie = cookieIn(await enter({ name: 'anna', password }));
    const { data } = await documentOf(
      await call(audit, '/api/v1/audit', { headers: { cookie } }),
      listOf(auditEventSchema),
    );
    expect(data.map(({ action }) => action)).toEqual(['signed_in', 'sign_in_failed']);
    const { rows } = await pool().query('SELECT e::text FROM audit_events e');
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(/wrong one|secretpassword/);
  });
});

describe('a session', () => {
  let anna: Tenant;
  beforeEach(async () => {
    anna = await makeTenant('anna');
  });
  const isIn = async (headers: Readonly<Record<string, string>>) =>
    (await call(portfolios, '/api/v1/portfolios', { headers })).status === 200;
  const aged = (column: string, by: string) =>
    pool().query(`UPDATE account_sessions SET ${column} = ${column} - interval '${by}'`);

  it('ends when it was not used for three days, and after thirty in any case', async () => {
    expect(await isIn(anna.page)).toBe(true);
    await aged('last_seen_at', '71 hours');
    expect(await isIn(anna.page)).toBe(true);
    await aged('last_seen_at', '73 hours');
    expect(await isIn(anna.page)).toBe(false);
    const fresh = await pageOf(anna.account);
    await aged('expires_at', '31 days');
    expect(await isIn(fresh)).toBe(false);
  });

  it('goes on under another secret after an hour, and no request falls between', async () => {
    expect((await call(portfolios, '/api/v1/portfolios', { headers: anna.page })).headers.get('set-cookie')).toBeNull();
    await aged('renewed_at', '61 minutes');
    const all = await Promise.all(
      Array.from({ length: 8 }, () => call(portfolios, '/api/v1/portfolios', { headers: anna.page })),
    );
    // One of them hands it out: two would leave the browser with the one that is not kept.
    const [cookie, ...others] = all.map(cookieIn).filter(Boolean);
    expect(others).toEqual([]);
    expect(cookie).not.toBe(anna.page.cookie);
    // The answer may have been lost: the old one holds until the new one is used, and shortly after.
    expect(await isIn(anna.page)).toBe(true);
    const used = await call(portfolios, '/api/v1/portfolios', { headers: { cookie } });
    expect([used.status, used.headers.get('set-cookie')]).toEqual([200, null]);
    expect(await isIn(anna.page)).toBe(true);
    await aged('previous_until', '2 minutes');
    expect(await isIn(anna.page)).toBe(false);
    expect(await isIn({ cookie })).toBe(true);
  });

  it('ends by signing out, here and everywhere', async () => {
    const other = await pageOf(anna.account);
    const response = await call(signOut, '/api/v1/session', { method: 'DELETE', headers: anna.page });
    expect([response.status, response.headers.getSetCookie()]).toEqual([
      204,
      [
        'ballast_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
        '__Host-ballast_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
      ],
    ]);
    expect([await isIn(anna.page), await isIn(other)]).toEqual([false, true]);
    const another = await pageOf(anna.account);
    expect((await call(signOutEverywhere, '/api/v1/sessions', { method: 'DELETE', headers: other })).status).toBe(204);
    expect([await isIn(other), await isIn(another)]).toEqual([false, false]);
    // Tokens are secrets of their own.
    expect(await isIn(anna.script)).toBe(true);
  });

  it('is listed with the others, and ends one of them', async () => {
    await pageOf(anna.account);
    const list = async () =>
      (await documentOf(await call(sessions, '/api/v1/sessions', { headers: anna.page }), listOf(listedSessionSchema)))
        .data;
    const before = await list();
    expect(before).toHaveLength(2);
    expect(before.filter((one) => one.is_current)).toHaveLength(1);
    const { id: sessionId } = before.find((one) => !one.is_current)!;
    const params = { sessionId };
    const url = `/api/v1/sessions/${sessionId}`;
    expect((await call(endSession, url, { method: 'DELETE', params, headers: anna.page })).status).toBe(204);
    expect(await list()).toEqual(before.filter((one) => one.is_current));
  });

  it('goes with its account', async () => {
    await makeTenant('bert');
    await createAccount({ name: 'carl', passwordHash: '$scrypt$x', isAdministrator: true });
    await deleteAccount(anna.owner);
    expect([await isIn(anna.page), await isIn(anna.script)]).toEqual([false, false]);
  });

  it('that ends ends the streams it has open, and so does a token’s', async () => {
    const { id } = await createPortfolio(anna.owner, settings);
    const { id: recalculationId } = await requestRecalculation(anna.owner, id, { trigger: 'api', asOf: '2024-03-07' });
    const open = async (headers: Readonly<Record<string, string>>) => {
      const response = await call(follow, `/api/v1/recalculations/${recalculationId}/events`, {
        params: { recalculationId },
        headers,
      });
      expect(response.status).toBe(200);
      let said = '';
      const ended = (async () => {
        for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>)
          said += new TextDecoder().decode(piece);
      })();
      return { ended, said: () => said };
    };
    const [ofSession, ofToken, ofAnother] = [
      await open(anna.page),
      await open(anna.script),
      await open(await pageOf(anna.account)),
    ];
    await vi.waitFor(() => expect(ofAnother.said()).toContain('event: progress'), 5_000);
    const isEnded = (one: { ended: Promise<void> }) =>
      Promise.race([one.ended.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 4_500, false))]);
    await call(signOut, '/api/v1/session', { method: 'DELETE', headers: anna.page });
    await pool().query(`DELETE FROM api_tokens WHERE scope = 'write'`);
    expect(await Promise.all([ofSession, ofToken, ofAnother].map(isEnded))).toEqual([true, true, false]);
    await pool().query('DELETE FROM accounts');
    expect(await isEnded(ofAnother)).toBe(true);
  }, 30_000);
});

describe('a password', () => {
  const change = (headers: Readonly<Record<string, string>>, current: string, wanted: string) =>
    call(changePassword, '/api/v1/account/password', {
      method: 'PUT',
      headers,
      body: { current_password: current, new_password: wanted },
    });

  it('is changed by who knows it; every other session ends, and this one goes on under another secret', async () => {
    const made = await call(makeAccount, '/api/v1/accounts', { body: { name: 'anna', password }, headers: page });
    const here = { ...page, cookie: cookieIn(made) };
    const there = { ...page, cookie: cookieIn(await enter({ name: 'anna', password })) };
    expect((await problemOf(await change(here, 'six small boats', 'seven tall trees'), 422)).errors?.[0].pointer).toBe(
      '/current_password',
    );
    expect((await problemOf(await change(here, password, 'short'), 422)).errors?.[0].pointer).toBe('/new_password');

    const changed = await change(here, password, 'seven tall trees');
    expect(changed.status).toBe(204);
    const statuses = async (headers: Readonly<Record<string, string>>) =>
      (await call(portfolios, '/api/v1/portfolios', { headers })).status;
    expect([await statuses(here), await statuses(there)]).toEqual([401, 401]);
    expect(await statuses({ cookie: cookieIn(changed) })).toBe(200);
    await problemOf(await enter({ name: 'anna', password }), 401);
    expect((await enter({ name: 'anna', password: 'seven tall trees' })).status).toBe(200);
  });

  it('is not guessed from a browser that was left signed in', async () => {
    const made = await call(makeAccount, '/api/v1/accounts', { body: { name: 'anna', password }, headers: page });
    const here = { ...page, cookie: cookieIn(made) };
    for (let i = 0; i < 5; i++) await problemOf(await change(here, `guess number ${i}`, 'seven tall trees'), 422);
    await problemOf(await change(here, password, 'seven tall trees'), 429);
  });
});

describe('a token', () => {
  let anna: Tenant;
  beforeEach(async () => {
    anna = await makeTenant('anna');
  });
  const make = (body: unknown, headers: Readonly<Record<string, string>> = anna.page) =>
    call(makeToken, '/api/v1/tokens', { body, headers });
  const read = (secret: string) =>
    call(portfolios, '/api/v1/portfolios', { headers: { authorization: `Bearer ${secret}` } });

  it('is shown once, kept as its hash, used, seen to be used, and revoked', async () => {
    const response = await make({ name: 'backup', expires_in_days: 30 });
    const made = await documentOf(response, madeTokenSchema, 201);
    expect(made).toMatchObject({ name: 'backup', scope: 'read', last_used_at: null });
    expect(made.token).toMatch(/^ballast_[\w-]{43}$/);
    expect(Math.round((Date.parse(made.expires_at) - Date.now()) / 86_400_000)).toBe(30);
    const { rows } = await pool().query('SELECT t::text FROM api_tokens t');
    expect(JSON.stringify(rows)).not.toContain(made.token.slice(8));

    expect((await read(made.token)).status).toBe(200);
    const list = async () =>
      (await documentOf(await call(tokens, '/api/v1/tokens', { headers: anna.page }), listOf(tokenSchema))).data;
    const [shown] = (await list()).filter(({ id }) => id === made.id);
    expect(shown.last_used_at).not.toBeNull();
    expect(JSON.stringify(await list())).not.toContain(made.token.slice(8));

    const params = { tokenId: made.id };
    const url = response.headers.get('location')!;
    expect((await call(revoke, url, { method: 'DELETE', params, headers: anna.page })).status).toBe(204);
    expect((await problemOf(await read(made.token), 401)).code).toBe('token_refused');
  });

  it('runs out', async () => {
    const { token } = await documentOf(await make({ name: 'x', expires_in_days: 1 }), madeTokenSchema, 201);
    expect((await read(token)).status).toBe(200);
    await pool().query(`UPDATE api_tokens SET expires_at = expires_at - interval '1 day'`);
    await problemOf(await read(token), 401);
  });

  it('that is sent twice with one Idempotency-Key is kept nowhere', async () => {
    const headers = { ...anna.page, 'idempotency-key': 'k1' };
    const first = await documentOf(await make({ name: 'x' }, headers), madeTokenSchema, 201);
    await make({ name: 'x' }, headers);
    const { rows: tables } = await pool().query(
      `SELECT relname::text AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`,
    );
    for (const { name } of tables) {
      const { rows } = await pool().query(`SELECT count(*)::int AS count FROM "${name}" t WHERE t::text LIKE $1`, [
        `%${first.token.slice(8)}%`,
      ]);
      expect([name, rows[0].count]).toEqual([name, 0]);
    }
  });

  it.each([
    [{ name: '' }, '/name'],
    [{ name: 'x'.repeat(81) }, '/name'],
    [{ name: 'x', scope: 'admin' }, '/scope'],
    [{ name: 'x', expires_in_days: 0 }, '/expires_in_days'],
    [{ name: 'x', expires_in_days: 367 }, '/expires_in_days'],
    [{ name: 'x', expires_in_days: '30' }, '/expires_in_days'],
    [{ name: 'x', account_id: localOwner }, '/account_id'],
  ])('is not made of %j', async (body, pointer) => {
    const problem = await problemOf(await make(body), 422);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('is needed by nobody while there is no account', async () => {
    await pool().query('DELETE FROM accounts');
    expect((await problemOf(await make({ name: 'x' }, page), 409)).code).toBe('account_needed');
  });
});

describe('further accounts', () => {
  it('are made and deleted by an administrator, with everything of theirs; the last is not', async () => {
    const anna = await makeTenant('anna');
    const made = await documentOf(
      await call(makeAccount, '/api/v1/accounts', { body: { name: 'bert', password }, headers: anna.page }),
      accountSchema,
      201,
    );
    expect(made.is_administrator).toBe(false);
    const bert = { ...made, id: made.id as typeof anna.owner };
    await createPortfolio(bert.id, settings);
    const list = async () =>
      (await documentOf(await call(listAccounts, '/api/v1/accounts', { headers: anna.page }), listOf(accountSchema)))
        .data;
    expect((await list()).map(({ name }) => name).sort()).toEqual(['anna', 'bert']);
    const remove = (accountId: string) =>
      call(removeAccount, `/api/v1/accounts/${accountId}`, {
        method: 'DELETE',
        params: { accountId },
        headers: anna.page,
      });
    // The only administrator cannot leave the others without one.
    expect((await problemOf(await remove(anna.owner), 422)).code).toBe('last_administrator');
    expect((await remove(bert.id)).status).toBe(204);
    expect(await listPortfolios(bert.id)).toEqual([]);
    expect((await problemOf(await remove(anna.owner), 422)).code).toBe('last_account');
    expect((await problemOf(await remove(bert.id), 404)).code).toBe('not_found');
  });

  it('that goes last leaves its portfolios to this computer', async () => {
    const anna = await makeTenant('anna');
    const bert = await createAccount({ name: 'bert', passwordHash: '$scrypt$x', isAdministrator: true });
    const { id: annas } = await createPortfolio(anna.owner, settings);
    const { id: berts } = await createPortfolio(bert.id, settings);
    expect(await deleteAccount(anna.owner)).toEqual({ wasLast: false });
    expect(await deleteAccount(bert.id)).toEqual({ wasLast: true });
    expect((await listPortfolios(localOwner)).map(({ id }) => id)).toEqual([berts]);
    expect(annas).not.toBe(berts);
    expect((await call(portfolios, '/api/v1/portfolios')).status).toBe(200);
  });
});

describe('what is held', () => {
  it('is told to whoever holds it and to administrators, and to nobody else by the state of its prices', async () => {
    const anna = await makeTenant('anna');
    const bert = await makeTenant('bert');
    const carl = await makeTenant('carl');
    const { id } = await createPortfolio(bert.owner, { ...settings, marketIndex: 'VTI' });
    await pool().query(
      `INSERT INTO securities (symbol) VALUES ('HELDBYBERT'), ('VTI'), ('EURUSD=X') ON CONFLICT DO NOTHING`,
    );
    await pool().query(
      `INSERT INTO positions (portfolio_id, security_id, symbol, quantity, quantity_as_of, currency, import_key)
       SELECT $1, id, symbol, 1, '2024-03-01', 'EUR', 'k' FROM securities WHERE symbol = 'HELDBYBERT'`,
      [id],
    );
    const told = async ({ reader }: Tenant) => {
      const { symbols } = await (await call(marketStatus, '/api/v1/market/status', { headers: reader })).json();
      return symbols.map(({ symbol }: { symbol: string }) => symbol).filter((symbol: string) => symbol !== 'SPY');
    };
    expect(await told(anna)).toEqual(['EURUSD=X', 'HELDBYBERT', 'VTI']);
    expect(await told(bert)).toEqual(['EURUSD=X', 'HELDBYBERT', 'VTI']);
    expect(await told(carl)).toEqual([]);
  });
});

describe('the log', () => {
  it('has what was done, by whom and how, to whose it is and to nobody else, page by page', async () => {
    const anna = await makeTenant('anna');
    const bert = await makeTenant('bert');
    await pool().query('TRUNCATE audit_events');
    const { id: portfolioId } = await createPortfolio(anna.owner, settings);
    const params = { portfolioId };
    await call(importSecurities, '/api/v1/securities/import', {
      method: 'POST',
      headers: { ...anna.script, 'content-type': 'text/csv' },
      body: 'symbol,name,sector\nACME,Acme,Energy\n',
    });
    await call(importSecurities, '/api/v1/securities/import?dry_run=true', {
      method: 'POST',
      headers: { ...anna.script, 'content-type': 'text/csv' },
      body: 'symbol,name,sector\nACME,Acme,Energy\n',
    });
    await call(recalculate, '/api/v1/x', { params, body: {}, headers: anna.page });
    await call(deletePortfolio, '/api/v1/x', { method: 'DELETE', params, headers: anna.page });

    const read = async (search = '', headers: Readonly<Record<string, string>> = anna.reader) =>
      documentOf(await call(audit, `/api/v1/audit${search}`, { headers }), listOf(auditEventSchema));
    const { data } = await read();
    expect(data.map(({ action, via, detail }) => ({ action, via, detail }))).toEqual([
      { action: 'portfolio_deleted', via: 'session', detail: { name: 'Mine' } },
      {
        action: 'recalculation_requested',
        via: 'session',
        detail: { portfolio_id: portfolioId, from: '2024-03-07', as_of: '2024-03-07' },
      },
      {
        action: 'imported',
        via: 'token',
        detail: { kind: 'securities', rows: 1, added: 1, changed: 0, removed: 0 },
      },
    ]);
    const first = await read('?limit=2');
    const rest = await read(`?limit=2&cursor=${first.page.next_cursor}`);
    expect([...first.data, ...rest.data]).toEqual(data);
    expect(rest.page.next_cursor).toBeNull();
    expect((await read('', bert.reader)).data).toEqual([]);
    // What the program does by itself is nobody's doing.
    await createPortfolio(anna.owner, settings);
    await asActor({ via: 'command', accountName: null, address: null }, () => deleteAccount(bert.owner));
    expect((await read()).data).toHaveLength(3);
    expect((await pool().query(`SELECT FROM audit_events WHERE account_name = 'bert'`)).rowCount).toBe(1);
  });
});

describe('what nobody foresaw', () => {
  it('is logged without the secrets of the request', async () => {
    const anna = await makeTenant('anna');
    const lines: string[] = [];
    vi.spyOn(log, 'error').mockImplementation(
      ((...parts: unknown[]) => void lines.push(JSON.stringify(parts))) as never,
    );
    const secret = (await scriptOf(anna.account, 'write')).authorization;
    await pool().query('ALTER TABLE portfolios RENAME TO portfolios_away');
    const response = await call(portfolios, '/api/v1/portfolios', { headers: { authorization: secret } });
    const text = await response.text();
    await pool().query('ALTER TABLE portfolios_away RENAME TO portfolios');
    expect(response.status).toBe(503);
    for (const said of [text, ...lines]) expect(said).not.toContain(secret.slice(-20));
  });
});
