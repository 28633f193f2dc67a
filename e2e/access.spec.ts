import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { APIResponse, BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expectSound } from './expect-sound';
import { type OwnProduct, removeOwnData, startOwnProduct } from './own-product';
import { expect, test } from './test';

// From a notebook without a login to two people on a server, on a Ballast of its own; and what others try meanwhile.
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const directory = `access-${process.pid}`;
const vendorKey = 'canaryvendorkey0123456789abcdef';
const password = 'canary: five small boats';
const secrets: Record<string, string> = { 'the vendor key': vendorKey, 'the password': password };
let product: OwnProduct;
let anna: BrowserContext;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  product = await startOwnProduct(directory, { FMP_API_KEY: vendorKey });
  expect(product.said()).toContain('Ballast is ready at');
  secrets['the password of the database'] = decodeURIComponent(new URL(await product.databaseUrl()).password);
  anna = await browser.newContext({ baseURL: product.baseURL });
});

test.afterAll(async () => {
  await anna?.close();
  await product?.stop();
  await removeOwnData(directory);
});

const api = (url: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(`${product.baseURL}/api/v1${url}`, { ...init, headers });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function signIn(page: Page, name: string, word: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(word);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Every address of a page there is, by the files of app/. */
function pageAddresses(portfolioId: string): string[] {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)page\.tsx$/.test(file),
  );
  return files
    .map((file) => `/${path.posix.dirname(file.split(path.sep).join('/'))}`.replace(/^\/\.$/, '/'))
    .map((address) => address.replace('[portfolioId]', portfolioId).replace('[symbol]', 'HDGB.SIM'))
    .sort();
}

test('the first account is made in the settings and turns signing in on', async () => {
  const page = await anna.newPage();
  await page.goto('/settings/account');
  await expect(page.getByText('Nobody has to sign in')).toBeVisible();
  expect((await api('/portfolios')).status).toBe(200);
  await page.getByLabel('Name').fill('anna');
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('The same again').fill('something else entirely');
  await page.getByRole('button', { name: /^Make account/ }).click();
  await expect(page.getByText('is not the same')).toBeVisible();
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('The same again').fill(password);
  await page.getByRole('button', { name: /^Make account/ }).click();
  await expect(page.getByRole('button', { name: 'Sign out', exact: true }).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'anna' })).toBeVisible();

  // What was there is hers, and nobody's who has not signed in.
  await page.goto('/portfolios');
  await expect(page.getByRole('link', { name: 'Individual investor' })).toBeVisible();
  expect((await api('/portfolios')).status).toBe(401);
  await page.close();
});

