import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disconnect } from '@/lib/db/client';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { closeSender } from '@/lib/jobs/queue';
import { askWith, isWrite, keys, rows, stateOf, type Things } from '@/test/route-rows';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';
import { makeTenant, type Tenant } from '@/test/tenants';

/**
 * A page of another site makes somebody's browser send a request here, with the cookie that browser has for us, or gives
 * its own name this computer's address. What RELIABILITY names of such a request, in every combination, at everything
 * that changes something.
 */
const own = 'localhost:3000';
const hosts = [own, 'attacker.example:3000', 'localhost.attacker.example:3000'];
const origins = [null, 'null', 'https://attacker.example', 'own'] as const;
const sites = [null, 'cross-site', 'same-site', 'none', 'same-origin'] as const;
const forwardedHosts = [null, 'attacker.example', `${own}, attacker.example`, 'own'] as const;
const types = [
  null,
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json',
] as const;

type Combination = {
  readonly host: string;
  readonly origin: (typeof origins)[number];
  readonly site: (typeof sites)[number];
  readonly forwarded: (typeof forwardedHosts)[number];
  readonly type: (typeof types)[number];
};
const combinations: Combination[] = hosts.flatMap((host) =>
  origins.flatMap((origin) =>
    sites.flatMap((site) =>
      forwardedHosts.flatMap((forwarded) => types.map((type) => ({ host, origin, site, forwarded, type }))),
    ),
  ),
);

function headersOf({ host, origin, site, forwarded, type }: Combination): Record<string, string> {
  return {
    host,
    ...(origin === null ? {} : { origin: origin === 'own' ? `http://${host}` : origin }),
    ...(site === null ? {} : { 'sec-fetch-site': site }),
    ...(forwarded === null ? {} : { 'x-forwarded-host': forwarded === 'own' ? host : forwarded }),
    ...(type === null ? {} : { 'content-type': type }),
  };
}

/** Whether a browser would send this for a page of ours; everything else is somebody else's doing. */
const isOurs = ({ host, origin, site, forwarded }: Combination): boolean =>
  host === own &&
  (forwarded === null || forwarded === 'own') &&
  (origin === null || origin === 'own') &&
  (site === null || site === 'same-origin');

const unsafe = keys.filter(isWrite);
const things = {
  portfolioId: '',
  positionId: '00000000-0000-7000-8000-0000000000ab',
  recalculationId: '00000000-0000-7000-8000-0000000000ab',
  refreshId: '00000000-0000-7000-8000-0000000000ab',
  sessionId: '00000000-0000-7000-8000-0000000000ab',
  tokenId: '00000000-0000-7000-8000-0000000000ab',
};
const settings = { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };

/** The text that is sent, whatever it is said to be. */
function bodyOf(key: string): string | undefined {
  const sent = rows[key].send?.(things as Things) ?? {};
  return sent.csv ?? (sent.json === undefined ? undefined : JSON.stringify(sent.json));
}

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-03-08';
  process.env.BALLAST_REQUESTS_PER_MINUTE = '999999999';
  await saveCloses([madeCloses('SPY', weekdays('2024-03-07', 60), { seed: 1 })]);
  things.portfolioId = (await createPortfolio(localOwner, settings)).id;
});

afterAll(async () => {
  await closeSender();
  await disconnect();
});

it('has something to try', () => {
  expect(unsafe.length).toBeGreaterThan(30);
  expect(combinations).toHaveLength(1_200);
  expect(combinations.filter(isOurs)).toHaveLength(40);
});

/** Tries every combination that is not ours, and answers how many there were. */
async function tryAll(key: string, sent: Readonly<Record<string, string>>): Promise<number> {
  const body = bodyOf(key);
  const before = await stateOf();
  const taken: string[] = [];
  let tried = 0;
  for (const combination of combinations) {
    if (isOurs(combination)) continue;
    const response = await askWith(key, { ...sent, ...headersOf(combination) }, things, body);
    const { code } = await response.json();
    const isRefused = response.status === 403 && ['host_not_allowed', 'origin_not_allowed'].includes(code);
    const gives = response.headers.has('set-cookie') || response.headers.has('access-control-allow-origin');
    if (!isRefused || gives) taken.push(`${JSON.stringify(combination)}: ${response.status} ${code}`);
    tried++;
  }
  expect(taken).toEqual([]);
  expect(await stateOf()).toEqual(before);
  return tried;
}

describe('while there is no account, when a script of this computer needs nothing', () => {
  it.each(unsafe)('%s takes nothing that a page of another site can send', async (key) => {
    expect(await tryAll(key, {})).toBe(1_160);
  });
});

describe('once there is one, with the cookie of somebody who is signed in', () => {
  let somebody: Tenant;
  beforeAll(async () => {
    somebody = await makeTenant('first');
  });

  it.each(unsafe)('%s takes nothing that a page of another site can send', async (key) => {
    expect(await tryAll(key, { cookie: somebody.page.cookie })).toBe(1_160);
  });

  it.each(unsafe)('%s takes nothing for a cookie alone, as a form of an old browser sends it', async (key) => {
    const before = await stateOf();
    for (const type of types) {
      const sent = { cookie: somebody.page.cookie, host: own, ...(type === null ? {} : { 'content-type': type }) };
      const response = await askWith(key, sent, things, bodyOf(key));
      // A form's type may be refused first where nobody has to be known.
      if (response.status !== 415 || key !== 'POST /api/v1/session')
        expect([response.status, (await response.json()).code]).toEqual([403, 'origin_needed']);
    }
    expect(await stateOf()).toEqual(before);
  });

  it.each(unsafe.filter((key) => bodyOf(key) !== undefined))(
    '%s takes no body of a type that a form can send, not even of our own page',
    async (key) => {
      const before = await stateOf();
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
        const response = await askWith(key, { ...somebody.page, host: own, 'content-type': type }, things, bodyOf(key));
        // What is not there at all may be said first.
        expect([404, 415]).toContain(response.status);
      }
      expect(await stateOf()).toEqual(before);
    },
  );
});
