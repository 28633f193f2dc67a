import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { listLots } from '@/lib/db/lots';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { closeSender } from '@/lib/jobs/queue';
import { requestRecalculation } from '@/lib/jobs/request-recalculation';
import { call, problemOf } from '@/test/api';
import { type HostileInput, hostileInputs as tabled } from '@/test/hostile-inputs';
import { newLot } from '@/test/new-lot';
import { madeCloses, saveCloses, weekdays } from '@/test/small-market';
import { unstorableInputs } from '@/test/unstorable-inputs';

const hostileInputs = [...tabled, ...unstorableInputs];

type Handlers = Record<string, { readonly route?: string }>;
const modules = import.meta.glob<Handlers>(['./v1/**/route.ts'], { eager: true });
const handlers = new Map(
  Object.values(modules).flatMap((module) =>
    Object.values(module).flatMap((handler) => (handler.route ? [[handler.route, handler] as const] : [])),
  ),
);

let ids: Record<string, string>;
let checksum: string;

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-03-08';
  await saveCloses([
    madeCloses('SPY', weekdays('2024-03-07', 60), { seed: 1 }),
    madeCloses('ACME', weekdays('2024-03-07', 60), { seed: 2 }),
  ]);
  const settings = { name: 'x', currency: 'USD', marketIndex: 'SPY', benchmarkCode: 'SP500' };
  const portfolioId = (await createPortfolio(localOwner, settings)).id;
  await inTransaction((client) =>
    saveLots(client, localOwner, portfolioId, [newLot('ACME', 1)], 'replace', '2024-03-08'),
  );
  const positionId = (await listLots(localOwner, portfolioId))[0].id;
  const { id } = await requestRecalculation(localOwner, portfolioId, { trigger: 'api', asOf: '2024-03-07' });
  ids = { portfolioId, positionId, recalculationId: id, benchmarkCode: 'SP500', symbol: 'ACME', provider: 'fmp' };
  checksum = await everything();
});

afterAll(async () => {
  await closeSender();
  await disconnect();
});

/** A checksum of every table of ours, and how many jobs are in line: what the queue keeps of itself is its own. */
async function everything(): Promise<string> {
  const { rows: tables } = await pool().query(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
      WHERE schemaname = 'public' ORDER BY 1`,
  );
  const sums = tables.map(
    ({ name }) => `(SELECT count(*) || md5(coalesce(string_agg(t::text, '\n' ORDER BY t::text), '')) FROM ${name} t)`,
  );
  return (await pool().query(`SELECT concat_ws(' ', (SELECT count(*) FROM pgboss.job), ${sums.join(', ')}) AS sum`))
    .rows[0].sum;
}

async function refusedAs(input: HostileInput) {
  const handler = handlers.get(input.key);
  expect(handler, `${input.key} is no route`).toBeDefined();
  const [method, path] = input.key.split(' ');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const response = await call(handler, `${path.replaceAll(/[{}]/g, '')}${input.search ?? ''}`, {
    method,
    params: Object.fromEntries(names.map((name) => [name, input.params?.[name] ?? ids[name]])),
    headers: input.headers,
    body: input.body,
  });
  const { errors } = await problemOf(response, input.status);
  return errors?.map(({ pointer }) => pointer) ?? null;
}

const named = hostileInputs.map((input, i) => ({ ...input, title: `${i + 1}. ${input.key}: ${input.rule}` }));

describe('a hostile input', () => {
  it('is one of three hundred, each different', () => {
    expect(hostileInputs.length).toBeGreaterThanOrEqual(300);
    expect(new Set(hostileInputs.map((input) => JSON.stringify({ ...input, body: String(input.body) }))).size).toBe(
      hostileInputs.length,
    );
  });

  it.each(named)('$title', async (input) => {
    expect(await refusedAs(input)).toEqual(input.pointers);
    expect(await everything()).toBe(checksum);
  });
});