test('without signing in every page leads to the sign-in page and back, and shows nothing on the way', async () => {
  const [{ id }] = await product.query('SELECT id FROM portfolios ORDER BY created_at LIMIT 1');
  const addresses = pageAddresses(String(id));
  expect(addresses.length).toBeGreaterThan(14);
  for (const address of addresses) {
    const response = await fetch(product.baseURL + address, { redirect: 'manual' });
    const text = await response.text();
    if (address === '/sign-in') {
      expect(response.status).toBe(200);
      continue;
    }
    expect([address, response.status]).toEqual([address, 307]);
    const to = response.headers.get('location');
    if (['/', '/settings'].includes(address)) expect(to).toMatch(/^\/(portfolios|settings\/account|sign-in)/);
    else expect(to).toBe(address === '/portfolios' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(address)}`);
    for (const word of ['Individual investor', 'Wealthy household', 'BRMI.SIM']) expect(text).not.toContain(word);
  }
  // Nor does what Next asks for on its own, or what it takes for a request of its own.
  for (const headers of [
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-nextjs-data': '1' },
    { 'x-ballast-path': '/portfolios' },
    { authorization: 'Bearer x' },
    { cookie: `ballast_session=${'A'.repeat(43)}` },
  ] as Record<string, string>[])
    for (const address of ['/portfolios', `/portfolios/${id}`]) {
      const response = await fetch(product.baseURL + address, { headers, redirect: 'manual' });
      expect(await response.text(), JSON.stringify(headers)).not.toMatch(/Individual investor|BRMI\.SIM/);
    }
});

test.describe('signing out and in', () => {
  // The browser reports the refused attempt.
  test.use({ expectedComplaints: [/401/] });

  test('a wrong password is refused in words, the right one leads back, and on to no other site', async () => {
    const page = await anna.newPage();
    await page.goto('/portfolios');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await page.goto('/market-data?x=1');
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fmarket-data%3Fx%3D1$/);
    await expectAccessible(page);
    await signIn(page, 'anna', 'five tall boats');
    await expect(page.getByText('the name or the password is not right')).toBeVisible();
    await signIn(page, 'anna', password);
    await expect(page).toHaveURL(/\/market-data\?x=1$/);
    for (const next of ['//evil.example', 'https://evil.example', '/%5Cevil.example', '/%09/evil.example']) {
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
      expect(new URL(page.url()).origin).toBe(product.baseURL);
      await page.goto(`/sign-in?next=${next}`);
      expect(new URL(page.url()).origin).toBe(product.baseURL);
    }
    const [cookie] = (await anna.cookies()).filter(({ name }) => name === 'ballast_session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: '127.0.0.1' });
    secrets['the session'] = cookie.value;
    expect(await page.evaluate(() => document.cookie)).not.toContain('ballast_session');
    await page.close();
  });
});

test('a token is made, shown once, does what it may, and is revoked', async () => {
  const page = await anna.newPage();
  await page.goto('/settings/tokens');
  const make = async (name: string, scope: string) => {
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('May').selectOption(scope);
    await dialog.getByRole('button', { name: 'Make token' }).click();
    const token = await dialog.getByLabel('Token').inputValue();
    await dialog.getByRole('button', { name: 'I have it' }).click();
    await expect(page.getByRole('row', { name: new RegExp(name) })).toBeVisible();
    return token;
  };
  const reader = await make('spreadsheet', 'read');
  const writer = await make('backup', 'write');
  secrets['the token'] = writer;
  await page.reload();
  expect(await page.content()).not.toContain(reader.slice(8));

  const json = { 'content-type': 'application/json' };
  const create = (token: string) =>
    api('/portfolios', { ...bearer(token), ...json }, { method: 'POST', body: '{"name":"By a script"}' });
  expect((await api('/portfolios', bearer(reader))).status).toBe(200);
  expect((await create(reader)).status).toBe(403);
  const made = await create(writer);
  expect(made.status).toBe(201);
  const { id } = await made.json();
  expect((await api(`/portfolios/${id}`, bearer(writer), { method: 'DELETE' })).status).toBe(204);

  await page.getByRole('button', { name: 'Revoke spreadsheet' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('row', { name: /spreadsheet/ })).toHaveCount(0);
  expect((await api('/portfolios', bearer(reader))).status).toBe(401);
  await page.goto('/settings/log');
  for (const what of [
    'Token revoked',
    'Portfolio deleted',
    'Token made',
    'Sign-in failed',
    'Signed out',
    'Account made',
  ])
    await expect(page.getByRole('row', { name: new RegExp(what) }).first()).toBeVisible();
  await page.close();
});

test.describe('somebody else', () => {
  test.use({ expectedComplaints: [/404/] });

  test('with an account of their own sees nothing of the first', async ({ browser }) => {
    const page = await anna.newPage();
    await page.goto('/settings/accounts');
    await page.getByRole('button', { name: 'New account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('bert');
    await dialog.getByLabel('New password').fill('seven tall trees');
    await dialog.getByLabel('The same again').fill('seven tall trees');
    await dialog.getByRole('button', { name: 'Make account' }).click();
    await expect(page.getByRole('row', { name: /bert/ })).toBeVisible();
    await page.close();

    const bert = await browser.newContext({ baseURL: product.baseURL });
    const theirs = await bert.newPage();
    await theirs.goto('/');
    await signIn(theirs, 'bert', 'seven tall trees');
    await expect(theirs.getByText('No portfolio yet')).toBeVisible();
    const [{ id }] = await product.query('SELECT id FROM portfolios ORDER BY created_at LIMIT 1');
    for (const address of pageAddresses(String(id)).filter((one) => one.includes(String(id)))) {
      const response = await bert.request.get(address);
      expect([address, response.status()]).toEqual([address, 404]);
      expect(await response.text()).not.toContain('Individual investor');
    }
    await theirs.goto('/settings/accounts');
    await expect(theirs.getByText('There is nothing at this address')).toBeVisible();
    await theirs.goto('/settings/account');
    await expect(theirs.getByRole('link', { name: 'Accounts' })).toHaveCount(0);
    // Who may not change the providers is told who does, and has no buttons that would be refused.
    await theirs.goto('/market-data');
    await expect(theirs.getByText('Kept by an administrator')).toBeVisible();
    await expect(theirs.getByRole('button', { name: /Switch (on|off)|Refresh weights|Keep the key/ })).toHaveCount(0);
    await bert.close();
  });
});

test('every page about access is accessible and fits, light and dark, wide and narrow', async () => {
  test.setTimeout(120_000);
  const page = await anna.newPage();
  for (const address of ['/settings/account', '/settings/tokens', '/settings/log', '/settings/accounts']) {
    await page.goto(address);
    await expectSound(page);
  }
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  await expectSound(page);
  await page.close();
});

test.describe('a page of another site', () => {
  // It is refused again and again, and the browser says so each time.
  test.use({ expectedComplaints: [/./] });

  test('in a browser that is signed in changes nothing and reads nothing', async () => {
    const [{ id }] = await product.query('SELECT id FROM portfolios ORDER BY created_at LIMIT 1');
    const tables = ['portfolios', 'positions', 'accounts', 'api_tokens', 'securities', 'settings'];
    const state = async () =>
      Promise.all([
        ...tables.map((table) =>
          product.query(`SELECT count(*)::int AS count, max(xmin::text::bigint) AS newest FROM ${table}`),
        ),
        // When a session was last seen is written down at any look, and so is no change.
        product.query('SELECT id, account_id, created_at, expires_at FROM account_sessions ORDER BY id'),
      ]);
    const before = await state();
    const attacks = `
      const base = ${JSON.stringify(product.baseURL)};
      const results = [];
      const tell = (what, outcome) => results.push([what, outcome]);
      const bodies = { 'text/plain': '{"name":"forged"}', 'application/x-www-form-urlencoded': 'name=forged', 'application/json': '{"name":"forged"}', 'text/csv': 'symbol,quantity\\nSPY,1\\n' };
      const targets = [['POST', '/api/v1/portfolios'], ['PATCH', '/api/v1/portfolios/${id}'], ['DELETE', '/api/v1/portfolios/${id}'], ['DELETE', '/api/v1/demonstration'], ['POST', '/api/v1/tokens'], ['POST', '/api/v1/accounts'], ['DELETE', '/api/v1/sessions'], ['DELETE', '/api/v1/session'], ['POST', '/api/v1/portfolios/${id}/positions/import?mode=replace'], ['POST', '/api/v1/prices/import'], ['POST', '/portfolios']];
      (async () => {
        for (const [method, path] of targets)
          for (const mode of ['no-cors', 'cors'])
            for (const [type, body] of Object.entries(bodies)) {
              try {
                const response = await fetch(base + path, { method, mode, credentials: 'include', headers: { 'content-type': type }, body: method === 'DELETE' ? undefined : body });
                const text = response.type === 'opaque' ? '' : await response.text();
                tell(method + ' ' + path + ' ' + mode, response.type === 'opaque' ? 'opaque' : response.status + text);
              } catch { tell(method + ' ' + path + ' ' + mode, 'blocked'); }
            }
        for (const path of ['/api/v1/portfolios', '/api/v1/session', '/portfolios', '/api/v1/tokens'])
          try { tell('GET ' + path, 'read ' + (await (await fetch(base + path, { credentials: 'include' })).text()).length); } catch { tell('GET ' + path, 'blocked'); }
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
          const form = document.createElement('form');
          const frame = document.createElement('iframe');
          frame.name = type; document.body.append(frame);
          form.method = 'post'; form.action = base + '/api/v1/portfolios'; form.enctype = type; form.target = type;
          const input = document.createElement('input'); input.name = '{"name":"forged","x":"'; input.value = '"}'; form.append(input);
          document.body.append(form); form.submit();
        }
        navigator.sendBeacon(base + '/api/v1/portfolios', new Blob(['{"name":"forged"}'], { type: 'text/plain' }));
        const framed = document.createElement('iframe'); framed.src = base + '/settings/account'; document.body.append(framed);
        await new Promise((resolve) => setTimeout(resolve, 1500));
        let frames = 'blocked';
        try { frames = framed.contentDocument?.body?.innerText ? 'read' : 'blocked'; } catch {}
        tell('frame', frames);
        document.title = 'done'; window.results = results;
      })();`;
    const server = http.createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>attack</title><body><script>${attacks}</script></body>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    // Another port of this computer, which shares the cookies, and another name of it, which does not.
    for (const host of ['127.0.0.1', 'localhost']) {
      const page = await anna.newPage();
      await page.goto(`http://${host}:${port}/`);
      await expect.poll(() => page.title(), { timeout: 30_000 }).toBe('done');
      const results = (await page.evaluate('window.results')) as [string, string][];
      expect(results.length).toBeGreaterThan(90);
      expect(results.filter(([, outcome]) => !['blocked', 'opaque'].includes(outcome))).toEqual([]);
      await page.close();
    }
    server.close();
    expect(await state()).toEqual(before);
    const page = await anna.newPage();
    await page.goto('/settings/account');
    await expect(page.getByRole('heading', { name: 'anna' })).toBeVisible();
    await page.close();
  });
});

