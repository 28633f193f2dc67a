import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { disconnect, pool } from '@/lib/db/client';
import { closeSender } from '@/lib/jobs/queue';
import {
  ask,
  idNames,
  idsIn,
  isWrite,
  keys,
  nobodys,
  refusalIn,
  routeOf,
  rows,
  shared,
  stateOf,
  type Things,
  thingsOf,
} from '@/test/route-rows';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';
import { makeTenant, pageOf, type Tenant } from '@/test/tenants';

/** A word that is in everything of the other tenant's, and in nothing else. */
const canary = 'CANARYOFANOTHER';
let administrator: Tenant;
let tenant: Tenant;
let others: Things;

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-03-08';
  await saveCloses([madeCloses('SPY', weekdays('2024-03-07', 60), { seed: 1 })]);
  administrator = await makeTenant('first');
  tenant = await makeTenant('second');
  others = await thingsOf(administrator, canary);
});

// Sessions end on the way, and of tokens there may be so many.
beforeEach(async () => {
  await pool().query(`DELETE FROM api_tokens WHERE name NOT IN ('read', 'write', $1)`, [canary]);
  administrator = { ...administrator, page: await pageOf(administrator.account) };
  tenant = { ...tenant, page: await pageOf(tenant.account) };
});

afterAll(async () => {
  await closeSender();
  await disconnect();
});

describe('the table of routes', () => {
  it('has every route of app/api, and no other', () => {
    expect(Object.keys(rows).sort()).toEqual(keys);
  });

  it('knows every parameter of a path for somebody’s or for everybody’s', () => {
    const names = new Set(keys.flatMap((key) => [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)));
    for (const name of names) expect([...idNames, ...Object.keys(shared)]).toContain(name);
  });

  it('leaves nothing that all share to be changed by just anybody', () => {
    const open = keys.filter((key) => isWrite(key) && idsIn(key).length === 0 && !routeOf(key).right);
    // These make something of one's own, or sign in.
    expect(open).toEqual(['POST /api/v1/market/refreshes', 'POST /api/v1/portfolios', 'POST /api/v1/session']);
  });
});

describe('a cursor', () => {
  /** The lists whose place is found by looking up the row that the cursor names. */
  it.each([
    'GET /api/v1/recalculations',
    'GET /api/v1/portfolios/{portfolioId}/recalculations',
    'GET /api/v1/portfolios/{portfolioId}/imports',
    'GET /api/v1/market/refreshes',
  ])('of %s that names what is another’s is one that names nothing', async (key) => {
    const own = await thingsOf(tenant, 'mine');
    const send = { csv: 'symbol,quantity\nSPY,1\n' };
    const importKey = 'POST /api/v1/portfolios/{portfolioId}/positions/import';
    expect((await ask(importKey, tenant.script, own, send)).status).toBe(200);
    // What is another’s is newer: in its place by the time it was made, all that is one’s own would come after it.
    const foreign = await thingsOf(administrator, canary);
    expect((await ask(importKey, administrator.script, foreign, send)).status).toBe(200);
    const { rows: imports } = await pool().query('SELECT id FROM imports WHERE owner_id = $1', [administrator.owner]);
    const list = async (cursor?: string) => {
      const query = cursor === undefined ? '' : `?cursor=${Buffer.from(cursor).toString('base64url')}`;
      const response = await ask(key, tenant.script, own, { query });
      expect(response.status).toBe(200);
      return (await response.json()).data;
    };
    expect((await list()).length).toBeGreaterThan(0);
    expect(await list(nobodys)).toEqual([]);
    const ids = [foreign.recalculationId, foreign.refreshId, ...imports.map(({ id }) => id)];
    for (const id of ids) expect([id, await list(id)]).toEqual([id, []]);
  });
});

