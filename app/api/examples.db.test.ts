import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument } from '@/lib/api/openapi';
import { routes } from '@/lib/api/routes';
import { disconnect, inTransaction, pool } from '@/lib/db/client';
import { saveLots } from '@/lib/db/holdings-import';
import { listLots } from '@/lib/db/lots';
import { localOwner } from '@/lib/db/owner';
import { createPortfolio } from '@/lib/db/portfolios';
import { requestRecalculation } from '@/lib/db/recalculations';
import { saveSectorWeights } from '@/lib/db/sector-weights';
import { saveSecurities } from '@/lib/db/securities';
import { closeMeasuring } from '@/lib/jobs/measure-in-thread';
import { closeSender } from '@/lib/jobs/queue';
import { recalculate } from '@/lib/jobs/recalculate';
import { lastTradingDays } from '@/lib/market/calendar';
import { gicsSectors } from '@/lib/risk/gics-sectors';
import { call } from '@/test/api';
import { type CheckedDocument, undocumentedAnswer } from '@/test/document-check';
import { documentedKey } from '@/test/documented';
import { exampleRequests, settled } from '@/test/example-requests';
import { cashLot, newLot } from '@/test/new-lot';
import { madeCloses, saveCloses } from '@/test/small-market';

const file = new URL('../../lib/api/examples.json', import.meta.url);
/** Where keys of vendors are kept meanwhile. */
const directory = mkdtempSync(path.join(tmpdir(), 'ballast-examples-'));
/** BALLAST_RECORD=1 writes the examples anew instead of holding them against what is answered. */
const isRecording = process.env.BALLAST_RECORD === '1';

const modules = import.meta.glob<Record<string, { readonly route?: string }>>(['./**/route.ts'], { eager: true });
const handlers = new Map(
  Object.entries(modules).flatMap(([name, module]) =>
    Object.entries(module).map(([method, handler]) => {
      const place = name
        .slice(1)
        .replace(/\/route\.ts$/, '')
        .replace(/\[(\w+)\]/g, '{$1}');
      return [handler.route ?? `${method} /api${place}`, handler] as const;
    }),
  ),
);

/** Streams go on and on, the document holds itself, and these would end the walk before its time. */
const without = new Set([
  'GET /api/v1/recalculations/{recalculationId}/events',
  'GET /api/v1/openapi.json',
  'DELETE /api/v1/demonstration',
  'DELETE /api/v1/accounts/{accountId}',
  'DELETE /api/v1/sessions',
  'DELETE /api/v1/sessions/{sessionId}',
]);

const known: Record<string, string> = {};
let cookie: string | null = null;

beforeAll(async () => {
  process.env.BALLAST_TODAY = '2024-07-10';
  process.env.BALLAST_DATA_DIR = directory;
  const asOf = '2024-07-09';
  const sessions = [...lastTradingDays(asOf, 700)];
  const market = madeCloses('SPY', sessions, { seed: 1, volatilityDaily: 0.01 });
  await saveCloses([market, madeCloses('ACME', sessions, { seed: 2, beta: 1.2, market })]);
  await inTransaction((client) =>
    saveSecurities(client, [{ symbol: 'ACME', name: 'Acme Corporation', sector: 'Industrials', assetClass: null }]),
  );
  await inTransaction((client) =>
    saveSectorWeights(
      client,
      'SP500',
      gicsSectors.map((sector, i) => ({
        asOf: '2024-06-28',
        sector,
        weight: i === 0 ? '0.1' : '0.09',
        dataSource: 'made',
      })),
    ),
  );
  for (const name of ['portfolioId', 'otherId']) {
    const { id } = await createPortfolio(localOwner, {
      name: 'Mine',
      currency: 'USD',
      marketIndex: 'SPY',
      benchmarkCode: 'SP500',
    });
    known[name] = id;
    const lots = [newLot('ACME', 100), newLot('SPY', -10), cashLot(2_000)];
    await inTransaction((client) => saveLots(client, localOwner, id, lots, 'replace', '2020-01-02'));
  }
  known.positionId = (await listLots(localOwner, known.portfolioId))[0].id;
  const { recalculation } = await requestRecalculation(pool(), localOwner, {
    portfolioId: known.portfolioId,
    fromDate: '2024-07-02',
    asOf,
    trigger: 'api',
  });
  await recalculate(recalculation.id, new AbortController().signal);
});

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await closeMeasuring();
  await closeSender();
  await disconnect();
});

const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? name);

describe('the examples of the document', () => {
  it('are what is answered, for every route', async () => {
    const ids = new Map<string, string>();
    const recorded: Record<string, object> = {};
    for (const { key, params = {}, search = '', body, headers = {}, keep = {} } of exampleRequests) {
      const handler = handlers.get(key);
      if (!handler) continue;
      const [method, template] = key.split(' ');
      const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const own = Object.fromEntries(names.map((name) => [name, filled(params[name] ?? `{${name}}`)]));
      const where = template.replace(/\{(\w+)\}/g, (_, name) => own[name]) + filled(search);
      const response = await call(handler, where, {
        method,
        params: own,
        body,
        headers: { ...headers, ...(cookie === null ? {} : { cookie }) },
      });
      const text = await response.text();
      expect(response.status, `${key}: ${text}`).toBeLessThan(300);
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      const isJson = response.headers.get('content-type')?.includes('json');
      const answer = isJson ? JSON.parse(text) : text;
      for (const [name, place] of Object.entries(keep)) known[name] = answer[place];
      recorded[key] = settled({ path: where, body, ...(text === '' ? {} : { answer }) }, ids) as object;
    }
    const written = `${JSON.stringify(recorded, null, 1)}\n`;
    if (isRecording) writeFileSync(file, written);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(written));
    const missing = Object.keys(routes).filter((key) => !(key in recorded) && !without.has(key));
    expect(missing, 'a new route has a request in test/example-requests.ts; BALLAST_RECORD=1 records it').toEqual([]);
  });

  it('are in the document, where they satisfy the schemas beside them', () => {
    const examples = JSON.parse(readFileSync(file, 'utf8'));
    const document = openApiDocument(examples) as unknown as CheckedDocument;
    for (const [key, { answer }] of Object.entries(examples as Record<string, { answer?: unknown }>)) {
      if (answer === undefined || typeof answer === 'string') continue;
      const { status = 200 } = routes[key as keyof typeof routes] as { status?: number };
      const body = JSON.stringify(answer);
      expect(undocumentedAnswer(document, documentedKey(key), { status, type: 'application/json', body })).toBeNull();
    }
    expect(JSON.stringify(document)).toContain('Acme Corporation');
  });
});
