import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { problemSchema } from '@/lib/api/problem';
import { routes } from '@/lib/api/routes';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { listLots } from '@/lib/db/lots';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { importTemplates } from '@/lib/import/templates';
import { closeSender } from '@/lib/jobs/queue';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';
import { log } from '@/lib/log';
import { call } from '@/test/api';
import { apiDocument, documentedKey } from '@/test/documented';
import { type FuzzDocument, requestsOf, type World } from '@/test/fuzz-requests';
import { cashLot, newLot, optionLot } from '@/test/new-lot';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;
type Door = { readonly path: string; readonly method: string; readonly handler: Handler };

/** Every handler of every route there is but of health, so that a new one is tried without being named here. */
const modules = import.meta.glob<Record<string, Handler>>(['./**/route.ts', '!./health/**'], { eager: true });
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const doors: Door[] = Object.entries(modules).flatMap(([file, module]) =>
  methods.flatMap((method) =>
    module[method]
      ? [{ path: `/api${file.slice(1).replace(/\/route\.ts$/, '')}`, method, handler: module[method] }]
      : [],
  ),
);

const ids = { portfolioId: '', positionId: '', recalculationId: '' };

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-03-08';
  await saveCloses([
    madeCloses('SPY', weekdays('2024-03-07', 60), { seed: 1 }),
    madeCloses('ACME', weekdays('2024-03-07', 60), { seed: 2 }),
  ]);
});

afterAll(async () => {
  await closeSender();
  await disconnect();
});

/** A world with something in it: whatever a request destroyed is made anew. */
async function refill(): Promise<void> {
  const { rows } = await pool().query('SELECT id FROM portfolios WHERE id = $1', [ids.portfolioId || null]);
  if (rows.length === 0) {
    ids.portfolioId = (
      await createPortfolio(localOwner, { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' })
    ).id;
  }
  const lots = await listLots(localOwner, ids.portfolioId);
  if (lots.length < 3)
    await inTransaction((client) =>
      saveLots(
        client,
        localOwner,
        ids.portfolioId,
        [newLot('ACME', 1), cashLot(5), optionLot('C', 1, 'ACME')],
        'add',
        '2024-03-08',
      ),
    );
  ids.positionId = (await listLots(localOwner, ids.portfolioId))[0].id;
  ids.recalculationId = (
    await requestRecalculation(localOwner, ids.portfolioId, { trigger: 'api', asOf: '2024-03-07' })
  ).id;
}

/** A request of a handler that lies in wait for whoever does not think of it. */
const awkward = fc.constantFrom(
  '',
  ' ',
  '\0',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e999',
  '0x10',
  '\u0085',
  '\ud800',
  '\u202e',
  "'; DROP TABLE users; --",
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%00',
  '%',
  '#{7*7}',
  '{{7*7}}',
  '=1+1',
  '𝕏',
  'a'.repeat(5_000),
  '2024-02-30',
  '2024-03-07',
  '9999-12-31',
  '0001-01-01',
  '-1',
  '99999999999999999999',
  '00000000-0000-7000-8000-0000000000aa',
  'ACME',
  'SP500',
  'true',
  '[]',
  '{}',
);
const text = fc.oneof(awkward, fc.string({ unit: 'binary' }), fc.string());
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constant(undefined),
      fc.array(text, { maxLength: 3 }),
    ),
  },
  { weight: 1, arbitrary: fc.dictionary(text, text, { maxKeys: 3 }) },
);
const names = [
  'name',
  'currency',
  'market_index',
  'benchmark_code',
  'quantity',
  'quantity_as_of',
  'entry_date',
  'entry_price',
  'exit_date',
  'price',
  'price_date',
  'delta',
  'as_of',
  'from',
  'symbols',
  'provider',
  'key',
  'sector',
  'dry_run',
  'mode',
  'numbers',
  'dates',
  'limit',
  '__proto__',
];
const record = fc
  .array(
    fc.tuple(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: text }), value),
    { maxLength: 5 },
  )
  .map((pairs) => Object.fromEntries(pairs));

const cell = fc.oneof(
  fc.constantFrom(
    'ACME',
    'SPY',
    '2024-03-06',
    '1',
    '10.5',
    '-3',
    'option',
    'cash',
    'call',
    'Energy',
    '"',
    '"a""b"',
    '',
  ),
  text,
);
const csv = fc
  .tuple(
    fc.constantFrom(...Object.values(importTemplates).map((template) => template.split('\n')[0]), 'date,ACME,SPY', 'x'),
    fc.array(
      fc.array(cell, { maxLength: 8 }).map((cells) => cells.join(',')),
      { maxLength: 5 },
    ),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([header, rows, end]) => [header, ...rows].join(end));

const body = fc.oneof(
  { weight: 4, arbitrary: record.map((one) => JSON.stringify(one)) },
  { weight: 3, arbitrary: csv },
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(importTemplates)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

const headers = fc.record(
  {
    'content-type': fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('application/json', 'text/csv') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('', 'text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded'),
      },
    ),
    'content-length': fc.constantFrom('0', '5', '99999999999'),
    origin: fc.constantFrom('http://localhost:3000', 'https://attacker.example', 'null'),
    'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', 'none'),
    'idempotency-key': fc.string({ unit: fc.constantFrom('a', '1', '-') }),
    'last-event-id': fc.constantFrom('0', 'x'),
    accept: fc.constantFrom('application/json', 'text/event-stream', '*/*'),
  },
  { requiredKeys: [] },
);