describe.each(keys.filter((key) => !routeOf(key).isPublic).map((key) => [key] as const))('%s', (key) => {
  const row = rows[key] ?? {};
  const { right } = routeOf(key);
  const needsPage = right === 'session' || right === 'administrator-session';
  const needsAdministrator = right === 'administrator' || right === 'administrator-session';

  it('answers nobody who has not signed in, or brings what is no good', async () => {
    const before = await stateOf();
    const strangers: Record<string, string>[] = [
      {},
      { cookie: '' },
      { cookie: `ballast_session=${'A'.repeat(43)}`, origin: 'http://localhost:3000' },
      { authorization: `Bearer ballast_${'A'.repeat(43)}` },
      { authorization: 'Basic Zmlyc3Q6eA==' },
      // A token that is no good is not made up for by a session that is.
      { ...tenant.page, authorization: 'Bearer x' },
    ];
    for (const headers of strangers) {
      const response = await ask(key, headers, others, row.send?.(others));
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Ballast"']);
    }
    expect(await stateOf()).toEqual(before);
  });

  if (isWrite(key))
    it('changes nothing for a token that reads, nor for a cookie that comes alone', async () => {
      const before = await stateOf();
      const { cookie } = administrator.page;
      for (const [headers, code] of [
        [administrator.reader, needsPage ? 'session_needed' : 'scope_insufficient'],
        [{ cookie }, 'origin_needed'],
        [{ cookie, 'sec-fetch-site': 'none' }, 'origin_not_allowed'],
      ] as const) {
        const response = await ask(key, headers, others, row.send?.(others));
        expect(response.status).toBe(403);
        expect(['scope_insufficient', code]).toContain((await response.json()).code);
      }
      expect(await stateOf()).toEqual(before);
    });

  if (needsPage)
    it('is not for tokens', async () => {
      const response = await ask(key, administrator.script, others, row.send?.(others));
      expect([response.status, (await response.json()).code]).toEqual([403, 'session_needed']);
    });

  if (needsAdministrator)
    it('is for administrators alone', async () => {
      const before = await stateOf();
      for (const headers of needsPage ? [tenant.page] : [tenant.page, tenant.script]) {
        const response = await ask(key, headers, { accountId: tenant.owner }, row.send?.(others));
        expect([response.status, (await response.json()).code]).toEqual([403, 'administrator_needed']);
      }
      expect(await stateOf()).toEqual(before);
      const response = await ask(key, administrator.page, others, row.send?.(others));
      expect([401, 403]).not.toContain(response.status);
    });

  if (!needsAdministrator)
    describe('to somebody who has signed in', () => {
      const askers = (): Readonly<Record<string, string>>[] =>
        needsPage ? [tenant.page] : [tenant.page, tenant.script];

      if (idsIn(key).length > 0)
        it('has what is another’s for what is not there, and tells the malformed', async () => {
          const own = await thingsOf(tenant, 'mine');
          const before = await stateOf();
          for (const headers of askers())
            for (const name of idsIn(key)) {
              const missing = await ask(key, headers, { ...own, [name]: nobodys }, row.send?.(own));
              expect(missing.status).toBe(404);
              const said = await refusalIn(missing);
              for (const id of [others[name], others[name].toUpperCase()]) {
                const foreign = await ask(key, headers, { ...own, [name]: id }, row.send?.(own));
                expect(foreign.status, `${name} of another`).toBe(404);
                expect(await refusalIn(foreign)).toEqual(said);
              }
              for (const malformed of ['x', '', '1', `${nobodys}0`, "' OR 1=1 --", '%00']) {
                const response = await ask(key, headers, { ...own, [name]: malformed }, row.send?.(own));
                expect([response.status, (await response.json()).code]).toEqual([400, 'malformed_id']);
              }
            }
          // All of them the other's: one's own in the path is no way to another's behind it.
          expect((await ask(key, tenant.page, others, row.send?.(own))).status).toBe(404);
          expect(await stateOf()).toEqual(before);
        });

      if (row.foreign)
        it('has what a request names of another’s for what is not there', async () => {
          const own = await thingsOf(tenant, 'mine');
          const missing = Object.fromEntries(Object.keys(own).map((name) => [name, nobodys])) as Things;
          const before = await stateOf();
          const [foreign, absent] = [
            await ask(key, tenant.page, own, row.foreign!(own, others)),
            await ask(key, tenant.page, own, row.foreign!(own, missing)),
          ];
          expect(foreign.status).toBeGreaterThanOrEqual(400);
          expect(foreign.status).toBeLessThan(500);
          const text = (said: object) =>
            JSON.stringify(said)
              .replaceAll(nobodys, 'ID')
              .replace(/[0-9a-f-]{36}/g, 'ID');
          expect(text(await refusalIn(foreign))).toBe(text(await refusalIn(absent)));
          expect(await stateOf()).toEqual(before);
        });

      it('gives what is one’s own, with nothing of another’s in it, and not once it is gone', async () => {
        // Sessions end here, and this one's too.
        const page = await pageOf(tenant.account);
        const own = await thingsOf(tenant, 'mine');
        const response = await ask(key, page, own, row.send?.(own));
        if (row.isStream) {
          expect(response.status).toBe(200);
          await response.body?.cancel();
        } else {
          const text = await response.text();
          if (row.refuses) expect(response.status, text).toBe(row.refuses);
          else expect(response.status, text).toBeLessThan(300);
          expect(text).not.toContain(canary);
          for (const id of Object.values(others)) expect(text).not.toContain(id);
        }
        if (idsIn(key).length === 0) return;
        await pool().query('DELETE FROM portfolios WHERE id = $1', [own.portfolioId]);
        await pool().query('DELETE FROM market_refreshes WHERE id = $1', [own.refreshId]);
        await pool().query('DELETE FROM account_sessions WHERE id = $1', [own.sessionId]);
        await pool().query('DELETE FROM api_tokens WHERE id = $1', [own.tokenId]);
        const again = await pageOf(tenant.account);
        expect((await ask(key, again, own, row.send?.(own))).status).toBe(404);
      });
    });
});