/** Every file under a directory. */
function filesUnder(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(root, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

test('no secret is in a page, a script, an answer, the log, the list of processes or the built server', async () => {
  expect(Object.keys(secrets)).toHaveLength(5);
  const [{ id }] = await product.query('SELECT id FROM portfolios ORDER BY created_at LIMIT 1');
  const found: string[] = [];
  const look = (where: string, text: string, except: string[] = []) => {
    for (const [what, secret] of Object.entries(secrets))
      if (!except.includes(what) && (text.includes(secret) || text.includes(encodeURIComponent(secret))))
        found.push(`${what} in ${where}`);
  };
  const answered = async (where: string, response: APIResponse) =>
    look(where, `${JSON.stringify(response.headersArray())}${await response.text()}`);

  const scripts = new Set<string>();
  for (const address of pageAddresses(String(id))) {
    const response = await anna.request.get(address);
    await answered(address, response);
    for (const [, src] of (await response.text()).matchAll(/src="(\/_next\/static\/[^"]+\.js)"/g)) scripts.add(src);
  }
  expect(scripts.size).toBeGreaterThan(5);
  for (const src of scripts) await answered(src, await anna.request.get(src));

  // Answers, good and bad.
  const origin = product.baseURL;
  for (const url of [
    '/session',
    '/sessions',
    '/tokens',
    '/accounts',
    '/audit',
    '/market/providers',
    '/market/status',
    '/nothing',
    '/openapi.json',
  ])
    await answered(url, await anna.request.get(`/api/v1${url}`));
  for (const [method, url, data] of [
    ['POST', '/session', { name: 'anna', password: secrets['the password'], extra: 1 }],
    ['POST', '/accounts', { name: 'anna', password: secrets['the password'] }],
    ['PUT', '/account/password', { current_password: 'wrong', new_password: secrets['the password'] }],
    ['PUT', '/market/providers/nobody/key', { key: vendorKey }],
    ['POST', '/portfolios', { name: 5 }],
  ] as const)
    await answered(url, await anna.request.fetch(`/api/v1${url}`, { method, data, headers: { origin } }));
  look('the refusal of a token', await (await api('/portfolios', bearer(`${secrets['the token']}x`))).text());

  look('the log', product.said());
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (line.includes('bin/') || line.includes('server.js')) look(`the arguments of ${line.slice(0, 60)}`, line);
    } catch {
      // It has ended in between.
    }
  const builds = readdirSync('.ballast').filter((name) => name.startsWith('web-'));
  expect(builds.length).toBeGreaterThan(0);
  for (const build of builds)
    for (const file of filesUnder(path.join('.ballast', build)).filter((one) => !one.includes('node_modules')))
      look(file, readFileSync(file, 'latin1'));
  expect(found).toEqual([]);

  // What is kept of them is not they themselves; the search finds what is there.
  look('itself', Object.values(secrets).join(' '));
  expect(found).toHaveLength(5);
  const rows = await product.query(
    `SELECT (SELECT string_agg(a::text, '') FROM accounts a) || (SELECT string_agg(s::text, '') FROM account_sessions s)
         || (SELECT string_agg(t::text, '') FROM api_tokens t) || (SELECT string_agg(e::text, '') FROM audit_events e) AS all`,
  );
  for (const secret of [password, secrets['the session'], secrets['the token'].slice(8)])
    expect(String(rows[0].all)).not.toContain(secret);
});

test('the command line lists, changes and deletes accounts, and ends sessions', async () => {
  const account = (args: string[], input = '') =>
    execFileSync(process.execPath, ['bin/account.mjs', ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
      input,
      env: { ...process.env, BALLAST_DATA_DIR: path.resolve('.test', directory) },
    });
  expect(account(['list'])).toMatch(/anna {2}administrator.*\nbert {2}account/);
  expect(account(['create', 'Carl', '--administrator'], 'nine red barns\n')).toContain(
    'carl is there, an administrator.',
  );
  expect(account(['password', 'bert'], 'eight blue doors\n')).toContain('is signed out everywhere');
  expect(account(['sign-out-everywhere', 'anna'])).toMatch(/anna is signed out of \d+ session/);
  expect((await anna.request.get('/api/v1/portfolios')).status()).toBe(401);
  expect(account(['log', 'bert'])).toContain('password_changed');
  expect(() => account(['delete', 'carl'])).toThrow();
  expect(account(['delete', 'carl', '--yes'])).toContain('carl is gone');
  for (const [args, input, says] of [
    [['create', 'bert'], 'nine red barns\n', 'there is an account of that name'],
    [['create', 'Dora'], 'short\n', 'needs at least 12 characters'],
    [['create', 'a b'], 'nine red barns\n', 'The name needs'],
    [['create', 'dora'], '', 'There was no password'],
    [['password', 'nobody'], 'nine red barns\n', 'There is no account'],
    [['delete', 'anna', '--yes'], '', 'the last administrator goes last'],
  ] as const) {
    const child = spawn(process.execPath, ['bin/account.mjs', ...args], {
      env: { ...process.env, BALLAST_DATA_DIR: path.resolve('.test', directory) },
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdin.end(input);
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(said).toContain(says);
  }
});

test('with an account it listens beyond this computer, and answers there who signs in; without one it does not start', async () => {
  test.setTimeout(240_000);
  await product.stop();
  const env = { HOST: '0.0.0.0', APP_HOSTS: 'risk.example', PORT: String(product.port) };
  product = await startOwnProduct(directory, env);
  expect(product.said()).toContain(`Ballast is ready at http://risk.example:${product.port}`);
  const ask = (host: string, headers: Record<string, string> = {}) =>
    new Promise<number>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: product.port,
        path: '/api/v1/portfolios',
        headers: { host, ...headers },
      };
      http
        .get(options, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
        .on('error', reject);
    });
  expect(await ask('risk.example')).toBe(401);
  expect(await ask('risk.example', bearer(secrets['the token']))).toBe(200);
  expect(await ask('attacker.example', bearer(secrets['the token']))).toBe(403);
  // The last account goes while the server runs: this computer is answered, and nobody through a proxy or under a name.
  await product.query('DELETE FROM accounts');
  expect(await ask(`127.0.0.1:${product.port}`)).toBe(200);
  expect(await ask('risk.example')).toBe(403);
  expect(await ask(`127.0.0.1:${product.port}`, { 'x-forwarded-for': '127.0.0.1' })).toBe(403);
  await product.stop();
  product = await startOwnProduct(directory, env);
  expect(await product.ended).toBe(1);
  expect(product.said()).toContain('there are no accounts yet');
  expect(product.said()).toContain('npm run account -- create NAME');
});