const params = fc.dictionary(
  fc.constantFrom(
    'portfolioId',
    'positionId',
    'recalculationId',
    'refreshId',
    'benchmarkCode',
    'kind',
    'symbol',
    'provider',
    'date',
  ),
  text,
  { maxKeys: 2 },
);
const search = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom('as_of', 'dry_run', 'mode', 'numbers', 'dates', 'limit', 'cursor', 'x', '__proto__'),
          text,
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((pairs) => `?${pairs.map(([name, one]) => `${name}=${encodeURIComponent(one.toWellFormed())}`).join('&')}`),
  },
);

describe('every handler', () => {
  it('is found', () => {
    expect(doors.length).toBeGreaterThan(25);
    expect(doors.map(({ path, method }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        'POST /api/v1/prices/import',
        'PATCH /api/v1/portfolios/[portfolioId]/positions/[positionId]',
        'DELETE /api/v1/demonstration',
      ]),
    );
  });

  it('answers whatever is asked of it: never with 500, and with a problem document where it refuses', async () => {
    const logged = vi.spyOn(log, 'error').mockImplementation(() => {});
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...doors),
        params,
        search,
        headers,
        body,
        async (door, given, query, sent, content) => {
          await refill();
          const all: Record<string, string> = {
            benchmarkCode: 'SP500',
            kind: 'prices',
            symbol: 'ACME',
            provider: 'fmp',
            date: '2024-03-06',
            refreshId: ids.portfolioId,
            tokenId: ids.portfolioId,
            sessionId: ids.portfolioId,
            accountId: ids.portfolioId,
            path: 'x',
            ...ids,
            ...given,
          };
          const own = Object.fromEntries(
            [...door.path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name]) => [name, all[name]]),
          );
          const isRead = door.method === 'GET';
          const response = await call(door.handler, `${door.path.replaceAll(/[[\]]/g, '')}${query}`, {
            method: door.method,
            params: own,
            headers: sent as Record<string, string>,
            body: isRead ? undefined : content,
          });
          seen.add(response.status);
          const type = response.headers.get('content-type') ?? '';
          if (type.startsWith('text/event-stream')) return response.body?.cancel();
          const answer = await response.text();
          const why = `${door.method} ${door.path} ${response.status} ${answer.slice(0, 300)} ${String((logged.mock.calls.at(-1)?.[0] as { err?: Error } | undefined)?.err?.message)}`;
          expect(response.status, why).toBeLessThan(500);
          if (response.status >= 400) {
            expect(type, why).toBe('application/problem+json');
            expect(problemSchema.parse(JSON.parse(answer)).status, why).toBe(response.status);
          } else if (type === 'application/json') expect(() => JSON.parse(answer), why).not.toThrow();
        },
      ),
      { numRuns: 700 },
    );
    // The requests reached what lies behind the door as well as the door.
    expect([...seen]).toEqual(expect.arrayContaining([200, 400, 403, 415]));
    expect(logged).not.toHaveBeenCalled();
  }, 120_000);

  it('answers what the document allows, and what it does not, as the document says', async () => {
    process.env.BALLAST_REQUESTS_PER_MINUTE = '999999';
    const logged = vi.spyOn(log, 'error').mockImplementation(() => {});
    const seen = new Map<number, number>();
    // With an account nobody else gets in, and that would be the end of it.
    const keys = Object.keys(routes).filter((key) => key !== 'POST /api/v1/accounts');
    for (const [turn, key] of keys.entries()) {
      const door = doors.find(({ method, path }) => `${method} ${path.replace(/\[(\w+)\]/g, '{$1}')}` === key);
      if (!door) continue;
      await refill();
      const world: World = {
        known: {
          portfolio_id: [ids.portfolioId],
          position_id: [ids.positionId],
          recalculation_id: [ids.recalculationId],
          symbol: ['ACME', 'SPY'],
          date: ['2024-03-06', '2024-03-07'],
          kind: ['prices', 'holdings'],
          provider: ['fmp', 'yahoo'],
        },
        files: Object.values(importTemplates),
      };
      const [method, path] = documentedKey(key).split(' ');
      const made = requestsOf(apiDocument as unknown as FuzzDocument, path, method.toLowerCase(), world);
      for (const request of fc.sample(made, { numRuns: 12, seed: 4_711 + turn })) {
        const params = Object.fromEntries(
          Object.entries(request.params).map(([name, text]) => [
            name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
            text,
          ]),
        );
        // `call` holds the answer against the document.
        const response = await call(door.handler, `${door.path.replaceAll(/[[\]]/g, '')}${request.search}`, {
          method,
          params,
          headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'transfer-encoding')),
          body: request.body,
        });
        seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
        const { err } = (logged.mock.calls.at(-1)?.[0] ?? {}) as { err?: Error };
        expect(response.status, `${key} ${JSON.stringify(request)} ${err?.stack}`).toBeLessThan(500);
        if (response.headers.get('content-type')?.startsWith('text/event-stream')) await response.body?.cancel();
      }
    }
    delete process.env.BALLAST_REQUESTS_PER_MINUTE;
    expect([...seen.keys()]).toEqual(expect.arrayContaining([200, 201, 202, 204, 400, 403, 404, 422]));
  }, 240_000);
});
